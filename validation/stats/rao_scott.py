"""Pearson's statistic corrected for the design.

Rao & Scott (1981, 1984): under a complex design the statistic is a sum of chi-square numbers
weighted by generalised design effects, the eigenvalues of `delta`. They are estimated at the
observed cell shares, as the R package survey does. Without any variance, because the answers
depend completely or the design leaves nothing to chance, a departure is beyond doubt: p is 0.
"""

import math

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.distributions import chi_square_above, f_above
from validation.stats.results import TestResult

_NOTHING = 1e-10  # of a design effect: what rounding leaves where no answer differs


def check_df(df: int) -> None:
    """Raises StatisticsError where a domain has too few units to test anything."""
    if df < 1:
        message = f"where: found {df} degrees of freedom, must be 1 at least. Widen the domain."
        raise StatisticsError(message)


def second_order_f(pearson: float, delta: Floats, df: int) -> TestResult:
    """Return the F statistic with Satterthwaite's degrees of freedom (Thomas & Rao 1987)."""
    if _is_certain(pearson, delta):
        return TestResult(math.inf, delta.shape[0], delta.shape[0] * df, 0.0)
    trace, degrees = _effective_degrees(delta)
    statistic = pearson / trace
    p_value = f_above(statistic, degrees, degrees * df)
    return TestResult(statistic, degrees, degrees * df, p_value)


def second_order_chi_square(pearson: float, delta: Floats, _: int) -> TestResult:
    """Return Pearson's statistic, compared with chi-square after Satterthwaite's correction."""
    if _is_certain(pearson, delta):
        return TestResult(pearson, delta.shape[0], None, 0.0)
    trace, degrees = _effective_degrees(delta)
    p_value = chi_square_above(pearson * degrees / trace, degrees)
    return TestResult(pearson, degrees, None, p_value)


def first_order_chi_square(pearson: float, delta: Floats, _: int) -> TestResult:
    """Return Pearson's statistic, compared with chi-square after dividing by the mean effect."""
    if _is_certain(pearson, delta):
        return TestResult(pearson, delta.shape[0], None, 0.0)
    degrees = delta.shape[0]
    trace, _degrees = _effective_degrees(delta)
    p_value = chi_square_above(pearson * degrees / trace, degrees)
    return TestResult(pearson, float(degrees), None, p_value)


def mean_effect(delta: Floats) -> float:
    """Return the mean of the generalised design effects.

    Raises:
        StatisticsError: No answer differs between units.
    """
    return float(_effective_degrees(delta)[0] / delta.shape[0])


def _is_certain(pearson: float, delta: Floats) -> bool:
    return pearson > _NOTHING and float(np.trace(delta)) <= _NOTHING


def _effective_degrees(delta: Floats) -> tuple[float, float]:
    trace = float(np.trace(delta))
    squares = float(np.sum(delta * delta.T))
    if trace <= _NOTHING:
        message = "columns: found no variance between units, must be some to test against."
        raise StatisticsError(message)
    return trace, trace * trace / squares
