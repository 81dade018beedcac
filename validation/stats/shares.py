"""Shares of a category or of all categories of an item."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, numbers, positions
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimate_of, estimates_of
from validation.stats.pivots import SHARE
from validation.stats.results import Estimate, Estimates
from validation.stats.smooth import Column, Smooth, portions
from validation.stats.sources import Part

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
    column = np.asarray(indicator)
    marks = zero_one(column) if column.shape == (design.n,) else None
    if marks is None:
        marks = _marks(numbers(column, design.n, "indicator"))
    inside = domain(design, where, marks >= 0)
    values, statistic = portion_points(design, marks, 2, inside)
    chosen = Point(values[1], Part(statistic.times(np.array([[0.0], [1.0]]))), inside)
    return estimate_of(design, with_interval(chosen, interval), confidence)


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
    values, statistic = portion_points(design, column, len(levels), inside)
    points = [
        with_interval(Point(value, Part(statistic, at), inside), interval)
        for at, value in enumerate(values)
    ]
    return estimates_of(design, levels, points, confidence)


def portion_points(
    design: Design, codes: Codes, size: int, inside: Mask
) -> tuple[list[float], Smooth]:
    """Return the share of every code, and what the shares are made of."""
    cells = codes if inside.all() else np.where(inside, codes, codes.dtype.type(-1))
    statistic = Smooth(cells, (None,), np.zeros((size, 1, size)), portions)
    weights = design.sums(statistic)[:, 0]
    found = weights / weights.sum()
    slopes = (np.eye(size) - found) / weights.sum()
    return found.tolist(), replace(statistic, slopes=slopes[:, None, :])


def zero_one(column: Column) -> Codes | None:
    """Return a column of booleans, or of whole numbers 0 and 1, as codes; None for another."""
    if column.dtype == np.bool_:
        return column.view(np.int8)
    if column.dtype.kind not in "iu":
        return None
    # one pass: as a byte without sign, -1 is 255
    bytes_ = column.view(np.uint8) if column.dtype.itemsize == 1 else column
    if column.size and not (bytes_.max() <= 1 and (bytes_.dtype.kind == "u" or bytes_.min() >= 0)):
        return None
    return bytes_.view(np.int8) if column.dtype.itemsize == 1 else column.astype(np.int8)


def _marks(column: Floats) -> Codes:
    marks = np.full(column.size, -1, dtype=np.int8)
    marks[column == 0], marks[column == 1] = 0, 1
    strange = column[(marks < 0) & ~np.isnan(column)]
    if strange.size:
        message = f"indicator: found {strange[0]:g}, must be 0, 1 or NaN."
        raise StatisticsError(message)
    return marks


def with_interval(point: Point, interval: Interval) -> Point:
    """Return the point of a share with its kind of interval."""
    if interval not in get_args(Interval):
        message = f"interval: found {interval!r}, must be one of {', '.join(get_args(Interval))}."
        raise StatisticsError(message)
    return replace(point, method=interval, support=SHARE)
