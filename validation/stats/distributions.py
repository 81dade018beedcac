"""The few distribution functions that tests and intervals need, from scipy's fast special part."""

import math
from functools import cache
from types import ModuleType

import numpy as np

from validation.stats.arrays import Floats


def t_quantile(probability: float, df: float) -> float:
    """Return the quantile of Student's t distribution.

    >>> round(t_quantile(0.975, 10), 6)
    2.228139
    """
    return float(_special().stdtrit(df, probability))


def t_below(value: float, df: float) -> float:
    """Return the probability of Student's t being at most `value`."""
    if math.isinf(value):
        return 0.0 if value < 0 else 1.0
    return float(_special().stdtr(df, value))


def t_outside(values: Floats, df: Floats) -> Floats:
    """Return the probabilities of Student's t being as far from 0, on either side (k,).

    >>> t_outside(np.array([0.0, 2.228139]), np.array([10.0, 10.0])).round(6)
    array([1.  , 0.05])
    """
    found: Floats = 2 * _special().stdtr(df, -np.abs(values))
    return found


def t_quantiles(probability: float, df: Floats) -> Floats:
    """Return the quantiles of Student's t distributions (k,)."""
    found: Floats = _special().stdtrit(df, probability)
    return found


def normal_quantile(probability: float) -> float:
    """Return the quantile of the standard normal distribution."""
    return float(_special().ndtri(probability))


def normal_below(value: float) -> float:
    """Return the probability of a standard normal number being at most `value`."""
    return float(_special().ndtr(value))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the quantile of the beta distribution, with its limits where a or b is 0."""
    if a <= 0:
        return 0.0
    return 1.0 if b <= 0 else float(_special().betaincinv(a, b, probability))


def beta_below(value: float, a: float, b: float) -> float:
    """Return the probability of a beta number being at most `value`, with its limits."""
    if value <= 0:
        return 1.0 if a <= 0 and value == 0 else 0.0
    if value >= 1 or a <= 0:
        return 1.0
    return 0.0 if b <= 0 else float(_special().betainc(a, b, value))


def f_above(value: float, df_num: float, df: float) -> float:
    """Return the probability of an F number being larger than `value`."""
    return float(_special().fdtrc(df_num, df, value))


def chi_square_above(value: float, df: float) -> float:
    """Return the probability of a chi-square number being larger than `value`."""
    return float(_special().chdtrc(df, value))


def noncentral_below(value: float, df: float, noncentrality: float) -> float:
    """Return the probability of a noncentral chi-square number being at most `value`."""
    return float(_special().chndtr(value, df, noncentrality))


def noncentral_quantile(probability: float, df: float, noncentrality: float) -> float:
    """Return the quantile of the noncentral chi-square distribution."""
    return float(_special().chndtrix(probability, df, noncentrality))


def noncentrality_at(value: float, df: float, probability: float) -> float:
    """Return the noncentrality at which a number of at most `value` has the probability."""
    return float(_special().chndtrinc(value, df, probability))


def chi_square_quantile(probability: float, df: float) -> float:
    """Return the quantile of the chi-square distribution."""
    return float(_special().chdtri(df, 1 - probability))


@cache
def _special() -> ModuleType:
    # loading it costs as much as all the rest, which commands that test nothing need not pay
    from scipy import special  # noqa: PLC0415

    return special
