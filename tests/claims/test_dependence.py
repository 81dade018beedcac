from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation import stats
from validation.claims.dependence import Noncentral, measure_dependence

Make = Callable[..., Any]
R = np.repeat([0, 1], 35)
C = np.repeat([0, 1, 2, 0, 1, 2], [20, 10, 5, 8, 15, 12])


def test_p_values_and_limits_are_those_of_the_noncentral_distribution() -> None:
    found = Noncentral(8.89627851140456, 2.0, 69.0)
    # scipy: ncx2.sf(8.896, 2, 69 * 0.1 ** 2), ncx2.cdf(8.896, 2, 69 * 0.6 ** 2)
    above, below = (scipy_stats.ncx2(2, 69 * bound**2) for bound in (0.1, 0.6))
    assert found.above(0.1) == pytest.approx(above.sf(8.89627851140456), rel=1e-6)
    assert found.below(0.6) == pytest.approx(below.cdf(8.89627851140456), rel=1e-6)
    for tail in (0.025, 0.975):
        cut = scipy_stats.ncx2(2, 69 * found.limit(tail) ** 2).cdf(8.89627851140456)
        assert cut == pytest.approx(tail, rel=1e-6)


def test_below_zero_there_is_no_dependence() -> None:
    found = Noncentral(8.9, 2.0, 69.0)
    assert (found.above(-0.1), found.below(0.0)) == (0.0, 1.0)


def test_a_statistic_that_chance_explains_has_no_lower_limit() -> None:
    assert Noncentral(3.0, 4.0, 100.0).limit(0.975) == 0


def test_the_interval_is_the_wider_of_both_above_and_the_noncentral_below(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    levels = tuple("012")
    made = [chosen([str(one) for one in side], levels) for side in (R, C)]
    frame = framed({"x": made[0], "y": made[1]})
    v = measure_dependence(frame, ("x", "y"), everybody(frame), 0.95).strength.estimate
    # R: uniroot(function(v) pchisq(X2, 2, ncp = X2 / V^2 * v^2) - .975, c(0, 1)), X2 = 2 * F
    assert v.ci_low == pytest.approx(0.0807434356387735, rel=1e-6)
    # R: the same at .025 is 0.579081; the linearised end lies above it
    plain = stats.cramers_v(frame.design, R, C)
    assert v.ci_high == plain.ci_high > 0.579081061737232


def test_exact_independence_leaves_everything_open(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    levels = ("a", "b")
    frame = framed(
        {"x": chosen(["a", "a", "b", "b"] * 9, levels), "y": chosen(["a", "b"] * 18, levels)}
    )
    found = measure_dependence(frame, ("x", "y"), everybody(frame), 0.95).strength
    assert (found.estimate.estimate, found.estimate.ci_low, found.estimate.ci_high) == (0, 0, 1)
    assert found.sides(0.1) == (1, 1)
