from collections.abc import Callable
from typing import Any

from tests.reporting.lined import WAVES, series, trend
from validation.rendering import trend_words
from validation.reporting import Chart, Material, build_trend_charts
from validation.reporting.trend_charts import chart_of
from validation.reporting.trend_picture import TrendPicture
from validation.reporting.trend_setting import TrendSetting
from validation.trends import Series, Trend
from validation.verdicts import HypothesisVerdict

Make = Callable[..., Any]


def drawn(material_of: Make, verdict_of: Make, *lines: Series) -> tuple[Chart, ...]:
    verdicts: list[HypothesisVerdict] = [verdict_of(), verdict_of("dear")]
    material: Material = material_of(*verdicts, wave=WAVES[2])
    return build_trend_charts(material, trend(*lines), trend_words("en"))


def test_each_hypothesis_has_a_chart_of_the_whole_audience(
    material_of: Make, verdict_of: Make
) -> None:
    level = series(segment="channel", level="web")
    charts = drawn(material_of, verdict_of, series(), level, series(hypothesis="dear"))

    assert [one.id for one in charts] == ["trend-good--", "trend-dear--"]
    assert charts[0].title == "Most find it good"
    assert charts[0].conclusion.startswith("3 waves, 2027-01 to 2027-07: from 50.0% to 70.0%")


def test_a_wave_with_few_answers_is_not_drawn(material_of: Make, verdict_of: Make) -> None:
    (chart,) = drawn(material_of, verdict_of, series(n=[100, 9, 100]))

    assert isinstance(chart.picture, TrendPicture)
    assert [one.estimate for one in chart.picture.dots] == [0.5, 0.7]
    assert drawn(material_of, verdict_of, series(n=9)) == ()


def test_what_is_not_asked_any_more_has_no_chart(
    trend_setting_of: Callable[[Trend], TrendSetting],
) -> None:
    gone = series(hypothesis="gone")

    assert chart_of(gone, trend_setting_of(trend(gone))) is None


def test_the_chart_of_a_level_is_named_after_it(
    trend_setting_of: Callable[[Trend], TrendSetting],
) -> None:
    level = series(segment="channel", level="web")
    chart = chart_of(level, trend_setting_of(trend(level)))

    assert chart is not None
    assert chart.title.startswith("Most find it good – ")
