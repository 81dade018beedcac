from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]
N = 3000
RANDOM = np.random.default_rng(20261123)
STRATA = RANDOM.integers(0, 5, N)
CLUSTERS = STRATA * 10 + RANDOM.integers(0, 10, N)
WEIGHTS = np.where(np.arange(N) < 30, 0.0, 0.5 + RANDOM.random(N))
RATED = np.where(RANDOM.random(N) < 0.1, -1, RANDOM.integers(0, 5, N))
GROUPS, PARTS = RANDOM.integers(0, 3, N), RANDOM.integers(0, 4, N)
SHARES = [{0: 0.3, 1: 0.3, 2: 0.4}, {0: 0.2, 1: 0.3, 2: 0.2, 3: 0.3}]
PLAIN = {
    "simple": stats.Design(N),
    "weighted": stats.Design(N, WEIGHTS),
    "stratified": stats.Design(N, WEIGHTS, STRATA, population=np.full(N, 2000)),
    "clustered": stats.Design(N, WEIGHTS, STRATA, CLUSTERS),
    "two stages": stats.Design(
        N, WEIGHTS, STRATA, CLUSTERS, (np.full(N, 40), 2 * np.bincount(CLUSTERS)[CLUSTERS])
    ),
}
RAKED = {
    f"{name}, raked": design.calibrated([GROUPS, PARTS], SHARES) for name, design in PLAIN.items()
}
DESIGNS = PLAIN | RAKED


@dataclass(frozen=True, slots=True)
class Rows:
    design: stats.Design
    rated: NDArray[Any]
    groups: NDArray[Any]

    @property
    def values(self) -> NDArray[np.float64]:
        return np.where(self.rated < 0, np.nan, self.rated)


ESTIMATORS: dict[str, Callable[[Rows], stats.Estimate | stats.TestResult]] = {
    "mean": lambda r: stats.mean(r.design, r.values),
    "domain": lambda r: stats.mean(r.design, r.values, where=r.groups == 1),
    "total": lambda r: stats.total(r.design, r.values),
    "share": lambda r: stats.share(r.design, r.rated > 2, interval="beta"),
    "of all": lambda r: stats.share(r.design, r.groups < 3),
    "median": lambda r: stats.quantile(r.design, r.values, 0.5),
    "difference": lambda r: stats.difference(r.design, r.values, r.groups, 0, 1),
    "superiority": lambda r: stats.superiority(r.design, r.values, r.groups, 0, 1),
    "ranks": lambda r: stats.rank_test(r.design, r.values, r.groups),
    "chi square": lambda r: stats.chi_square(r.design, r.rated, r.groups),
    "v": lambda r: stats.cramers_v(r.design, r.rated, r.groups),
    "fit": lambda r: stats.goodness_of_fit(r.design, r.rated, dict.fromkeys(range(5), 0.2)),
    "correlation": lambda r: stats.correlation(r.design, r.values, r.groups, method="spearman"),
}
INTERVALS = ("estimate", "se", "df", "ci_low", "ci_high", "n", "n_effective", "deff")
TESTS = ("statistic", "df_num", "p_value")


@pytest.mark.parametrize("estimator", ESTIMATORS)
@pytest.mark.parametrize("name", DESIGNS)
def test_groups_of_respondents_give_the_numbers_of_all_respondents(
    name: str, estimator: str
) -> None:
    grouped = grouped_by(DESIGNS[name], RATED, GROUPS)
    everybody = ESTIMATORS[estimator](Rows(DESIGNS[name], RATED, GROUPS))
    groups = Rows(grouped.design, RATED[grouped.rows], GROUPS[grouped.rows])
    assert grouped.design.n < N
    assert numbers(ESTIMATORS[estimator](groups)) == pytest.approx(numbers(everybody), rel=1e-11)


def test_groups_agree_with_r(designs: Designs, tables: Tables, golden: Golden) -> None:
    # svymean(~stype, …) and its vcov, of golden.R
    codes = np.searchsorted(["E", "H", "M"], tables["apiclus2"]["stype"])
    grouped = grouped_by(designs["clus2"], codes)
    found = stats.shares(grouped.design, codes[grouped.rows], ["E", "H", "M"])
    assert found.estimate == pytest.approx(golden("shares", "levels strat"), rel=1e-9)
    assert found.covariance == pytest.approx(golden("shares", "levels covariance"), rel=1e-9)


def test_there_is_a_group_for_each_stratum_and_answer_that_occur() -> None:
    design = stats.Design(6, [1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1])
    grouped = grouped_by(design, np.array([-3, 120, 120, 120, 120, -3], dtype=np.int8))
    assert grouped.design.weights.tolist() == [1, 5, 6, 9]
    assert grouped.rows.tolist() == [0, 2, 5, 4]
    assert grouped.design.df == design.df
    assert grouped.design.count(np.ones(4, dtype=bool)) == 6
    assert grouped.design.squares(np.ones(4, dtype=bool)) == 91


def test_where_hardly_two_are_alike_there_are_no_groups() -> None:
    grouping = stats.Grouping(stats.Design(1000))
    assert grouping.by([np.arange(1000)]) is None
    assert grouping.by([np.arange(1000) * 1_000_000], most=0.5) is None


def test_rows_of_replicate_weights_are_left_as_they_are() -> None:
    jackknife = stats.replicates(stats.Design(100, clusters=np.arange(100) // 10), "jk1")
    assert stats.Grouping(jackknife).by([np.zeros(100, dtype=int)]) is None


def test_columns_of_many_levels_are_crossed_without_a_table_of_all_combinations() -> None:
    random = np.random.default_rng(4)
    columns = [random.integers(0, 5, 1000) * 100_003 for _ in range(4)]
    grouped = grouped_by(stats.Design(1000), *columns)
    pairs = {tuple(column[row] for column in columns) for row in range(1000)}
    assert grouped.design.n == len(pairs)


def grouped_by(design: stats.Design, *columns: NDArray[Any]) -> stats.Grouped:
    grouped = stats.Grouping(design).by(columns, most=1)
    assert grouped is not None
    return grouped


def numbers(found: stats.Estimate | stats.TestResult) -> list[float]:
    named = [getattr(found, name, None) for name in (*INTERVALS, *TESTS)]
    return [number for number in named if number is not None]
