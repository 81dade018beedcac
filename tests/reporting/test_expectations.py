from collections.abc import Callable

from validation.reporting.expectations import build_expectations
from validation.reporting.model import Expectations
from validation.reporting.setting import Setting
from validation.verdicts import Gap, HypothesisVerdict

GAPS = (
    Gap(role="sales", forecast=0.8, gap=0.096, outside=True),
    Gap(role="service", forecast=0.7, gap=-0.004, outside=False),
)


def test_forecasts_stand_beside_the_answers(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting]
) -> None:
    [chart] = build_expectations(setting_of(verdict_of(gaps=GAPS)))
    assert chart.conclusion == "Forecasts outside the interval of the answers: 1 of 2."
    assert isinstance(chart.picture, Expectations)
    assert chart.picture.roles == ("sales", "service")
    [row] = chart.picture.rows
    assert row.forecasts == (("sales", 0.8), ("service", 0.7))
    assert chart.table.rows == (
        ("1. Most find it good", "sales", "outside", "80.0%", "70.4%", "9.6 percentage points"),
        ("1. Most find it good", "service", "inside", "70.0%", "70.4%", "−0.4 percentage points"),
    )


def test_nothing_is_compared_with_numbers_that_are_hidden(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting]
) -> None:
    assert build_expectations(setting_of(verdict_of(gaps=GAPS, n=9))) == ()
    assert build_expectations(setting_of(verdict_of())) == ()
