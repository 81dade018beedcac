from collections.abc import Callable

import pytest

from validation.reporting.across import across_notes, build_splits
from validation.reporting.answers import build_groups
from validation.reporting.setting import Setting
from validation.verdicts import Heterogeneity, HypothesisVerdict, SegmentVerdict, Verdict


def segment(level: str, n: int, verdict: Verdict) -> SegmentVerdict:
    return SegmentVerdict(
        variable="channel", level=level, verdict=verdict, estimate=0.7, ci_low=0.6, ci_high=0.8,
        n=n,
    )  # fmt: skip


@pytest.fixture
def split(verdict_of: Callable[..., HypothesisVerdict]) -> HypothesisVerdict:
    return verdict_of(
        segments=(
            segment("shop", 150, Verdict.SUPPORTED),
            segment("web", 94, Verdict.REFUTED),
            segment("phone", 6, Verdict.TOO_FEW),
        ),
        heterogeneity=(Heterogeneity(variable="channel", supported=1, refuted=1, open=1),),
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "supported in 1, refuted in 1, open in 1"),
        ("fi", "saa tukea: 1, kumoutuu: 1, avoin: 1"),
        ("sv", "får stöd i 1, motsägs i 1, öppen i 1"),
    ],
)
def test_segments_are_told_in_words(
    split: HypothesisVerdict, setting_of: Callable[..., Setting], language: str, words: str
) -> None:
    [found] = build_splits(setting_of(split, language=language))
    assert found.title == "Where?"
    [row] = found.table.rows
    assert row[1:] == (words, "–")


def test_small_levels_have_no_numbers(
    split: HypothesisVerdict, setting_of: Callable[..., Setting]
) -> None:
    [found] = build_splits(setting_of(split))
    assert [row[1:] for row in found.levels.rows] == [
        ("Shop", "supported", "70.0%", "60.0–80.0%", "150"),
        ("Web", "refuted", "–", "–", "hidden"),
        ("Phone", "too few answers", "–", "–", "hidden"),
    ]


def test_without_segments_there_is_no_split(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting]
) -> None:
    assert build_splits(setting_of(verdict_of())) == ()


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("en", "; only among: Shop"),
        ("fi", "; vain ryhmissä: Myymälä"),
        ("sv", "; bara bland: Shop"),
    ],
)
def test_only_among_is_said_where_the_rest_refutes(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting],
    language: str, ending: str,
) -> None:  # fmt: skip
    whole = Heterogeneity(variable="channel", supported=1, refuted=2, open=0, only_among=("shop",))
    [found] = build_splits(setting_of(verdict_of(heterogeneity=(whole,)), language=language))
    assert found.table.rows[0][1].endswith(ending)


def test_an_answer_tells_where_it_holds(
    split: HypothesisVerdict, setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(split)
    [answer] = build_groups(setting)[0].answers
    told = "Across the audience (Where?): supported in 1, refuted in 1, open in 1."
    assert answer.notes[-1] == told
    assert list(across_notes(setting.lines[0], setting)) == [told]


def test_what_cannot_be_said_of_all_is_not_told_of_parts(
    split: HypothesisVerdict, setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(split.model_copy(update={"verdict": Verdict.TOO_FEW}))
    assert list(across_notes(setting.lines[0], setting)) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "nobody answered"), ("fi", "kukaan ei vastannut"), ("sv", "ingen svarade")],
)
def test_groups_that_nobody_was_heard_of_are_not_called_open(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting],
    language: str, words: str,
) -> None:  # fmt: skip
    silent = Heterogeneity(variable="channel", supported=0, refuted=0, open=3)
    verdict = verdict_of(verdict=Verdict.TOO_FEW, n=0, estimate=None, heterogeneity=(silent,))
    [found] = build_splits(setting_of(verdict, language=language))
    assert found.table.rows[0][1:] == (words, "–")
