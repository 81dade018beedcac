import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.stats.rao_scott import (
    first_order_chi_square,
    second_order_chi_square,
    second_order_f,
)


def test_equal_design_effects_divide_the_statistic() -> None:
    # every effect 2: X2 / 2 is a plain chi-square; R: pchisq(5, 3, lower.tail=FALSE)
    for corrected in (first_order_chi_square, second_order_chi_square):
        found = corrected(10.0, 2 * np.eye(3), 40)
        assert (found.statistic, found.df_num, found.df) == (10, 3, None)
        assert found.p_value == pytest.approx(0.17179714429673321, rel=1e-12)


def test_unequal_design_effects_lower_the_degrees_of_freedom() -> None:
    # Satterthwaite: (1 + 3)^2 / (1 + 9) = 1.6 degrees of freedom
    found = second_order_f(8.0, np.diag([1.0, 3.0]), 10)
    assert (found.statistic, found.df_num, found.df) == pytest.approx((2, 1.6, 16))
    # R: pf(2, 1.6, 16, lower.tail=FALSE)
    assert found.p_value == pytest.approx(0.17272304469493058, rel=1e-10)


def test_a_domain_of_one_unit_tests_nothing() -> None:
    design = stats.Design(4, clusters=[0, 0, 1, 1])
    with pytest.raises(StatisticsError, match="found 0 degrees of freedom"):
        stats.chi_square(design, [0, 1, 0, 1], [0, 1, 0, 1], where=[True, True, False, False])


def test_a_departure_without_variance_is_beyond_doubt() -> None:
    # R: svychisq of complete dependence answers p < 2.2e-16, and F about 1e32
    found = second_order_f(3.0, np.zeros((2, 2)), 5)
    assert (found.statistic, found.df_num, found.df, found.p_value) == (np.inf, 2, 10, 0)
    for corrected in (first_order_chi_square, second_order_chi_square):
        plain = corrected(3.0, np.zeros((2, 2)), 5)
        assert (plain.statistic, plain.df_num, plain.df, plain.p_value) == (3, 2, None, 0)


def test_no_departure_and_no_variance_tests_nothing() -> None:
    with pytest.raises(StatisticsError, match="no variance between units"):
        second_order_f(0.0, np.zeros((2, 2)), 5)
