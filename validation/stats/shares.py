"""Shares of a category or of all categories of an item."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import numbers, positions
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimate_of, estimates_of
from validation.stats.means import mean_point
from validation.stats.pivots import SHARE
from validation.stats.results import Estimate, Estimates
from validation.stats.variance import spread_codes

Interval = Literal["logit", "beta", "wilson", "arcsine", "mean", "auto"]


def share(
    design: Design,
    indicator: ArrayLike,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
    interval: Interval = "logit",
) -> Estimate:
    """Return the share of ones among zeros and ones.

    Intervals: `logit`, `arcsine` and `mean` are t intervals on that scale, `beta` is the one of
    Korn & Graubard (1998), `wilson` the score interval on the effective sample size; `auto` is
    logit, or beta with fewer than ten effective positives or negatives. A share of 0 or 1, which
    has no variance, gets the beta interval on its actual n in place of a t interval.

    Raises:
        StatisticsError: A value other than 0, 1 and NaN.

    >>> found = share(Design(10), [1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    >>> round(found.ci_low, 3), round(found.ci_high, 3)
    (0.125, 0.757)
    """
    column = numbers(indicator, design.n, "indicator")
    answered = ~np.isnan(column)
    strange = column[answered & (column != 0) & (column != 1)]
    if strange.size:
        message = f"indicator: found {strange[0]:g}, must be 0, 1 or NaN."
        raise StatisticsError(message)
    point = mean_point(design, column, domain(design, where, answered))
    return estimate_of(design, _with_interval(point, interval), confidence)


def shares(  # noqa: PLR0913 - public contract: data, levels, options
    design: Design,
    codes: ArrayLike,
    levels: Sequence[Hashable],
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
    interval: Interval = "logit",
) -> Estimates:
    """Return the share of every level, with the covariance between them.

    `codes` are positions into `levels`, -1 for no answer.

    >>> shares(Design(4), [0, 0, 0, 1], ["yes", "no"])["yes"].estimate
    0.75
    """
    column = positions(codes, design.n, len(levels), "codes")
    inside = domain(design, where, column >= 0)
    column = np.where(inside, column, -1)
    weights = np.bincount(column + 1, weights=design.weights, minlength=len(levels) + 1)[1:]
    found = weights / weights.sum()
    slopes = (np.eye(len(levels)) - found) / weights.sum()
    influence = spread_codes(design.weights, column, slopes)
    points = [
        _with_interval(Point(value, influence[:, at], inside), interval)
        for at, value in enumerate(found.tolist())
    ]
    covariance = design.covariance_by_code(column, slopes)
    return estimates_of(design, levels, points, confidence, covariance)


def _with_interval(point: Point, interval: Interval) -> Point:
    if interval not in get_args(Interval):
        message = f"interval: found {interval!r}, must be one of {', '.join(get_args(Interval))}."
        raise StatisticsError(message)
    return replace(point, method=interval, support=SHARE)
