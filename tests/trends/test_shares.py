import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation.trends.shares import (
    is_rare,
    likelihood_root,
    pooled_spread,
    with_two_more,
)

NONE = np.zeros(1)


def root(yes: tuple[int, int], of: tuple[int, int], likeness: float = 0.0) -> float:
    before, after = (
        (np.array([one / n]), np.array([float(n)])) for one, n in zip(yes, of, strict=True)
    )
    return float(likelihood_root(before, after, np.array([likeness]))[0])


def alarms(p: float, n: int, m: int, alpha: float) -> float:
    """How often, by all possible samples, two equal shares are told apart at alpha."""
    found = np.array(
        [[abs(root((x, y), (n, m))) for y in range(m + 1)] for x in range(n + 1)]
    ) > scipy_stats.t.ppf(1 - alpha / 2, n + m - 2)
    chances = [scipy_stats.binom.pmf(np.arange(size + 1), size, p) for size in (n, m)]
    return float(chances[0] @ found @ chances[1])


@pytest.mark.parametrize("p", [0.03, 0.1, 0.5])
@pytest.mark.parametrize("alpha", [0.05, 0.0002])
def test_equal_shares_of_waves_of_different_size_are_seldom_told_apart(
    p: float, alpha: float
) -> None:
    assert alarms(p, 120, 40, alpha) <= alpha * 1.05


def test_the_likelihood_ratio_is_that_of_two_binomials_with_halves_added() -> None:
    table = np.array([[30.5, 70.5], [50.5, 50.5]])
    ratio = scipy_stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")

    assert root((30, 50), (100, 100)) == pytest.approx(ratio.statistic**0.5)
    assert root((50, 30), (100, 100)) == pytest.approx(-(ratio.statistic**0.5))


def test_the_same_people_in_both_waves_make_a_difference_surer() -> None:
    assert root((30, 50), (100, 100), 0.5) == pytest.approx(root((30, 50), (100, 100)) * 2**0.5)


def test_the_same_people_are_not_counted_where_answers_are_rare() -> None:
    assert root((3, 9), (100, 100), 0.5) == root((3, 9), (100, 100))


def test_shares_without_any_positive_are_alike() -> None:
    assert root((0, 0), (50, 50)) == 0


def test_rare_is_less_than_ten_effective_positives_or_negatives() -> None:
    found = is_rare(np.array([0.05, 0.95, 0.1, 0.5]), np.array([150.0, 150.0, 150.0, 19.0]))

    assert found.tolist() == [True, True, False, True]


def test_two_more_answers_are_one_of_each() -> None:
    share, se = with_two_more(np.array([0.0]), np.array([8.0]))

    assert share[0] == pytest.approx(0.1)
    assert se[0] == pytest.approx((0.1 * 0.9 / 10) ** 0.5)


def test_the_pooled_spread_of_waves_differs_by_their_size_alone() -> None:
    spread = pooled_spread(np.array([[0.1, 0.4]]), np.array([[100.0, 400.0]]))

    assert spread[0, 0] == pytest.approx(2 * spread[0, 1])
    assert spread[0, 0] == pytest.approx((171 / 502 * 331 / 502 / 100) ** 0.5)
