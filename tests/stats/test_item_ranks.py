import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

RANDOM = np.random.default_rng(5)
N = 6000
WEIGHTS = RANDOM.uniform(0.5, 2, N)
STRATA = RANDOM.integers(0, 3, N)
TEAM = RANDOM.choice(["sales", "service"], N)
RATED = RANDOM.integers(1, 6, (N, 4)).astype(np.int8)
DESIGNS = {
    "strata": stats.Design(N, WEIGHTS, STRATA),
    "clusters": stats.Design(N, WEIGHTS, clusters=np.arange(N) // 30),
    "calibrated": stats.Design(N, WEIGHTS).calibrated([STRATA], [{0: 0.3, 1: 0.3, 2: 0.4}]),
    "replicates": stats.replicates(stats.Design(N, clusters=np.arange(N) % 20), "jk1"),
}


def one_by_one(
    design: stats.Design, groups: NDArray[np.str_], where: NDArray[np.bool_] | None = None
) -> dict[int, stats.TestResult]:
    return {at: stats.rank_test(design, RATED[:, at], groups, where=where) for at in range(4)}


def same(found: stats.TestResult, wanted: stats.TestResult) -> bool:
    return (
        found.statistic == pytest.approx(wanted.statistic, rel=1e-8)
        and found.p_value == pytest.approx(wanted.p_value, rel=1e-8)
        and found.estimate == pytest.approx(wanted.estimate, rel=1e-10)
        and (found.df_num, found.df) == (wanted.df_num, wanted.df)
    )


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS.keys())
def test_many_items_get_the_tests_that_each_gets(design: stats.Design) -> None:
    found = stats.each_rank_test(design, RATED, TEAM)
    wanted = one_by_one(design, TEAM)
    assert list(found) == list(wanted)
    assert all(same(found[at], wanted[at]) for at in wanted)


def test_a_domain_holds_for_every_item() -> None:
    young = RANDOM.random(N) < 0.4
    found = stats.each_rank_test(DESIGNS["strata"], RATED, TEAM, where=young)
    wanted = one_by_one(DESIGNS["strata"], TEAM, young)
    assert all(same(found[at], wanted[at]) for at in wanted)


def test_three_groups_are_compared_too() -> None:
    three = RANDOM.choice(["a", "b", "c"], N)
    found = stats.each_rank_test(DESIGNS["strata"], RATED, three)
    wanted = one_by_one(DESIGNS["strata"], three)
    assert all(same(found[at], wanted[at]) for at in wanted)


def test_items_with_gaps_or_many_values_keep_their_place_and_name() -> None:
    gaps = np.where(RANDOM.random(N) < 0.1, np.nan, RATED[:, 0])
    minutes = RANDOM.integers(0, 500, N)
    items = {"gaps": gaps, "stars": RATED[:, 1], "minutes": minutes, "price": RATED[:, 2]}
    found = stats.each_rank_test(DESIGNS["strata"], items, TEAM)
    assert list(found) == ["gaps", "stars", "minutes", "price"]
    for name, column in items.items():
        assert same(found[name], stats.rank_test(DESIGNS["strata"], column, TEAM)), name


def test_a_group_alone_is_refused() -> None:
    with pytest.raises(StatisticsError, match="groups: found 1"):
        stats.each_rank_test(DESIGNS["strata"], RATED, np.full(N, "sales"))
