"""Means, totals and ratios.

Influence values are those of Taylor linearisation (Särndal, Swensson & Wretman 1992, chapter 5):
of a mean w (y - mean) / sum of w in the domain and 0 outside, so that a domain is never a design
of its own.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, Mask, numbers, positions
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimate_of, estimates_of
from validation.stats.results import Estimate, Estimates

_NPS_SCALE = range(11)
_PROMOTERS_FROM, _DETRACTORS_TO = 9, 6  # Reichheld (2003)


def mean(
    design: Design, y: ArrayLike, *, where: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """Return the weighted mean with a t interval.

    >>> rated = mean(Design(4, weights=[1, 1, 2, 2]), [3, 4, 5, 5])
    >>> round(rated.estimate, 3), round(rated.se, 3)
    (4.5, 0.408)
    """
    column = numbers(y, design.n, "y")
    inside = domain(design, where, ~np.isnan(column))
    return estimate_of(design, mean_point(design, column, inside), confidence)


def total(
    design: Design, y: ArrayLike, *, where: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """Return the weighted total with a t interval.

    >>> total(Design(4, weights=[10, 10, 20, 20]), [1, 0, 1, 1]).estimate
    50.0
    """
    column = numbers(y, design.n, "y")
    inside = domain(design, where, ~np.isnan(column))
    influence = np.where(inside, design.weights * column, 0.0)
    return estimate_of(design, Point(float(influence.sum()), influence, inside), confidence)


def ratio(
    design: Design,
    y: ArrayLike,
    x: ArrayLike,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the ratio of the totals of y and x with a t interval (Cochran 1977, chapter 6).

    Raises:
        StatisticsError: The total of x is 0.

    >>> ratio(Design(3), [2, 4, 6], [1, 2, 3]).estimate
    2.0
    """
    top, bottom = numbers(y, design.n, "y"), numbers(x, design.n, "x")
    inside = domain(design, where, ~np.isnan(top), ~np.isnan(bottom))
    base = float(design.weights[inside] @ bottom[inside])
    if base == 0:
        message = "x: found a total of 0, must be another number to divide by."
        raise StatisticsError(message)
    value = float(design.weights[inside] @ top[inside]) / base
    influence = np.where(inside, design.weights * (top - value * bottom) / base, 0.0)
    return estimate_of(design, Point(value, influence, inside), confidence)


def domain_means(  # noqa: PLR0913 - public contract: data, groups, options
    design: Design,
    y: ArrayLike,
    groups: ArrayLike,
    levels: Sequence[Hashable],
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimates:
    """Return the mean of every group, with the covariance between them.

    `groups` are positions into `levels`, -1 for no group.

    >>> domain_means(Design(4), [1, 3, 5, 7], [0, 0, 1, 1], ["young", "old"])["old"].estimate
    6.0
    """
    column = numbers(y, design.n, "y")
    codes = positions(groups, design.n, len(levels), "groups")
    answered = domain(design, where, ~np.isnan(column))
    points = [
        mean_point(design, column, _group(answered & (codes == at), level))
        for at, level in enumerate(levels)
    ]
    return estimates_of(design, levels, points, confidence)


def paired_difference(
    design: Design,
    y: ArrayLike,
    x: ArrayLike,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the mean of y - x among those who answered both, with a t interval.

    >>> paired_difference(Design(3), [5, 6, 7], [7, 7, 7]).estimate
    -1.0
    """
    return mean(
        design,
        numbers(y, design.n, "y") - numbers(x, design.n, "x"),
        where=where,
        confidence=confidence,
    )


def nps(
    design: Design, y: ArrayLike, *, where: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """Return the Net Promoter Score in points: percent of 9-10 minus percent of 0-6.

    Raises:
        StatisticsError: An answer that is not a whole number from 0 to 10.

    >>> nps(Design(4), [10, 9, 8, 3]).estimate
    25.0
    """
    column = numbers(y, design.n, "y")
    answered = ~np.isnan(column)
    strange = column[answered & ~np.isin(column, _NPS_SCALE)]
    if strange.size:
        message = f"y: found {strange[0]:g}, must be a whole number from 0 to 10."
        raise StatisticsError(message)
    promoters, detractors = column >= _PROMOTERS_FROM, column <= _DETRACTORS_TO
    points = np.select([~answered, promoters, detractors], [np.nan, 100.0, -100.0], 0.0)
    inside = domain(design, where, answered)
    return estimate_of(design, mean_point(design, points, inside), confidence)


def mean_point(design: Design, column: Floats, inside: Mask) -> Point:
    """Return the weighted mean of a domain with its influence values."""
    # measured from one of the values: if all are the same, the deviations are exactly 0
    origin = float(column[np.argmax(inside)])
    weights, values = design.weights, column - origin
    if not inside.all():
        weights, values = np.where(inside, weights, 0.0), np.where(inside, values, 0.0)
    base = float(weights.sum())
    value = float(weights @ values) / base
    return Point(origin + value, weights * (values - value) / base, inside)


def _group(inside: Mask, level: Hashable) -> Mask:
    if not inside.any():
        message = f"groups: found nobody who answered in {level!r}, must be one at least."
        raise StatisticsError(message)
    return inside
