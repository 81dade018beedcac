"""Shares and chances where hardly anybody or nearly everybody counts, and their difference."""

from dataclasses import replace

from validation.stats.contrasts import combine, contrast
from validation.stats.design import Design
from validation.stats.pivots import FEW, interval
from validation.stats.results import Estimate

_LIMITS = (-1.0, 1.0)


def share_difference(
    design: Design, a: Estimate, b: Estimate, *, confidence: float = 0.95
) -> Estimate:
    """Return share a less share b, both made with interval="auto", by their joint covariance.

    Where either has fewer than ten effective positives or negatives, its linearised variance says
    too little: of 50 and 500 people, 2 % in truth of both, a t test then finds a difference in one
    sample of three. There two positives and two negatives are added, half to each share, on the
    effective numbers of answers (Agresti & Caffo 2000); the estimate stays.

    >>> from validation import stats
    >>> design, first = stats.Design(60), [True] * 30 + [False] * 30
    >>> none, some = [0.0] * 60, [1.0] * 12 + [0.0] * 48
    >>> a = stats.share(design, some, where=first, interval="auto")
    >>> b = stats.share(design, none, where=[not one for one in first], interval="auto")
    >>> found = stats.share_difference(design, a, b)
    >>> round(found.estimate, 2), round(found.ci_low, 2), round(found.ci_high, 2)
    (0.4, 0.19, 0.56)
    """
    joint = combine([a, b], design)
    gap = contrast(joint, [1, -1], confidence=confidence)
    if "beta" not in {a.pivot.method, b.pivot.method}:
        return gap
    pivot = replace(gap.pivot, support=_LIMITS)
    if gap.df >= 1:
        (middle, one), (other, two) = _with_two_more(a), _with_two_more(b)
        variance = one + two
        spread = max(variance - 2 * float(joint.covariance[0, 1]), variance / 4) ** 0.5
        pivot = replace(pivot, estimate=middle - other, se=spread)
    low, high = interval(pivot, confidence)
    return replace(gap, ci_low=max(-1.0, low), ci_high=min(1.0, high), pivot=pivot)


def near_end(chance: Estimate, answers: float) -> Estimate:
    """Return a share or chance, with an exact interval where few speak for its rarer side.

    With fewer than ten effective answers for or against, the variance seen says too little. There
    the interval is that of Korn & Graubard (1998), on no more answers than are given: of a
    probability of superiority those of the smaller group, since the rare ones may all be missing
    there. With 30 and 300 people and 0.96 in truth, a logit interval lies above in one sample of
    eight; this one in 2 %.

    Args:
        chance: a share or a probability of superiority.
        answers: how many it rests on at the most.

    >>> from validation import stats
    >>> rated, groups = [5] * 29 + [3] + [4] * 30, [0] * 30 + [1] * 30
    >>> chance = stats.superiority(stats.Design(60), rated, groups, 0, 1)
    >>> round(chance.ci_low, 3), round(stats.near_end(chance, 30).ci_low, 3)
    (0.788, 0.826)
    """
    variance = chance.estimate * (1 - chance.estimate)
    if chance.se == 0 or variance <= 0:
        return chance
    effective = variance / chance.se**2
    if effective * min(chance.estimate, 1 - chance.estimate) >= FEW:
        return chance
    se = (variance / min(effective, answers)) ** 0.5
    pivot = replace(chance.pivot, method="beta", se=se, n=chance.df + 1)
    low, high = interval(pivot, chance.confidence)
    return replace(chance, ci_low=low, ci_high=high, pivot=pivot)


def _with_two_more(share: Estimate) -> tuple[float, float]:
    if share.pivot.se == 0 and share.pivot.method != "beta":
        return share.estimate, 0.0  # fixed by the design, whatever the answers
    n = share.n_effective + 2
    value = (share.estimate * share.n_effective + 1) / n
    return value, value * (1 - value) / n
