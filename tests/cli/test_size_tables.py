"""The tables of `todenna size` as people see them."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from validation.cli.size_tables import Shown, print_sizes
from validation.simulation import Expected
from validation.steps import Simulated, prepare_study
from validation.verdicts import Assumed, sizes

STUDY = """study: s
audience: {margins: {age: {young: 0.2, old: 0.8}}}
personas:
  - {id: young, title: Young, when: {age: young}}
  - {id: fond, title: Fond, when: {q: a}}
items:
  - {id: q, text: Q?, type: single, options: [a, b]}
  - {id: age, text: A?, type: single, options: [young, old]}
hypotheses:
  - {id: whole, says: W, claim: {kind: share, item: q, options: a, at_least: 0.5, effect: 0.1}}
  - {id: part, says: P, persona: young, claim: {kind: share, item: q, options: a, at_most: 0.5}}
  - id: hidden
    says: H
    persona: fond
    claim: {kind: share, item: age, options: old, at_least: 0.5}
"""
Printed = Callable[..., str]


@pytest.fixture
def printed(tmp_path: Path) -> Printed:
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)

    def make(
        assumed: Assumed,
        width: int = 120,
        simulated: Simulated | None = None,
        truth: str | None = None,
    ) -> str:
        prepared = prepare_study(path)
        needed = list(sizes(prepared.plan, prepared.questionnaire.asked(), assumed))
        out = StringIO()
        shown = Shown(prepared.plan, needed, assumed, 500, simulated, truth)
        print_sizes(shown, Console(file=out, width=width, highlight=False))
        return out.getvalue()

    return make


def flowing(text: str) -> str:
    return " ".join(text.split())


def test_the_claim_that_decides_the_size_is_named(printed: Printed) -> None:
    # (z(1 − 0.05/3/2) + z(0.8))² · 0.25 / 0.05² = 1047 of the persona, a fifth of all
    out = flowing(printed(Assumed()))
    assert (
        "The study needs at least 5235 answers: what its most demanding claim, part, needs." in out
    )
    assert "Without that claim 262 would do" in out


def test_a_response_rate_makes_invitations(printed: Printed) -> None:
    out = flowing(printed(Assumed(response_rate=0.1)))
    assert "5235 answers, 52350 invitations at a response rate of 10 %" in out


def test_personas_are_explained(printed: Printed) -> None:
    out = flowing(printed(Assumed()))
    assert "* part needs 1047 answers of its persona, which is 20 % of all." in out
    assert "* hidden needs 1047 answers of its persona alone" in out
    assert "`audience.margins`" in out


def test_given_answers_have_their_power_and_smallest_effect(printed: Printed) -> None:
    out = flowing(printed(Assumed(answers=500, response_rate=0.25)))
    assert "Power Detects" in out
    assert "With 500 answers (2000 invitations), 1 of 3 claims reach 80 % power." in out


def test_a_narrow_table_keeps_every_line_within_eighty_columns(printed: Printed) -> None:
    out = printed(Assumed(answers=500, response_rate=0.25), width=80)
    table, *_ = out.split("The study needs")
    assert max(map(len, table.splitlines())) <= 80
    assert "Invitations" not in table
    assert "Kind" not in table


EXPECTED = (
    Expected("whole", "share", 0.9, 0.0, 0.1, 0.0, 40),
    Expected("part", "share", 0.25, 0.05, 0.7, 0.0, 40),
    Expected("hidden", "share", 0.0, 0.0, 0.0, 1.0, 40),
)


def test_verdicts_to_expect_are_shown_with_what_could_not_be(printed: Printed) -> None:
    out = flowing(printed(Assumed(), 120, Simulated(EXPECTED, ("part",)), "right"))
    assert "If the workshop is right" in out
    assert "a wave of 500 answers" in out
    assert "whole 90 % 10 % – –" in out
    assert "part * † 25 % 70 % 5 % –" in out
    assert "hidden * – – – 100 %" in out
    assert "Of 3 claims, 1.1 would be supported in a wave" in out  # 0.9 + 0.25 rounded down
    assert "† could not be made so together with the others: part." in out


def test_a_wrong_workshop_counts_refutations(printed: Printed) -> None:
    out = flowing(printed(Assumed(), 120, Simulated(EXPECTED, ()), "wrong"))
    assert "If the workshop is wrong" in out
    assert "0.1 would be refuted" in out  # 0.05, to one decimal
