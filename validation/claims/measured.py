"""What was measured: an estimate, and how it speaks for and against a bound."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from validation import stats
from validation.claims.columns import Booleans, Floats, Limits
from validation.stats import Design, Estimate

Sides = Callable[[float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """An estimate, and the one-sided p-values of lying below, and above, a bound."""

    estimate: Estimate
    sides: Sides


def measured(estimate: Estimate) -> Measured:
    """Return an estimate with the p-values that its interval goes with."""
    return Measured(estimate, partial(stats.p_values, estimate))


def measured_share(design: Design, chosen: Floats, where: Booleans, confidence: float) -> Measured:
    """Return a share, with the interval that fits its number of answers."""
    found = stats.share(design, chosen, where=where, interval="auto", confidence=confidence)
    return measured(found)


def measured_mean(
    design: Design, values: Floats, limits: Limits, where: Booleans, confidence: float
) -> Measured:
    """Return a mean of values between limits; also where everybody gave the same one.

    Then no variance is seen, which is not none: the exact binomial bound says how many may be
    otherwise (Clopper & Pearson 1934), and those may lie anywhere between the limits.

    >>> rated, everybody = np.full(30, 8.0), np.ones(30, dtype=bool)
    >>> found = measured_mean(Design(30), rated, (1.0, 10.0), everybody, 0.95).estimate
    >>> round(found.ci_low, 2), round(found.ci_high, 2)
    (7.19, 8.23)
    """
    mean = stats.mean(design, values, where=where, confidence=confidence)
    if not is_alike(mean, values):
        return measured(mean)
    same = stats.share(design, np.ones(design.n), where=mean.domain, confidence=confidence)
    low, high = (_towards(end, mean.estimate, same.ci_low) for end in limits)
    sides = partial(_alike_sides, mean.estimate, limits, same)
    return Measured(replace(mean, ci_low=low, ci_high=high), sides)


def unknown(estimate: Estimate, limits: Limits) -> Measured:
    """Return an estimate of which nothing is known but its limits."""
    return Measured(replace(estimate, ci_low=limits[0], ci_high=limits[1]), lambda _: (1.0, 1.0))


def is_alike(estimate: Estimate, values: Floats) -> bool:
    """Say whether everybody behind an estimate gave the same value."""
    return bool(np.ptp(values[estimate.domain]) == 0)


def _towards(end: float, value: float, share: float) -> float:
    """Return the mean where this share gives the value, and all others the end."""
    return end + share * (value - end) if np.isfinite(end) else end


def _alike_sides(value: float, limits: Limits, same: Estimate, bound: float) -> tuple[float, float]:
    low, high = limits
    below = 1.0 if bound <= value else _reached(value, high, same, bound)
    above = 1.0 if bound >= value else _reached(value, low, same, bound)
    return below, above


def _reached(value: float, end: float, same: Estimate, bound: float) -> float:
    """Return the p-value against so many others that the mean lies at the bound, or farther."""
    if not np.isfinite(end):
        return 1.0
    share = (bound - end) / (value - end) if value != end else -1.0
    return stats.p_values(same, share)[1] if share >= 0 else 0.0
