"""How large an effect is, on the scale that the field compares effects of its kind on."""

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, sqrt
from typing import Literal

import numpy as np

from validation.claims.columns import Floats
from validation.stats import Design, Estimate, Noncentral, TestResult

EffectName = Literal[
    "cohen_h", "cohen_d", "cohen_dz", "cohen_w", "cliff_delta", "spearman_rho", "cramers_v"
]
Magnitude = Literal["negligible", "small", "medium", "large"]
MAGNITUDES: tuple[Magnitude, ...] = ("negligible", "small", "medium", "large")

# Cohen (1988); of Cliff's delta Romano et al. (2006), who derived them from Cohen's for d. Of
# Cramér's V they depend on the number of levels, so that no single set can be given.
FROM: dict[EffectName, tuple[float, float, float]] = {
    "cohen_h": (0.2, 0.5, 0.8),
    "cohen_d": (0.2, 0.5, 0.8),
    "cohen_dz": (0.2, 0.5, 0.8),
    "cohen_w": (0.1, 0.3, 0.5),
    "spearman_rho": (0.1, 0.3, 0.5),
    "cliff_delta": (0.147, 0.33, 0.474),
}


@dataclass(frozen=True, slots=True)
class EffectSize:
    """An effect without unit, with the interval that the estimate's interval becomes on its scale.

    Standard deviations, and the middle of two shares, are taken as known.
    """

    name: EffectName
    value: float
    ci_low: float
    ci_high: float

    @property
    def magnitude(self) -> Magnitude | None:
        """The usual word for it, none where its thresholds depend on more than its value.

        >>> EffectSize("cohen_d", -0.6, -0.9, -0.3).magnitude
        'medium'
        """
        if self.name not in FROM:
            return None
        return MAGNITUDES[sum(abs(self.value) >= least for least in FROM[self.name])]


def transformed(
    name: EffectName, estimate: Estimate, change: Callable[[float], float]
) -> EffectSize:
    """Return an estimate and the ends of its interval on the scale of an effect size."""
    ends = (change(end) for end in (estimate.estimate, estimate.ci_low, estimate.ci_high))
    return EffectSize(name, *ends)


def share_effect(estimate: Estimate, bound: float) -> EffectSize:
    """Return Cohen's h of a share against a bound: the difference of their angles (Cohen 1988)."""
    return transformed("cohen_h", estimate, lambda share: _angle(share) - _angle(bound))


def share_gap_effect(gap: Estimate, middle: float) -> EffectSize:
    """Return Cohen's h of two shares, from their difference around the middle of the two.

    >>> from validation import stats
    >>> gap = stats.mean(stats.Design(4), [0.1, 0.3, 0.1, 0.3])
    >>> round(share_gap_effect(gap, 0.5).value, 3)  # 0.6 and 0.4
    0.403
    """
    return transformed(
        "cohen_h", gap, lambda far: _angle(middle + far / 2) - _angle(middle - far / 2)
    )


def mean_effect(
    estimate: Estimate, sd: float, *, bound: float = 0.0, name: EffectName = "cohen_d"
) -> EffectSize | None:
    """Return a distance in standard deviations of the answers; none where all are the same."""
    if not sd > 0:
        return None
    return transformed(name, estimate, lambda value: (value - bound) / sd)


def superiority_effect(estimate: Estimate) -> EffectSize:
    """Return Cliff's delta of a probability of superiority, twice it less 1 (Cliff 1993)."""
    return transformed("cliff_delta", estimate, lambda chance: 2 * chance - 1)


def correlation_effect(name: EffectName, estimate: Estimate) -> EffectSize:
    """Return a correlation or Cramér's V, which is an effect size itself."""
    return transformed(name, estimate, lambda value: value)


def fit_effect(w: float, test: TestResult, levels: int, confidence: float) -> EffectSize:
    """Return Cohen's w of shares against claimed ones, with the noncentral interval.

    Args:
        w: the root of the sum of (share − claimed)² / claimed (Cohen 1988).
        test: Rao and Scott's goodness of fit of the same shares.
        levels: how many shares there are.
        confidence: of the interval (Smithson 2003).
    """
    statistic = test.statistic * (levels - 1)
    if w <= 0 or statistic <= 0:
        return EffectSize("cohen_w", w, 0.0, w)
    low, high = Noncentral(statistic, levels - 1, statistic / w**2).interval(confidence)
    return EffectSize("cohen_w", w, low, high)


def spread_of(design: Design, values: Floats, estimate: Estimate) -> float:
    """Return the weighted standard deviation of the answers behind an estimate."""
    return sqrt(_variance(design, values, estimate))


def pooled_spread(design: Design, values: Floats, a: Estimate, b: Estimate) -> float:
    """Return the standard deviation within two groups (Cohen 1988; Hedges 1981)."""
    if a.n + b.n <= 2:  # noqa: PLR2004 (two people differ between the groups only)
        return 0.0
    within = sum((one.n - 1) * _variance(design, values, one) for one in (a, b))
    return sqrt(within / (a.n + b.n - 2))


def _variance(design: Design, values: Floats, estimate: Estimate) -> float:
    inside = estimate.domain
    if estimate.n <= 1:
        return 0.0
    answers, weights = values[inside], design.weights[inside]
    mean = np.average(answers, weights=weights)
    plain = float(np.average((answers - mean) ** 2, weights=weights))
    return plain * estimate.n / (estimate.n - 1)


def _angle(share: float) -> float:
    return 2 * asin(sqrt(min(1.0, max(0.0, share))))
