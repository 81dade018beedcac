import pytest
from scipy import stats as scipy_stats

from validation.stats import Noncentral

STATISTIC = 8.89627851140456


def test_p_values_and_limits_are_those_of_the_noncentral_distribution() -> None:
    found = Noncentral(STATISTIC, 2.0, 69.0)
    # scipy: ncx2.sf(8.896, 2, 69 * 0.1 ** 2), ncx2.cdf(8.896, 2, 69 * 0.6 ** 2)
    above, below = (scipy_stats.ncx2(2, 69 * bound**2) for bound in (0.1, 0.6))
    assert found.above(0.1) == pytest.approx(above.sf(STATISTIC), rel=1e-6)
    assert found.below(0.6) == pytest.approx(below.cdf(STATISTIC), rel=1e-6)
    for tail in (0.025, 0.975):
        cut = scipy_stats.ncx2(2, 69 * found.limit(tail) ** 2).cdf(STATISTIC)
        assert cut == pytest.approx(tail, rel=1e-6)
    assert found.interval(0.95) == pytest.approx((found.limit(0.975), found.limit(0.025)))


def test_below_zero_there_is_no_effect() -> None:
    found = Noncentral(8.9, 2.0, 69.0)
    assert (found.above(-0.1), found.below(0.0)) == (0.0, 1.0)


def test_a_statistic_that_chance_explains_has_no_lower_limit() -> None:
    assert Noncentral(3.0, 4.0, 100.0).limit(0.975) == 0
    assert Noncentral(0.1, 4.0, 100.0).interval(0.9) == (0, 0)
