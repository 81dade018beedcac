"""Two numbers, each with an interval of its own, joined to their difference."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from validation import stats
from validation.claims.columns import Limits
from validation.claims.measured import Measured
from validation.stats import Estimate

HALVINGS = 50
MIDDLE = 0.5

Ends = Callable[[float], Limits]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and its interval at any confidence."""

    value: float
    ends: Ends


def spread_number(found: Estimate) -> Number:
    """Return an estimate with the interval that its variance gives."""
    return Number(found.estimate, partial(stats.interval_at, found))


def alike_number(value: float, n: int, limits: Limits) -> Number:
    """Return the number that n equal answers give; others may lie anywhere within limits.

    No variance is seen then, which is not none: the exact binomial bound says how many may be
    otherwise (Clopper & Pearson 1934).

    >>> low, high = alike_number(8.0, 30, (1.0, 10.0)).ends(0.95)
    >>> round(low, 2), round(high, 2)
    (7.19, 8.23)
    """

    def ends(confidence: float) -> Limits:
        others = 1 - ((1 - confidence) / 2) ** (1 / n)
        return value + others * (limits[0] - value), value + others * (limits[1] - value)

    return Number(value, ends)


def measured_apart(gap: Estimate, first: Number, second: Number, limits: Limits) -> Measured:
    """Return the first number less the second, by the intervals of both (Zou & Donner 2008).

    Args:
        gap: their difference as it is estimated.
        first: the one.
        second: that is taken from it.
        limits: within which the difference can be.
    """

    def reach(confidence: float) -> Limits:
        (low, high), (under, over) = first.ends(confidence), second.ends(confidence)
        down = ((first.value - low) ** 2 + (over - second.value) ** 2) ** 0.5
        return down, ((high - first.value) ** 2 + (second.value - under) ** 2) ** 0.5

    down, up = reach(gap.confidence)
    low, high = max(limits[0], gap.estimate - down), min(limits[1], gap.estimate + up)
    return Measured(
        replace(gap, ci_low=low, ci_high=high), partial(_sides, gap.estimate, limits, reach)
    )


def _sides(value: float, limits: Limits, reach: Ends, bound: float) -> Limits:
    if bound >= value:
        below = 0.0 if bound > limits[1] else _tail(lambda level: reach(level)[1], bound - value)
        return below, 1 - below
    above = 0.0 if bound < limits[0] else _tail(lambda level: reach(level)[0], value - bound)
    return 1 - above, above


def _tail(reach: Callable[[float], float], distance: float) -> float:
    """Return the one-sided p-value at which an interval reaches just so far."""
    low, high = 0.0, MIDDLE
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if reach(1 - 2 * middle) > distance else (low, middle)
    return high
