from collections.abc import Callable

from validation.reporting.forest import build_forests
from validation.reporting.model import Forest
from validation.reporting.setting import Setting
from validation.verdicts import HypothesisVerdict, Verdict

Verdicts = Callable[..., HypothesisVerdict]


def test_each_kind_of_number_has_its_panel(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    mean = verdict_of("dear", low=None, high=2.5, estimate=2.1, ci_low=1.9, ci_high=2.3)
    gap = verdict_of("better", low=0.0, verdict=Verdict.REFUTED)
    charts = build_forests(setting_of(verdict_of(), mean, gap))
    assert [chart.id for chart in charts] == [
        "forest-share-1", "forest-scale-1", "forest-scale-gap-1",
    ]  # fmt: skip
    assert charts[2].conclusion == "Hypotheses by number – supported: none; refuted: 3; open: none."


def test_a_mark_has_its_estimate_its_interval_and_its_region(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    [chart] = build_forests(setting_of(verdict_of()))
    assert isinstance(chart.picture, Forest)
    [mark] = chart.picture.marks
    assert (mark.estimate, mark.low, mark.high, mark.bounds) == (0.704, 0.644, 0.758, (0.5, None))
    assert mark.label == "1. Most find it good"
    assert mark.value == "70.4% (interval 64.4–75.8%), claim: at least\xa050%"


def test_the_table_has_the_numbers_of_the_picture(
    verdict_of: Verdicts, setting_of: Callable[..., Setting]
) -> None:
    [chart] = build_forests(setting_of(verdict_of()))
    [row] = chart.table.rows
    assert row == (
        "1. Most find it good", "supported", "at least\xa050%", "70.4%", "64.4–75.8%", "250",
        "<0.001",
    )  # fmt: skip
    assert len(chart.table.columns) == len(row)


def test_what_few_people_answered_is_not_drawn(
    verdict_of: Verdicts, unheard_of: HypothesisVerdict, setting_of: Callable[..., Setting]
) -> None:
    assert build_forests(setting_of(verdict_of(n=8), unheard_of)) == ()
