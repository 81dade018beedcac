import numpy as np
import pytest
from scipy import stats as scipy_stats
from statsmodels.stats.proportion import confint_proportions_2indep

from validation import stats
from validation.claims.gap import Sides, measure_gap, measure_share_gap
from validation.claims.measured import Measured


def sides(design: stats.Design, yes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sides:
    """The shares of the first half and of the second half of the rows."""
    first = np.arange(design.n) < design.n // 2
    higher, lower = (
        stats.share(design, yes, where=half, interval="auto") for half in (first, ~first)
    )
    return Sides(higher, lower)


def gap(yes_of_first: int, yes_of_second: int, n: int) -> Measured:
    design = stats.Design(2 * n)
    yes = np.concatenate([np.arange(n) < yes_of_first, np.arange(n) < yes_of_second]).astype(float)
    return measure_share_gap(design, sides(design, yes), 0.95)


@pytest.mark.parametrize(("first", "second"), [(3, 20), (0, 0), (50, 44), (50, 0)])
def test_of_rare_answers_two_are_added_to_each_side(first: int, second: int) -> None:
    found = gap(first, second, 50).estimate
    normal = confint_proportions_2indep(first, 50, second, 50, method="agresti-caffo")
    # statsmodels takes the normal quantile, we t with 99 degrees of freedom; and 50 in a domain of
    # 100 count as 50.5 effective answers (exact numbers: tests/golden/examples/media_use.R)
    middle, half = sum(normal) / 2, (normal[1] - normal[0]) / 2
    wider = half * scipy_stats.t.ppf(0.975, 99) / scipy_stats.norm.ppf(0.975)
    assert found.estimate == pytest.approx((first - second) / 50)
    assert found.ci_low == pytest.approx(middle - wider, abs=0.002)
    assert found.ci_high == pytest.approx(min(1, middle + wider), abs=0.002)


def test_its_p_values_are_those_at_which_the_interval_ends() -> None:
    found = gap(3, 20, 50)
    assert found.sides(found.estimate.ci_low)[1] == pytest.approx(0.025)
    assert found.sides(found.estimate.ci_high)[0] == pytest.approx(0.025)


def test_of_frequent_answers_it_is_the_linearised_difference() -> None:
    design = stats.Design(100)
    yes = np.concatenate([np.arange(50) < 20, np.arange(50) < 30]).astype(float)
    pair = sides(design, yes)
    assert (
        measure_share_gap(design, pair, 0.95).estimate == measure_gap(design, pair, 0.95).estimate
    )
    groups = np.repeat([0, 1], 50)
    plain = stats.difference(design, yes, groups, 0, 1)
    found = measure_gap(design, pair, 0.95).estimate
    assert found.ci_low == pytest.approx(plain.ci_low)
    assert found.ci_high == pytest.approx(plain.ci_high)


def test_two_people_say_nothing() -> None:
    found = gap(1, 0, 1)
    assert (found.estimate.ci_low, found.estimate.ci_high) != (1, 1)
    assert found.sides(0.5) != (0, 1)


def test_hardly_any_sample_of_rare_answers_shows_a_difference_that_is_not_there() -> None:
    # 2 % of both groups; the plain t test is wrong in one sample of three (40 of 100)
    rng = np.random.default_rng(3)
    design, first = stats.Design(550), np.arange(550) < 50
    wrong = 0
    for _ in range(200):
        yes = (rng.random(550) < 0.02).astype(float)
        pair = Sides(
            *(stats.share(design, yes, where=half, interval="auto") for half in (first, ~first))
        )
        wrong += min(measure_share_gap(design, pair, 0.95).sides(0)) < 0.025
    # scipy: binom.ppf(0.99, 200, 0.05) is 18
    assert wrong <= 18
