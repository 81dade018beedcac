"""A straight line through estimates of several times."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.contrasts import contrast
from validation.stats.distributions import chi_square_above, f_above
from validation.stats.pivots import interval
from validation.stats.quadratic import wald_statistic
from validation.stats.results import Estimate, Estimates, TestResult

_LINE = 2  # a line has two parameters


class Trend(NamedTuple):
    """The slope a unit of time, and the test of the estimates lying on a line."""

    slope: Estimate
    lack_of_fit: TestResult


def trend(
    estimates: Estimates,
    times: Sequence[float],
    *,
    statistic: Literal["F", "Chisq"] = "F",
    confidence: float = 0.95,
) -> Trend:
    """Return the slope of the estimates over time, and a test of lack of fit to a line.

    The line is that of generalised least squares with the joint covariance of the estimates
    (Grizzle, Starmer & Koch 1969), so that fresh samples and the same people asked again are
    both done right. Lack of fit is the weighted sum Q of squared distances from the line, with
    q = k - 2 degrees of freedom for k times: `Chisq` is Q itself, `F` its adjustment for a
    covariance estimated from d degrees of freedom, Q (d - q + 1) / (d q). A line through two
    times fits.

    The standard error takes the covariance for known. The interval and p_values know that it is
    estimated: se times sqrt((d + Q) / (d - q)), and t with d - q degrees of freedom (Rao 1959).
    With few units and many times that is much. Shares with fewer than ten positives or negatives
    at a time are better served by the logistic regression of their rows on time.

    Args:
        estimates: Of one quantity, a level a time: from domain_means, shares, combine or stack.
        times: When, in any unit, such as years.
        statistic: Of the test of lack of fit.
        confidence: Of the interval of the slope.

    Raises:
        StatisticsError: Fewer than two times, or an estimate without variance.

    >>> from validation import stats
    >>> y, wave = [3, 4, 5, 5, 4, 6, 6, 7, 5, 8, 7, 6], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    >>> waves = stats.domain_means(stats.Design(12), y, wave, [2022, 2024, 2026])
    >>> slope, lack_of_fit = trend(waves, [2022, 2024, 2026])
    >>> round(slope.estimate, 3), lack_of_fit.p_value > 0.5
    (0.578, True)
    """
    if statistic not in _TESTS:
        message = f"statistic: found {statistic!r}, must be one of {', '.join(_TESTS)}."
        raise StatisticsError(message)
    columns = _columns(estimates, times)
    line = _line(columns, estimates.covariance)
    slope = contrast(estimates, line[1].tolist(), confidence=confidence)
    distances = estimates.estimate - columns @ (line @ estimates.estimate)
    q = distances.size - _LINE
    if q == 0:
        return Trend(slope, TestResult(0.0, 0, estimates.df, 1.0))
    _check_df(estimates.df, q)
    found = wald_statistic(distances, estimates.covariance)
    return Trend(_honest(slope, found, q, estimates.df), _TESTS[statistic](found, q, estimates.df))


def _columns(estimates: Estimates, times: Sequence[float]) -> Floats:
    column = np.asarray(times, dtype=np.float64)
    if column.shape != (len(estimates),) or not np.isfinite(column).all():
        message = f"times: found {times}, must be {len(estimates)} numbers, one an estimate."
        raise StatisticsError(message)
    if np.unique(column).size < _LINE:
        message = f"times: found {times}, must be two different times at least."
        raise StatisticsError(message)
    return np.column_stack([np.ones(column.size), column - column.mean()])


def _line(columns: Floats, covariance: Floats) -> Floats:
    """What each estimate contributes to the height (first row) and the slope of the line."""
    if columns.shape[0] == _LINE:
        return np.asarray(np.linalg.inv(columns), dtype=np.float64)
    if np.linalg.matrix_rank(covariance, hermitian=True) < columns.shape[0]:
        message = (
            "estimates: found a singular covariance, must have full rank. One of them has no "
            "variance (everybody answered alike), or there are fewer sampled units than times."
        )
        raise StatisticsError(message)
    weighted = np.linalg.solve(covariance, columns)
    line: Floats = np.linalg.solve(columns.T @ weighted, weighted.T)
    return line


def _check_df(d: float, q: int) -> None:
    if d - q < 1:
        message = (
            f"estimates: found {d} degrees of freedom for {q + _LINE} times, must be more than "
            f"{q}. Compare fewer times."
        )
        raise StatisticsError(message)


def _honest(slope: Estimate, found: float, q: int, d: float) -> Estimate:
    """The slope with the interval of Rao (1959), who counts that the covariance is estimated."""
    widened = slope.se * math.sqrt(d / (d - q) * (1 + found / d))
    pivot = replace(slope.pivot, se=widened, df=d - q)
    low, high = interval(pivot, slope.confidence)
    return replace(slope, df=d - q, ci_low=low, ci_high=high, pivot=pivot)


def _chi_square(found: float, q: int, _: float) -> TestResult:
    return TestResult(found, q, None, chi_square_above(found, q))


def _adjusted(found: float, q: int, d: float) -> TestResult:
    df = d - q + 1
    statistic = found * df / (d * q)
    return TestResult(statistic, q, df, f_above(statistic, q, df))


_TESTS: dict[str, Callable[[float, int, float], TestResult]] = {
    "F": _adjusted,
    "Chisq": _chi_square,
}
