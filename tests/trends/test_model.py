from datetime import date

from validation.trends import Budget, ChangeFound, Point, Series, SlopeFound, Trend, TrendWave


def make_series(level: str | None = None) -> Series:
    points = tuple(
        Point(
            wave=wave, at=date(2026, month, 1), estimate=estimate, se=0.02, df=99,
            ci_low=None, ci_high=None, n=100, n_effective=90.0, comparable=True,
        )
        for wave, month, estimate in (("spring", 4, 0.5), ("summer", 7, 0.6), ("autumn", 10, 0.4))
    )  # fmt: skip
    changes = tuple(
        ChangeFound(
            since="previous", before=before, after=after, estimate=0.1, se=0.03, df=198,
            ci_low=0.04, ci_high=0.16, p_value=0.001, overlap=0,
        )
        for before, after in (("spring", "summer"), ("summer", "autumn"))
    )  # fmt: skip
    slope = SlopeFound(
        first="spring", last="summer", waves=2, estimate=0.4, se=0.1, df=198,
        ci_low=0.2, ci_high=0.6, p_value=0.001, lack_of_fit_p=1.0,
    )  # fmt: skip
    segment = None if level is None else "age_group"
    return Series(
        hypothesis="h1", segment=segment, level=level, unit="share",
        points=points, changes=changes, slopes=(slope,),
    )  # fmt: skip


def make_trend() -> Trend:
    return Trend(
        study="mobile",
        confidence=0.95,
        waves=(TrendWave(wave="autumn", at=date(2026, 10, 1), n=100, n_effective=90.0),),
        series=(make_series(), make_series("55+")),
        budget=Budget(alpha=0.05, horizon=12, period=1, spent=0.0, this_wave=0.0, next_wave=0.0045),
    )


def test_the_change_told_is_that_of_the_newest_wave() -> None:
    found = make_series().change("previous")

    assert found is not None
    assert (found.before, found.after) == ("summer", "autumn")
    assert make_series().change("baseline") is None


def test_a_slope_that_stops_before_the_newest_wave_is_not_told() -> None:
    assert make_series().slope is None


def test_a_line_is_found_by_its_part_of_the_audience() -> None:
    trend = make_trend()

    assert trend.line("h1") == trend.series[0]
    assert trend.line("h1", "age_group", "55+") == trend.series[1]
    assert trend.line("h2") is None


def test_a_trend_is_the_same_after_it_was_kept() -> None:
    trend = make_trend()

    assert Trend.model_validate_json(trend.model_dump_json()) == trend
