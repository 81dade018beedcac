"""The verdict tables say what holds, where, against what was expected, and on what ground."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from validation.cli.verdict_tables import print_verdicts
from validation.steps import Source, assess_responses, prepare_study

STUDY = """study: s
title: A [bold] study
audience: {sample: probability, segments: [sex]}
workshop: {roles: [sales]}
items:
  - {id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}
  - {id: sex, text: S?, type: single, options: [f, m]}
hypotheses:
  - id: near
    says: About three
    claim: {kind: level, item: q, at_least: 3.05}
    forecast: {sales: 4.5}
  - {id: few, says: Few, claim: {kind: level, item: q, at_least: 2}, persona: rare}
personas: [{id: rare, title: Rare, when: {sex: m}}]
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], str]:
    """Print the verdicts on forty-five answers, five of them by men, in so many columns."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "study.yaml").write_text(STUDY)
    rows = [f"{2 + n % 3},{'m' if n < 5 else 'f'}" for n in range(45)]
    (folder / "answers.csv").write_text("q,sex\n" + "\n".join(rows))
    prepared = prepare_study(folder / "study.yaml")
    assessed = assess_responses(prepared, Source(folder / "answers.csv"))

    def at(width: int) -> str:
        text = io.StringIO()
        out = Console(file=text, width=width, color_system=None)
        print_verdicts(out, prepared.study, assessed, ("en",))
        return text.getvalue()

    return at


@pytest.fixture(scope="module")
def printed(shown: Callable[[int], str]) -> str:
    """Print the verdicts on a wide screen."""
    return shown(140)


def test_narrow_screen_loses_no_hypothesis_and_no_number(shown: Callable[[int], str]) -> None:
    narrow = shown(72)
    assert "? inconclusive" in narrow
    assert "About three" in narrow
    assert "≥ 3.05 · 3.00 (2.75 to 3.25) · p 1.000 · n 45" in narrow
    assert max(map(len, narrow[: narrow.index("near:")].splitlines())) <= 72


def test_title_is_text_and_no_markup(printed: str) -> None:
    assert "A [bold] study · 45 responses" in printed


def test_inconclusive_verdict_says_what_a_new_wave_would_need(printed: str) -> None:
    assert "? inconclusive" in printed
    assert "near: A new wave would need about" in printed


def test_too_few_answers_are_counted(printed: str) -> None:
    assert "few: Too few: 5 answers, 30 needed;" in printed


def test_gap_is_expectation_less_answer(printed: str) -> None:
    [line] = [line for line in printed.splitlines() if "sales" in line]
    assert line.split() == ["near", "sales", "4.50", "3.00", "1.50", "excludes", "it"]


def test_segments_are_told_in_fixed_words(printed: str) -> None:
    assert "supported in 0, refuted in 0, open in 2" in printed


def test_effects_stand_beside_the_interval(printed: str) -> None:
    (near,) = (line for line in printed.splitlines() if "About three" in line)
    # 3.00 lies 0.05 below the bound, the answers spread by sqrt(2 / 3 * 45 / 44) = 0.826
    assert "d −0.06" in near


SAME = """study: s
audience: {segments: [area]}
items:
  - {id: q, text: Q?, type: rating, scale: {from: 1, to: 9}}
  - {id: sex, text: S?, type: single, options: [f, m]}
  - {id: area, text: A?, type: single, options: [n, s]}
hypotheses:
  - id: same
    says: No difference
    claim: {kind: equivalence, item: q, segment: sex, groups: [f, m], within: 1}
  - {id: high, says: High, claim: {kind: level, item: q, at_least: 5}}
"""


def test_an_interval_of_sameness_and_a_hold_in_one_place_alone_are_told(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(SAME)
    rows = [f"{2 + 5 * (n % 2) + n // 4 % 2},{'fm'[n // 2 % 2]},{'sn'[n % 2]}" for n in range(240)]
    (tmp_path / "answers.csv").write_text("q,sex,area\n" + "\n".join(rows))
    prepared = prepare_study(tmp_path / "study.yaml")
    assessed = assess_responses(prepared, Source(tmp_path / "answers.csv"))
    text = io.StringIO()
    print_verdicts(
        Console(file=text, width=140, color_system=None), prepared.study, assessed, ("en",)
    )
    assert "The interval is the one at 90 %." in text.getvalue()
    assert "−1.00 to 1.00" in text.getvalue()
    assert "supported in 1, refuted in 1, open in 0: only among n" in text.getvalue()


HASTY = """study: s
items:
  - {id: q, text: How do you rate the service you get?, type: rating, scale: {from: 1, to: 9}}
hypotheses:
  - {id: high, says: High, claim: {kind: level, item: q, at_least: 7}}
data: {duration: seconds}
"""


COUNT = """Look careless: 60 responses (too fast 60); they count in the verdicts.
high is refuted, without them supported.
"""
LEAVE_OUT = """Look careless: 60 responses (too fast 60); they do not count in the verdicts.
high is supported, with them refuted.
"""


@pytest.mark.parametrize(
    ("decision", "told"), [("", COUNT), ("decision: {flagged: leave_out}\n", LEAVE_OUT)]
)
def test_whether_careless_responses_make_a_verdict_is_told(
    tmp_path: Path, decision: str, told: str
) -> None:
    (tmp_path / "study.yaml").write_text(HASTY + decision)
    rows = [*(f"{8 + n % 2},{20 + n}" for n in range(80)), *["1,0.8"] * 60]
    (tmp_path / "answers.csv").write_text("q,seconds\n" + "\n".join(rows))
    prepared = prepare_study(tmp_path / "study.yaml")
    assessed = assess_responses(prepared, Source(tmp_path / "answers.csv"))
    text = io.StringIO()
    print_verdicts(
        Console(file=text, width=140, color_system=None), prepared.study, assessed, ("en",)
    )

    assert told in text.getvalue()
