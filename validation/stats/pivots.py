"""Intervals and the one-sided tests that agree with them, whatever the confidence.

A pivot knows an estimate, its standard error and its degrees of freedom. Its interval at
confidence 1 - a lies above a bound exactly when its one-sided p-value for "above" is below a/2.

Methods: `mean` is the plain t interval, `bounded` the same cut at the range of the value;
`logit`, `arcsine` and `fisher` are t intervals on a transformed scale; `wilson` inverts the score
test on the effective sample size (Wilson 1927; Dean & Pagano 2015); `beta` is the exact interval
on the effective sample size corrected for the degrees of freedom (Korn & Graubard 1998);
`woodruff` inverts a share test (Woodruff 1952); `open` says only that the value is in its range.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from validation.stats.arrays import Floats
from validation.stats.distributions import beta_below, beta_quantile, t_below, t_quantile
from validation.stats.scales import SCALES, Scale

Limits = tuple[float, float]

EVERYTHING: Limits = (-math.inf, math.inf)
SHARE: Limits = (0.0, 1.0)

FEW = 10.0  # effective positives or negatives below which the logit interval is not trusted
_OF_SHARES = ("auto", "logit", "beta", "arcsine", "mean", "wilson")
_SMALLEST = 1e-300
_ROUNDING = 1e-12
_FIXED_WITHIN = 1e-9  # how far a margin may be from its target, and more
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Steps:
    """A weighted distribution function: its jump points, the share up to each.

    `share` is the share up to a quantile, `se` its standard error.
    """

    points: Floats
    shares: Floats
    share: float
    se: float = 0.0

    def quantile(self, share: float) -> float:
        """Return the smallest point with at least this share at or below it."""
        at = int(np.searchsorted(self.shares, share - 1e-12))
        return float(self.points[min(at, self.points.size - 1)])

    def share_at(self, value: float) -> float:
        """Return the share at or below the value."""
        at = int(np.searchsorted(self.points, value, side="right"))
        return float(self.shares[at - 1]) if at else 0.0

    def share_under(self, value: float) -> float:
        """Return the share below the value."""
        at = int(np.searchsorted(self.points, value, side="left"))
        return float(self.shares[at - 1]) if at else 0.0


class Law(Protocol):
    """A law of its own, by which an estimate bounds its parameter where no method does."""

    def interval(self, confidence: float) -> Limits:
        """Return the lower and upper confidence limit."""
        ...

    def tails(self, bound: float) -> Limits:
        """Return the one-sided p-values of the value being below, and above, the bound."""
        ...


@dataclass(frozen=True, slots=True)
class Pivot:
    """What an interval and a one-sided test of an estimate need; n is the number of answers.

    `scaled_se` is the standard error on the transformed scale; without it, it is linearised.
    """

    method: str
    estimate: float
    se: float
    df: float
    n: float = math.nan
    support: Limits = EVERYTHING
    steps: Steps | None = field(default=None, repr=False, compare=False)
    scaled_se: float | None = None
    law: Law | None = field(default=None, repr=False, compare=False)


def settled(pivot: Pivot) -> Pivot:
    """Return the pivot with a method that is defined at its estimate.

    A perfect correlation has no variance. A share of 0 or 1 has none either and gets the beta
    pivot on its actual n; one in between without variance is fixed, by the strata or by a margin
    of calibration. `auto` is logit, or beta with fewer than ten effective positives or negatives.
    """
    if pivot.method == "fisher" and 1 - abs(pivot.estimate) < _ROUNDING:
        return replace(pivot, estimate=math.copysign(1.0, pivot.estimate), se=0.0)
    if pivot.method not in _OF_SHARES or pivot.support != SHARE:
        return pivot
    rarer = min(pivot.estimate, 1 - pivot.estimate)
    if rarer < _ROUNDING:
        method = "wilson" if pivot.method == "wilson" else "beta"
        return replace(pivot, method=method, estimate=float(round(pivot.estimate)), se=0.0)
    if pivot.se == 0:
        return replace(pivot, method="mean")
    if pivot.method != "auto":
        return pivot
    return replace(pivot, method="beta" if _effective(pivot) * rarer < FEW else "logit")


def interval(pivot: Pivot, confidence: float) -> Limits:
    """Return the lower and upper confidence limit.

    >>> interval(Pivot("mean", 5.0, 1.0, 10), 0.95)
    (2.77..., 7.22...)
    """
    if pivot.df < 1:
        return pivot.support
    if pivot.law is not None:
        return pivot.law.interval(confidence)
    return _PIVOTS[pivot.method][0](pivot, confidence)


def tails(pivot: Pivot, bound: float) -> Limits:
    """Return the one-sided p-values of the value being below, and above, the bound.

    >>> tails(Pivot("mean", 5.0, 1.0, 10), 3.0)
    (0.963..., 0.036...)
    """
    low, high = pivot.support
    bound = _without_rounding(pivot, bound)
    if bound < low:
        return 1.0, 0.0
    if bound > high:
        return 0.0, 1.0
    if pivot.df < 1:
        return 1.0, 1.0
    if pivot.law is not None:
        return pivot.law.tails(bound)
    return _PIVOTS[pivot.method][1](pivot, bound)


def _without_rounding(pivot: Pivot, bound: float) -> float:
    """The bound, or the estimate if it differs from it by rounding (or how far raking went)."""
    near = _FIXED_WITHIN if pivot.se == 0 else _ROUNDING
    return pivot.estimate if math.isclose(bound, pivot.estimate, rel_tol=near) else bound


def _scale_interval(pivot: Pivot, confidence: float) -> Limits:
    if pivot.se == 0:
        return pivot.estimate, pivot.estimate
    scale = SCALES[pivot.method]
    centre = scale.forward(pivot.estimate)
    half = t_quantile((1 + confidence) / 2, pivot.df) * _scaled(pivot, scale)
    low, high = pivot.support
    return max(scale.back(centre - half), low), min(scale.back(centre + half), high)


def _scale_tails(pivot: Pivot, bound: float) -> Limits:
    if pivot.se == 0:
        return float(pivot.estimate >= bound), float(pivot.estimate <= bound)
    scale = SCALES[pivot.method]
    distance = scale.forward(pivot.estimate) - scale.forward(bound)
    return _t_tails(distance / _scaled(pivot, scale), pivot.df)


def _scaled(pivot: Pivot, scale: Scale) -> float:
    return pivot.scaled_se or pivot.se * scale.slope(pivot.estimate)


def _t_tails(statistic: float, df: float) -> Limits:
    return t_below(statistic, df), t_below(-statistic, df)


def _wilson_interval(pivot: Pivot, confidence: float) -> Limits:
    share, n = pivot.estimate, _effective(pivot)
    squared = t_quantile((1 + confidence) / 2, pivot.df) ** 2
    centre = (share + squared / (2 * n)) / (1 + squared / n)
    spread = share * (1 - share) / n + squared / (4 * n * n)
    half = math.sqrt(squared * spread) / (1 + squared / n)
    return 0.0 if share <= 0 else centre - half, 1.0 if share >= 1 else centre + half


def _wilson_tails(pivot: Pivot, bound: float) -> Limits:
    share, n = pivot.estimate, _effective(pivot)
    spread = bound * (1 - bound) / n
    if spread > 0:
        return _t_tails((share - bound) / math.sqrt(spread), pivot.df)
    return float(share >= bound), float(share <= bound)


def _beta_interval(pivot: Pivot, confidence: float) -> Limits:
    tail, share = (1 - confidence) / 2, pivot.estimate
    n = _effective(pivot) * _df_correction(pivot, tail)
    low = beta_quantile(tail, n * share, n * (1 - share) + 1)
    return low, beta_quantile(1 - tail, n * share + 1, n * (1 - share))


def _beta_tails(pivot: Pivot, bound: float) -> Limits:
    flipped = replace(pivot, estimate=1 - pivot.estimate)
    return _beta_above(flipped, 1 - bound), _beta_above(pivot, bound)


def _beta_above(pivot: Pivot, bound: float) -> float:
    """Solves tail = P(beta <= bound), whose effective n depends on the tail itself."""

    def excess(log_tail: float) -> float:
        tail, share = math.exp(log_tail), pivot.estimate
        n = _effective(pivot) * _df_correction(pivot, tail)
        return beta_below(bound, n * share, n * (1 - share) + 1) - tail

    low, high = math.log(_SMALLEST), 0.0
    if excess(low) <= 0:
        return 0.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return math.exp((low + high) / 2)


def _effective(pivot: Pivot) -> float:
    if pivot.se == 0:
        return pivot.n
    return pivot.estimate * (1 - pivot.estimate) / pivot.se**2


def _df_correction(pivot: Pivot, tail: float) -> float:
    # nothing to correct where no variance was estimated, or the tail is the middle
    if pivot.se == 0 or abs(tail - _MIDDLE) < _ROUNDING:
        return 1.0
    return (t_quantile(tail, max(pivot.n - 1, 1.0)) / t_quantile(tail, pivot.df)) ** 2


def _woodruff_interval(pivot: Pivot, confidence: float) -> Limits:
    steps = pivot.steps or Steps(np.array([pivot.estimate]), np.ones(1), 1.0)
    if steps.se == 0:
        return pivot.estimate, pivot.estimate
    half = t_quantile((1 + confidence) / 2, pivot.df) * steps.se
    below, above = steps.share - half, steps.share + half
    return (
        steps.quantile(below) if below > 0 else -math.inf,
        steps.quantile(above) if above < 1 else math.inf,
    )


def _woodruff_tails(pivot: Pivot, bound: float) -> Limits:
    steps = pivot.steps or Steps(np.array([pivot.estimate]), np.ones(1), 1.0)
    if steps.se == 0:
        return float(pivot.estimate >= bound), float(pivot.estimate <= bound)
    below = (steps.share_under(bound) - steps.share) / steps.se
    above = (steps.share - steps.share_at(bound)) / steps.se
    return t_below(-below, pivot.df), t_below(-above, pivot.df)


def _open_interval(pivot: Pivot, _: float) -> Limits:
    return pivot.support


def _open_tails(_: Pivot, __: float) -> Limits:
    return 1.0, 1.0


_PIVOTS: dict[str, tuple[Callable[[Pivot, float], Limits], Callable[[Pivot, float], Limits]]] = {
    **dict.fromkeys(SCALES, (_scale_interval, _scale_tails)),
    "wilson": (_wilson_interval, _wilson_tails),
    "beta": (_beta_interval, _beta_tails),
    "woodruff": (_woodruff_interval, _woodruff_tails),
    "open": (_open_interval, _open_tails),
}
