import math

import pytest

from validation import stats
from validation.claims.joined import alike_number, measured_apart, spread_number
from validation.stats import Estimate

RATED = [7, 8, 6, 9, 7, 8, 5, 7, 8, 9]
SCALE = (1.0, 10.0)


@pytest.fixture
def gap() -> Estimate:
    """Thirty people who all rated 10, less ten who did not."""
    return stats.difference(stats.Design(40), [10] * 30 + RATED, [1] * 30 + [0] * 10, 1, 0)


def rated() -> Estimate:
    return stats.mean(stats.Design(10), RATED)


def test_equal_answers_may_hide_so_many_others_as_the_exact_bound_says() -> None:
    # R: binom.test(30, 30)$conf.int[1] is 0.8842967
    low, high = alike_number(10.0, 30, SCALE).ends(0.95)
    assert low == pytest.approx(1 + 0.8842967 * 9, rel=1e-6)
    assert high == 10


def test_a_difference_is_as_wide_as_both_its_parts(gap: Estimate) -> None:
    first, second = alike_number(10.0, 30, SCALE), spread_number(rated())
    found = measured_apart(gap, first, second, (-9.0, 9.0)).estimate
    # Zou & Donner (2008): R, with h <- qt(.975, 9) * sd(x) / sqrt(10), l <- 1 + .025^(1/30) * 9
    # 2.6 - sqrt((10 - l)^2 + h^2), 2.6 + h
    assert found.ci_low == pytest.approx(1.2204549653, rel=1e-9)
    assert found.ci_high == pytest.approx(3.5048628651, rel=1e-9)


def test_p_values_are_those_at_which_the_interval_ends(gap: Estimate) -> None:
    first, second = alike_number(10.0, 30, SCALE), spread_number(rated())
    found = measured_apart(gap, first, second, (-9.0, 9.0))
    assert found.sides(found.estimate.ci_low)[1] == pytest.approx(0.025)
    assert found.sides(found.estimate.ci_high)[0] == pytest.approx(0.025)
    below, above = found.sides(gap.estimate)
    assert (below, above) == pytest.approx((0.5, 0.5))
    assert found.sides(-9.5) == (1, 0)
    assert found.sides(9.5) == (0, 1)


def test_without_a_scale_nothing_is_known_of_those_who_may_differ(gap: Estimate) -> None:
    endless = (-math.inf, math.inf)
    first, second = alike_number(10.0, 30, endless), spread_number(rated())
    found = measured_apart(gap, first, second, endless)
    assert (found.estimate.ci_low, found.estimate.ci_high) == endless
    assert found.sides(0.0) == pytest.approx((0.5, 0.5))
