import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validation import stats
from validation.errors import StatisticsError
from validation.stats import fit_lines


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_a_line_is_that_of_the_trend_of_the_same_estimates(seed: int) -> None:
    random = np.random.default_rng(seed)
    times = [0.0, 0.25, 0.5, 1.0]
    rows = [random.normal(5, 1, 20) for _ in times]
    designs = [stats.Design(20) for _ in times]
    people = [random.permutation(30)[:20] for _ in times]
    samples = [(design, stats.mean(design, y)) for design, y in zip(designs, rows, strict=True)]
    stacked = stats.stack(samples, units=people)
    slope, lack = stats.trend(stacked, times)
    estimates, covariances = stacked.estimate[None], stacked.covariance[None]

    found = fit_lines(estimates, covariances, np.array(times), np.array([stacked.df]))

    low, high = found.interval(0.95)
    assert found.estimate[0] == pytest.approx(slope.estimate)
    assert found.se[0] == pytest.approx(slope.se)
    assert (low[0], high[0]) == pytest.approx((slope.ci_low, slope.ci_high))
    assert found.p_value[0] == pytest.approx(2 * min(stats.p_values(slope, 0)))
    assert found.lack_of_fit_p[0] == pytest.approx(lack.p_value)


def test_a_line_through_two_times_fits() -> None:
    found = fit_lines(np.array([[1.0, 3.0]]), np.eye(2)[None], np.array([0.0, 4.0]), np.array([9]))

    assert (found.estimate[0], found.lack_of_fit_p[0]) == (0.5, 1.0)
    assert found.se[0] == pytest.approx(2**0.5 / 4)


def test_a_series_without_variance_or_too_few_units_has_no_line_and_spoils_no_other() -> None:
    estimates = np.tile([1.0, 2.0, 3.0, 5.0], (4, 1))
    covariances = np.tile(np.eye(4), (4, 1, 1))
    covariances[1, 2, 2] = 0.0
    covariances[2] = 1.0  # all the same

    found = fit_lines(estimates, covariances, np.arange(4.0), np.array([50, 50, 50, 2]))

    assert np.isnan(found.p_value).tolist() == [False, True, True, True]


def test_times_must_differ() -> None:
    with pytest.raises(StatisticsError, match="two different times"):
        fit_lines(np.ones((1, 2)), np.eye(2)[None], np.zeros(2), np.array([9.0]))
