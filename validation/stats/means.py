"""Means, totals and ratios.

Influence values are those of Taylor linearisation (Särndal, Swensson & Wretman 1992, chapter 5):
of a mean w (y - mean) / sum of w in the domain and 0 outside, so that a domain is never a design
of its own.
"""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import (
    Codes,
    Floats,
    Mask,
    answered,
    crossed,
    measured,
    numbers,
    positions,
    smallest,
)
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimate_of, estimates_of, everybody
from validation.stats.results import Estimate, Estimates
from validation.stats.smooth import Column, Smooth, ratios, totals
from validation.stats.sources import Part

_NPS_SCALE = range(11)
_FEW_VALUES = 1000  # whole numbers up to here are counted, not added up
_PROMOTERS_FROM, _DETRACTORS_TO = 9, 6  # Reichheld (2003)


def mean(
    design: Design, y: ArrayLike, *, where: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """Return the weighted mean with a t interval.

    >>> rated = mean(Design(4, weights=[1, 1, 2, 2]), [3, 4, 5, 5])
    >>> round(rated.estimate, 3), round(rated.se, 3)
    (4.5, 0.408)
    """
    column = measured(y, design.n, "y")
    inside = domain(design, where, answered(column))
    return estimate_of(design, mean_point(design, column, inside), confidence)


def total(
    design: Design, y: ArrayLike, *, where: ArrayLike | None = None, confidence: float = 0.95
) -> Estimate:
    """Return the weighted total with a t interval.

    >>> total(Design(4, weights=[10, 10, 20, 20]), [1, 0, 1, 1]).estimate
    50.0
    """
    column = measured(y, design.n, "y")
    inside = domain(design, where, answered(column))
    statistic = Smooth(everybody(inside), (column,), np.ones((1, 1, 1)), totals)
    value = float(design.sums(statistic)[0, 0])
    return estimate_of(design, Point(value, Part(statistic), inside), confidence)


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
    top, bottom = measured(y, design.n, "y"), measured(x, design.n, "x")
    inside = domain(design, where, answered(top), answered(bottom))
    statistic = Smooth(everybody(inside), (top, bottom), np.zeros((1, 2, 1)), ratios)
    above, base = design.sums(statistic)[0]
    if base == 0:
        message = "x: found a total of 0, must be another number to divide by."
        raise StatisticsError(message)
    slopes = np.array([1.0, -above / base]).reshape(1, 2, 1) / base
    point = Point(float(above / base), Part(replace(statistic, slopes=slopes)), inside)
    return estimate_of(design, point, confidence)


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
    column = measured(y, design.n, "y")
    codes = positions(groups, design.n, len(levels), "groups")
    inside = domain(design, where, answered(column))
    members = [_group(inside & (codes == at), level) for at, level in enumerate(levels)]
    values, statistic = group_means(design, column, members)
    points = [
        Point(value, Part(statistic, at), group)
        for at, (value, group) in enumerate(zip(values, members, strict=True))
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
    column = measured(y, design.n, "y")
    given = answered(column)
    strange = column[given & ~np.isin(column, _NPS_SCALE)]
    if strange.size:
        message = f"y: found {strange[0]:g}, must be a whole number from 0 to 10."
        raise StatisticsError(message)
    promoters, detractors = column >= _PROMOTERS_FROM, column <= _DETRACTORS_TO
    points = 100.0 * (promoters.astype(np.int8) - detractors.astype(np.int8))
    inside = domain(design, where, given)
    return estimate_of(design, mean_point(design, points, inside), confidence)


def mean_point(design: Design, column: Column, inside: Mask) -> Point:
    """Return the weighted mean of a domain."""
    values, statistic = group_means(design, column, [inside])
    return Point(values[0], Part(statistic), inside)


def group_means(
    design: Design, column: Column, groups: Sequence[Mask]
) -> tuple[list[float], Smooth]:
    """Return the weighted means of groups that do not overlap, and what they are made of."""
    codes = everybody(groups[0]) if len(groups) == 1 else _members(groups)
    if column.dtype.kind in "iu" and int(column.max()) - int(column.min()) < _FEW_VALUES:
        return _counted_means(design, column, codes, len(groups))
    # measured from one of the values: if all are the same, the deviations are exactly 0
    origin = float(column[np.argmax(codes >= 0)])
    size = len(groups)
    statistic = Smooth(codes, (column, None), np.zeros((size, 2, size)), ratios, origin)
    sums = design.sums(statistic)
    means = sums[:, 0] / sums[:, 1]
    slopes = np.zeros((size, 2, size))
    every = np.arange(size)
    slopes[every, 0, every], slopes[every, 1, every] = 1 / sums[:, 1], -means / sums[:, 1]
    return (origin + means).tolist(), replace(statistic, slopes=slopes)


def _counted_means(
    design: Design, column: Column, codes: Codes, size: int
) -> tuple[list[float], Smooth]:
    """The same from the weight of each whole number in each group."""
    low, high = int(column.min()), int(column.max())
    values = np.arange(high - low + 1, dtype=np.float64)
    cells = crossed(codes, column.astype(np.int64) - low, values.size, codes >= 0)
    shape = (size, values.size)
    counted = Smooth(cells, (None,), np.zeros((size * values.size, 1, size)), totals)
    weights = design.sums(counted).reshape(shape)
    means = weights @ values / weights.sum(axis=1)
    slopes = np.zeros((*shape, size))
    for group, mean_ in enumerate(means):
        slopes[group, :, group] = (values - mean_) / weights[group].sum()
    formula = partial(_means_of, shape=shape)
    slopes = slopes.reshape(-1, 1, size)
    return (low + means).tolist(), replace(counted, slopes=slopes, formula=formula)


def _means_of(sums: Floats, shape: tuple[int, int]) -> Floats:
    weights = sums.reshape(-1, *shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(weights @ np.arange(shape[1]) / weights.sum(axis=2))


def _members(groups: Sequence[Mask]) -> Codes:
    codes = np.full(groups[0].size, -1, dtype=smallest(len(groups)))
    for at, group in enumerate(groups):
        codes[group] = at
    return codes


def _group(inside: Mask, level: Hashable) -> Mask:
    if not inside.any():
        message = f"groups: found nobody who answered in {level!r}, must be one at least."
        raise StatisticsError(message)
    return inside
