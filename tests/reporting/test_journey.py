from collections.abc import Callable

from validation.reporting.curve import StageRating
from validation.reporting.journey import build_journey
from validation.reporting.model import Curve
from validation.reporting.setting import Setting


def rating(stage: str, estimate: float, n: int = 200) -> StageRating:
    return StageRating(
        stage=stage, items=("quality",), n=n, estimate=estimate, ci_low=estimate - 3,
        ci_high=estimate + 3,
    )  # fmt: skip


def test_the_conclusion_names_the_best_and_the_worst_stage(
    setting_of: Callable[..., Setting],
) -> None:
    chart = build_journey(setting_of(ratings=(rating("use", 73.2), rating("pay", 61.5))))
    assert chart is not None
    assert chart.conclusion == (
        "The experience is best at the stage “Using” (73 of 100) and worst at “Paying” (62)."
    )
    assert isinstance(chart.picture, Curve)
    assert [point.label for point in chart.picture.points] == ["1. Using", "2. Paying"]
    assert chart.table.rows[0] == ("Using", "Quality?", "73.2", "70.2–76.2", "200")


def test_one_stage_is_told_alone(setting_of: Callable[..., Setting]) -> None:
    chart = build_journey(setting_of(ratings=(rating("use", 73.2),), language="fi"))
    assert chart is not None
    assert chart.conclusion == "Kokemus vaiheessa ”Käyttö” on 73/100."


def test_a_stage_that_few_people_rated_is_not_shown(setting_of: Callable[..., Setting]) -> None:
    assert build_journey(setting_of(ratings=(rating("use", 73.2, n=9),))) is None
    assert build_journey(setting_of()) is None
