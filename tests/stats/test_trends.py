import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Column = NDArray[Any]
Tables = dict[str, dict[str, Column]]
Designs = dict[str, stats.Design]
Golden = Callable[[str, str], Any]

MEDIA = Path(__file__).parents[2] / "examples" / "media_use" / "responses.csv"
YEARS = [2000, 2002, 2004, 2006, 2008, 2010, 2012, 2014]


@pytest.fixture(scope="module")
def media() -> dict[str, Column]:
    with MEDIA.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    hours = np.array([float(row["tvhours"] or "nan") for row in rows])
    age = np.array([float(row["age"] or "nan") for row in rows])
    year = np.array([int(row["year"]) for row in rows])
    watches = np.where(np.isnan(hours), np.nan, hours >= 2)
    married = np.array([row["marital"] == "Married" for row in rows])
    return {
        "year": year,
        "hours": hours,
        "watches": watches,
        "married": married.astype(float),
        "old": (age >= 55).astype(float),
    }


def waves(media: dict[str, Column], name: str) -> stats.Estimates:
    design = stats.Design(media["year"].size, strata=media["year"])
    return stats.domain_means(design, media[name], np.searchsorted(YEARS, media["year"]), YEARS)


def numbers(found: stats.Trend, chi_square: stats.TestResult) -> list[float | None]:
    slope, fit = found
    return [
        *(slope.estimate, slope.se, slope.ci_low, slope.ci_high),
        *(chi_square.statistic, chi_square.p_value),
        *(fit.statistic, fit.df_num, fit.df, fit.p_value),
    ]


def both(estimates: stats.Estimates, times: list[float]) -> list[float | None]:
    """What the function gls of tests/golden/stats/models.R returns."""
    return numbers(
        stats.trend(estimates, times), stats.trend(estimates, times, statistic="Chisq").lack_of_fit
    )


CASES = [("hours", "media line"), ("watches", "media share line")]
CASES += [("married", "media married line"), ("old", "media old line")]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_line_through_eight_waves_is_that_of_generalised_least_squares_in_r(
    name: str, case: str, media: dict[str, Column], golden: Golden
) -> None:
    found = both(waves(media, name), [float(year) for year in YEARS])
    assert found == pytest.approx(golden("models", case), rel=1e-7)


def test_waves_stacked_one_by_one_have_the_same_line(media: dict[str, Column]) -> None:
    samples = []
    for year in YEARS:
        answers = media["hours"][media["year"] == year]
        design = stats.Design(answers.size)
        samples.append((design, stats.mean(design, answers)))
    stacked = stats.stack(samples, levels=YEARS)
    assert both(stacked, [float(year) for year in YEARS]) == pytest.approx(
        both(waves(media, "hours"), [float(year) for year in YEARS]), rel=1e-9
    )


def test_a_change_between_waves_agrees_with_r(media: dict[str, Column], golden: Golden) -> None:
    moved = stats.change(waves(media, "hours"), 2012, 2014)
    assert [moved.estimate, moved.se, moved.df] == pytest.approx(
        golden("models", "media change"), rel=1e-9
    )


@pytest.mark.parametrize("name", ["married", "old"])
def test_a_slope_of_shares_is_near_the_test_of_cochran_and_armitage(
    name: str, media: dict[str, Column], golden: Golden
) -> None:
    slope, _ = stats.trend(waves(media, name), YEARS)
    # that test takes the variance of one common share: prop.trend.test of R
    statistic, p_value = golden("models", f"media {name} armitage")
    assert (slope.estimate / slope.se) ** 2 == pytest.approx(statistic, rel=0.03)
    assert 2 * min(stats.p_values(slope, 0.0)) == pytest.approx(p_value, abs=0.003)


def test_a_pooled_regression_on_time_agrees_with_r(
    media: dict[str, Column], golden: Golden
) -> None:
    design = stats.Design(media["year"].size, strata=media["year"])
    found = stats.regression(design, media["hours"], {"year": media["year"]}).coefficients
    expected = golden("models", "media pooled")
    rows = [[one.estimate, one.se, one.ci_low, one.ci_high] for one in found]
    assert np.array(rows) == pytest.approx(expected, rel=1e-7)


def test_the_same_schools_again_agree_with_the_stacked_design_in_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    times = [0.0, 1.0, 3.0]
    for name, key, file, unit in (
        ("panel_fpc", "strat", "apistrat", "snum"),
        ("panel_clus1", "clus1", "apiclus1", "dnum"),
    ):
        design, data = designs[key], tables[file]
        third = data["api00"] + data["ell"] - data["meals"]
        samples = [(design, stats.mean(design, y)) for y in (data["api99"], data["api00"], third)]
        found = stats.stack(samples, units=[data[unit]] * 3)
        assert both(found, times) == pytest.approx(golden("models", f"{name} line"), rel=1e-6)


def test_fresh_samples_of_any_design_have_a_line(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    files = {"strat": "apistrat", "clus1": "apiclus1", "clus2": "apiclus2"}
    samples = [
        (designs[name], stats.mean(designs[name], tables[file]["api00"]))
        for name, file in files.items()
    ]
    found = both(stats.stack(samples), [1.0, 2.0, 4.0])
    assert found == pytest.approx(golden("models", "fresh line"), rel=1e-9)


def two_or_three(k: int) -> stats.Estimates:
    wave = np.repeat(np.arange(k), 4)
    answers = np.array([3, 4, 5, 5, 4, 6, 6, 7, 5, 8, 7, 6][: 4 * k])
    return stats.domain_means(stats.Design(4 * k), answers, wave, range(k))


def test_a_line_through_two_times_is_their_change() -> None:
    slope, fit = stats.trend(two_or_three(2), [2020, 2024])
    moved = stats.change(two_or_three(2), 0, 1)
    assert [slope.estimate, slope.se] == pytest.approx([moved.estimate / 4, moved.se / 4])
    assert (fit.statistic, fit.df_num, fit.p_value) == (0.0, 0, 1.0)


def test_the_slope_is_per_unit_of_time_from_any_start() -> None:
    years, _ = stats.trend(two_or_three(3), [2020, 2021, 2022])
    months, _ = stats.trend(two_or_three(3), [0, 12, 24])
    assert [years.estimate, years.se] == pytest.approx([12 * months.estimate, 12 * months.se])


def test_two_waves_at_one_time_are_no_line_but_a_third_makes_one() -> None:
    slope, fit = stats.trend(two_or_three(3), [1, 1, 2])
    assert slope.estimate > 0
    assert fit.df_num == 1
    with pytest.raises(StatisticsError, match="two different times"):
        stats.trend(two_or_three(3), [1, 1, 1])


def test_what_has_no_line_is_said() -> None:
    with pytest.raises(StatisticsError, match="must be 3 numbers"):
        stats.trend(two_or_three(3), [1, 2])
    with pytest.raises(StatisticsError, match="statistic: found 'Q'"):
        stats.trend(two_or_three(3), [1, 2, 3], statistic="Q")  # type: ignore[arg-type] # misuse
    alike = stats.domain_means(
        stats.Design(9), [1, 2, 3, 4, 4, 4, 5, 6, 7], np.repeat([0, 1, 2], 3), [0, 1, 2]
    )
    with pytest.raises(StatisticsError, match="One of them has no variance"):
        stats.trend(alike, [1, 2, 3])


def test_too_few_units_for_so_many_times_are_said() -> None:
    clusters = np.tile(np.repeat([0, 1, 2], 2), 4)
    wave = np.repeat([0, 1, 2, 3], 6)
    answers = np.random.default_rng(2).normal(size=24)
    found = stats.domain_means(stats.Design(24, clusters=clusters), answers, wave, range(4))
    with pytest.raises(StatisticsError, match="fewer sampled units than times"):
        stats.trend(found, [1, 2, 3, 4])


def test_the_interval_of_a_slope_agrees_with_its_p_value() -> None:
    slope, _ = stats.trend(two_or_three(3), [1, 2, 3], confidence=0.9)
    assert 2 * min(stats.p_values(slope, slope.ci_low)) == pytest.approx(0.1, rel=1e-9)
