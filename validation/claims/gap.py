"""The difference of two groups, also where hardly anybody or nearly everybody of one does it."""

from dataclasses import dataclass, replace

from validation import stats
from validation.claims.measured import Measured, measured, unknown
from validation.stats import Design, Estimate

LIMITS = (-1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Sides:
    """The estimates of the two groups, each with the interval that fits it."""

    higher: Estimate
    lower: Estimate


def measure_gap(design: Design, sides: Sides, confidence: float) -> Measured:
    """Return the first group's estimate less the second's, by their joint covariance."""
    return measured(_contrast(design, sides, confidence))


def measure_share_gap(design: Design, sides: Sides, confidence: float) -> Measured:
    """Return the difference of two shares.

    Where either has fewer than ten effective positives or negatives, its linearised variance says
    too little: of 50 and 500 people, 2 % in truth of both, a t test then finds a difference in one
    sample of three. There two positives and two negatives are added, half to each group, on the
    effective numbers of answers (Agresti & Caffo 2000).
    """
    gap = _contrast(design, sides, confidence)
    if "beta" not in {sides.higher.pivot.method, sides.lower.pivot.method}:
        return measured(gap)
    if gap.df < 1:
        return unknown(gap, LIMITS)
    return _adjusted(gap, sides, float(_joint(design, sides).covariance[0, 1]))


def _contrast(design: Design, sides: Sides, confidence: float) -> Estimate:
    return stats.contrast(_joint(design, sides), [1, -1], confidence=confidence)


def _joint(design: Design, sides: Sides) -> stats.Estimates:
    return stats.combine([sides.higher, sides.lower], design)


def _adjusted(gap: Estimate, sides: Sides, covariance: float) -> Measured:
    from scipy import special  # noqa: PLC0415 (loading it costs what most claims need not pay)

    higher, lower = (_with_two_more(side) for side in (sides.higher, sides.lower))
    middle = higher[0] - lower[0]
    variance = higher[1] + lower[1]
    spread = max(variance - 2 * covariance, variance / 4) ** 0.5
    half = float(special.stdtrit(gap.df, (1 + gap.confidence) / 2)) * spread
    low, high = max(LIMITS[0], middle - half), min(LIMITS[1], middle + half)
    pivot = replace(gap.pivot, estimate=middle, se=spread, support=LIMITS)
    return measured(replace(gap, ci_low=low, ci_high=high, pivot=pivot))


def _with_two_more(side: Estimate) -> tuple[float, float]:
    n = side.n_effective + 2
    share = (side.estimate * side.n_effective + 1) / n
    return share, share * (1 - share) / n
