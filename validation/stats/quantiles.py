"""Quantiles with intervals that turn the interval of a share around."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, numbers
from validation.stats.design import Design
from validation.stats.distributions import t_quantile
from validation.stats.estimation import Point, domain, estimate_of
from validation.stats.pivots import Steps
from validation.stats.results import Estimate
from validation.stats.shares import portion_points
from validation.stats.sources import Part

_BLOCK = 64


def quantile(
    design: Design,
    y: ArrayLike,
    q: float,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the smallest value with at least the share q of the weight at or below it.

    This is R's svyquantile with qrule="math" and the interval of Woodruff (1952); a limit beyond
    the answers is infinite. The standard error is half the interval's length over its t quantile.

    >>> quantile(Design(5), [1, 2, 3, 4, 5], 0.5).estimate
    3.0
    """
    if not 0 < q < 1:
        message = f"q: found {q}, must be above 0 and below 1, such as 0.5 for the median."
        raise StatisticsError(message)
    column = numbers(y, design.n, "y")
    inside = domain(design, where, ~np.isnan(column))
    steps = _steps(design.weights[inside], column[inside])
    value = steps.quantile(q)
    above = (column > value).view(np.int8)
    at_most, parts = portion_points(design, above, 2, inside)
    share = parts.times(np.array([[1.0], [0.0]]))
    below = estimate_of(design, Point(at_most[0], Part(share), inside), confidence)
    steps = replace(steps, share=below.estimate, se=below.se)
    slope = _slope(steps, t_quantile((1 + confidence) / 2, max(design.domain_df(inside), 1)))
    source = Part(share.times(np.array([[-slope]])))
    point = Point(value, source, inside, "woodruff", steps=steps)
    return estimate_of(design, point, confidence)


def _steps(weights: Floats, values: Floats) -> Steps:
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    sums = _running_sums(weights[order])
    shares = sums / sums[-1]
    last = np.append(ordered[1:] != ordered[:-1], True)
    return Steps(ordered[last], shares[last], 0.0)


def _running_sums(values: Floats) -> Floats:
    """Sums up to each value, by blocks: a million roundings in a row would break ties."""
    if values.size <= _BLOCK:
        return np.cumsum(values)
    padded = np.zeros(-(-values.size // _BLOCK) * _BLOCK)
    padded[: values.size] = values
    within = np.cumsum(padded.reshape(-1, _BLOCK), axis=1)
    before = np.append(0.0, _running_sums(within[:, -1])[:-1])
    sums: Floats = (within + before[:, None]).ravel()[: values.size]
    return sums


def _slope(steps: Steps, t: float) -> float:
    """How far the quantile moves with the share at it: half the interval in both units."""
    if steps.se == 0:
        return 0.0
    half = t * steps.se
    low = steps.quantile(max(steps.share - half, 0.0))
    high = steps.quantile(min(steps.share + half, 1.0))
    return (high - low) / (2 * half)
