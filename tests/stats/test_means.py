from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]

Row = Callable[[stats.Estimate], list[float]]

CASES = [
    ("strat api00", "strat", "apistrat", "api00", None),
    ("srs api00", "srs", "apisrs", "api00", None),
    ("clus1 api00", "clus1", "apiclus1", "api00", None),
    ("clus1 without fpc", "clus1n", "apiclus1", "api00", None),
    ("clus2 api00", "clus2", "apiclus2", "api00", None),
    ("clus2 enroll with missing", "clus2", "apiclus2", "enroll", None),
    ("clus2 with replacement", "clus2wr", "apiclus2", "api00", None),
    ("nhanes age", "nhanes", "nhanes", "agecat", None),
    ("strat domain", "strat", "apistrat", "api00", ("comp.imp", "Yes")),
    ("clus2 domain", "clus2", "apiclus2", "api00", ("sch.wide", "No")),
]


@pytest.mark.parametrize(("name", "design", "table", "column", "where"), CASES)
def test_mean_agrees_with_r(  # noqa: PLR0913, PLR0917 - fixtures and one case
    name: str, design: str, table: str, column: str, where: tuple[str, str] | None,
    designs: Designs, tables: Tables, golden: Golden, row: Row,
) -> None:  # fmt: skip
    data = tables[table]
    inside = None if where is None else data[where[0]] == where[1]
    found = stats.mean(designs[design], data[column], where=inside)
    assert row(found) == pytest.approx(golden("means", name), rel=1e-9)


def test_mean_of_a_domain_that_misses_a_stratum(
    designs: Designs, tables: Tables, golden: Golden, row: Row
) -> None:
    data = tables["apistrat"]
    found = stats.mean(designs["strat"], data["api00"], where=data["stype"] != "H")
    assert row(found) == pytest.approx(golden("means", "strat domain without a stratum"), rel=1e-9)


def test_mean_of_a_domain_of_a_stratified_cluster_sample(
    designs: Designs, tables: Tables, golden: Golden, row: Row
) -> None:
    data = tables["nhanes"]
    inside = (data["RIAGENDR"] == 2) & (data["race"] == 3)
    found = stats.mean(designs["nhanes"], data["agecat"], where=inside)
    assert row(found) == pytest.approx(golden("means", "nhanes domain"), rel=1e-9)


def test_total_and_its_domain_agree_with_r(
    designs: Designs, tables: Tables, golden: Golden, row: Row
) -> None:
    found = stats.total(designs["strat"], tables["apistrat"]["api.stu"])
    assert row(found) == pytest.approx(golden("means", "total strat"), rel=1e-9)
    data = tables["apiclus2"]
    part = stats.total(designs["clus2"], data["api.stu"], where=data["sch.wide"] == "Yes")
    assert row(part)[:5] == pytest.approx(golden("means", "total domain"), rel=1e-9)


def test_ratio_and_its_domain_agree_with_r(
    designs: Designs, tables: Tables, golden: Golden, row: Row
) -> None:
    data = tables["apistrat"]
    found = stats.ratio(designs["strat"], data["api.stu"], data["enroll"])
    assert row(found)[:5] == pytest.approx(golden("means", "ratio strat"), rel=1e-9)
    data = tables["apiclus1"]
    inside = data["sch.wide"] == "Yes"
    part = stats.ratio(designs["clus1"], data["api.stu"], data["enroll"], where=inside)
    assert row(part)[:5] == pytest.approx(golden("means", "ratio domain"), rel=1e-9)


def test_paired_difference_agrees_with_r(
    designs: Designs, tables: Tables, golden: Golden, row: Row
) -> None:
    data = tables["apiclus2"]
    found = stats.paired_difference(designs["clus2"], data["api00"], data["api99"])
    assert row(found) == pytest.approx(golden("means", "paired"), rel=1e-9)


def test_domain_means_and_their_covariance_agree_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus1"]
    levels = ["E", "H", "M"]
    codes = np.searchsorted(levels, data["stype"])
    found = stats.domain_means(designs["clus1"], data["api00"], codes, levels)
    assert found.estimate == pytest.approx(golden("means", "by stype clus1"), rel=1e-9)
    expected = golden("means", "by stype clus1 covariance")
    assert found.covariance == pytest.approx(expected, rel=1e-9)
    assert found["H"].n == int((data["stype"] == "H").sum())


def test_nps_is_the_mean_of_a_score_in_points(
    designs: Designs, tables: Tables, golden: Golden, row: Row
) -> None:
    api = tables["apiclus1"]["api00"]
    answers = np.where(api >= 650, 9, np.where(api < 600, 6, 8))
    found = stats.nps(designs["clus1"], answers)
    assert row(found) == pytest.approx(golden("means", "net share"), rel=1e-9)


@pytest.mark.parametrize("answer", [11, -1, 7.5])
def test_nps_refuses_other_scales(answer: float) -> None:
    with pytest.raises(StatisticsError, match="whole number from 0 to 10"):
        stats.nps(stats.Design(3), [5, answer, 9])


def test_ratio_refuses_to_divide_by_nothing() -> None:
    with pytest.raises(StatisticsError, match="total of 0"):
        stats.ratio(stats.Design(2), [1, 2], [1, -1])


def test_a_group_without_answers_is_named() -> None:
    with pytest.raises(StatisticsError, match="'old'"):
        stats.domain_means(stats.Design(2), [1, 2], [0, 0], ["young", "old"])


def test_everybody_the_same_has_no_variance() -> None:
    found = stats.mean(stats.Design(30, np.linspace(0.1, 3, 30)), np.full(30, 7.3))
    assert (found.estimate, found.se, found.ci_low, found.ci_high) == (7.3, 0.0, 7.3, 7.3)


def test_answers_that_differ_between_strata_only_have_kishs_effective_n() -> None:
    strata = np.arange(60) % 3
    weights = np.array([0.3, 1.1, 2.6])[strata]
    found = stats.mean(stats.Design(60, weights, strata), strata / 7)
    assert found.se == pytest.approx(0, abs=1e-12)
    assert found.n_effective == pytest.approx(stats.kish(weights).n_effective)


def test_no_degrees_of_freedom_leave_everything_open() -> None:
    design = stats.Design(4, clusters=["a", "a", "b", "b"])
    found = stats.mean(design, [1, 2, 3, 4], where=[True, True, False, False])
    assert (found.df, found.ci_low, found.ci_high) == (0, -np.inf, np.inf)
    assert stats.p_values(found, 0) == (1.0, 1.0)


def test_the_t_interval_of_a_stratified_mean_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(20260901)
    strata = np.repeat([0, 1, 2], [40, 40, 40])
    sizes = np.array([9000, 3000, 1000])
    centres = np.array([4.0, 6.0, 8.0])
    truth = float(sizes @ centres / sizes.sum())
    design = stats.Design(120, weights=sizes[strata] / 40, strata=strata)
    covered = 0
    rounds = 2000
    for _ in range(rounds):
        y = rng.normal(centres[strata], 2.0)
        found = stats.mean(design, y)
        covered += found.ci_low <= truth <= found.ci_high
    # binomial standard deviation of the coverage is 0.5 points
    assert 0.935 < covered / rounds < 0.965
