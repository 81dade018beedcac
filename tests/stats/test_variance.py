from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.stats.variance import Lonely

Golden = Callable[[str, str], Any]

# the data frame `lonely` of golden.R: stratum 3 has one row
STRATA = [1, 1, 1, 2, 2, 3, 4, 4, 4]
WEIGHTS = [2, 3, 2, 5, 4, 6, 1, 2, 3]
Y = [3, 5, 4, 8, 6, 9, 1, 2, 4]
POPULATION = [7, 7, 7, 9, 9, 5, 8, 8, 8]


@pytest.mark.parametrize("policy", ["adjust", "average", "certainty", "remove"])
def test_policies_for_single_units_agree_with_r(policy: Lonely, golden: Golden) -> None:
    plain = stats.mean(stats.Design(9, WEIGHTS, STRATA, lonely=policy), Y)
    assert [plain.estimate, plain.se] == pytest.approx(golden("lonely", policy), rel=1e-12)
    design = stats.Design(9, WEIGHTS, STRATA, population=POPULATION, lonely=policy)
    finite = stats.mean(design, Y)
    expected = golden("lonely", f"{policy} fpc")
    assert [finite.estimate, finite.se] == pytest.approx(expected, rel=1e-12)


def test_a_single_unit_is_named_unless_a_policy_is_chosen() -> None:
    with pytest.raises(StatisticsError, match=r"one sampled unit in 3, must be two or more"):
        stats.Design(9, WEIGHTS, STRATA)


def test_many_single_units_are_counted() -> None:
    with pytest.raises(StatisticsError, match="a, b, c, d, e and 2 more"):
        stats.Design(7, strata=list("abcdefg"))


def test_a_stratum_that_was_taken_whole_is_not_lonely() -> None:
    design = stats.Design(4, strata=[1, 1, 1, 2], population=[9, 9, 9, 1])
    alone = stats.Design(3, population=[9, 9, 9])
    assert stats.total(design, [1, 2, 4, 5]).se == pytest.approx(
        stats.total(alone, [1, 2, 4]).se, rel=1e-12
    )


def test_nothing_can_be_averaged_when_all_are_alone() -> None:
    with pytest.raises(StatisticsError, match="nothing to average"):
        stats.Design(2, strata=[1, 2], lonely="average")


def test_an_unknown_policy_is_named() -> None:
    with pytest.raises(StatisticsError, match="merge"):
        stats.Design(2, lonely="merge")  # type: ignore[arg-type] # on purpose


def test_a_census_has_no_sampling_error() -> None:
    design = stats.Design(5, population=np.full(5, 5))
    assert stats.mean(design, [1, 2, 3, 4, 9]).se == 0


@pytest.mark.parametrize("name", ["strat", "srs", "clus1", "clus2", "clus2wr", "nhanes"])
@pytest.mark.parametrize("levels", [3, 500])
def test_tables_give_the_covariance_that_rows_give(
    name: str, levels: int, designs: dict[str, stats.Design]
) -> None:
    design = designs[name]
    rng = np.random.default_rng(levels)
    codes = rng.integers(-1, levels, design.n)
    values = rng.normal(1, 1, (levels, 2))
    influence = np.where(codes[:, None] < 0, 0, design.weights[:, None] * values[codes])
    expected = design.covariance(influence)
    assert design.covariance_by_code(codes, values) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("policy", ["adjust", "average", "remove"])
def test_tables_follow_the_policy_for_single_units(policy: Lonely) -> None:
    design = stats.Design(9, WEIGHTS, STRATA, population=POPULATION, lonely=policy)
    codes, values = np.array([0, 1, 2, 0, 1, 2, 0, -1, 1]), np.array([[1.0], [5.0], [-2.0]])
    influence = np.where(codes < 0, 0, design.weights * values[codes, 0])[:, None]
    found = design.covariance_by_code(codes, values)
    assert found == pytest.approx(design.covariance(influence), rel=1e-10)


def test_one_unit_in_all_leaves_every_interval_open() -> None:
    found = stats.mean(stats.Design(1), [5.0])
    assert (found.estimate, found.df) == (5.0, 0)
    assert (found.ci_low, found.ci_high) == (-np.inf, np.inf)
