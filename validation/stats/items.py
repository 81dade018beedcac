"""Many items at once: their shares and means in a few passes over the answers."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, Mask, answered, measured
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimates_known, everybody
from validation.stats.means import mean
from validation.stats.packing import Columns, packed_shares
from validation.stats.replicate_design import ReplicateDesign
from validation.stats.replicate_items import replicate_means
from validation.stats.results import Estimate
from validation.stats.shares import Interval, share, with_interval, zero_one
from validation.stats.smooth import Column, Smooth, portions, ratios
from validation.stats.sources import Part

Items = Mapping[Any, ArrayLike] | NDArray[Any]

_BOTH = 2  # rows by items; and the two codes of yes and no


def each_share(
    design: Design,
    items: Items,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
    interval: Interval = "logit",
) -> dict[Hashable, Estimate]:
    """Return the share of ones of every item, by its name or the number of its column.

    The same as `share` of each, in a few passes over the answers. `items` are columns of
    booleans, or of zeros and ones, by name, or one array of them.

    >>> found = each_share(Design(4), {"shop": [1, 0, 0, 0], "web": [1, 1, 0, 0]})
    >>> found["web"].estimate
    0.5
    """
    columns = {name: np.asarray(column) for name, column in item_columns(items, design.n)}
    marks = _zero_one_columns(items, columns)
    options: dict[str, Any] = {"where": where, "confidence": confidence, "interval": interval}
    found = {
        name: share(design, column, **options)
        for name, column in columns.items()
        if name not in marks
    }
    if marks:
        inside = domain(design, where, np.ones(design.n, dtype=np.bool_))
        many = replicate_means if isinstance(design, ReplicateDesign) else packed_shares
        values, known = many(
            design, _together(items, marks, replicated=design.is_replicated), inside
        )
        weight = _weight(design, inside)
        everyone = bool(inside.all())
        points = [
            with_interval(_share_point(value, codes, (inside, everyone), weight), interval)
            for value, codes in zip(values, marks.values(), strict=True)
        ]
        parts = estimates_known(design, points, known, confidence)
        found |= dict(zip(marks, parts, strict=True))
    return {name: found[name] for name in columns}


def each_mean(
    design: Design, items: Items, *, where: ArrayLike | None = None, confidence: float = 0.95
) -> dict[Hashable, Estimate]:
    """Return the mean of every item, by its name or the number of its column.

    The same as `mean` of each; under a replicate design one matrix product serves the items that
    everybody answered. `items` are columns by name, or one array of them.

    >>> found = each_mean(Design(2), {"price": [3, 5], "quality": [6, 9]})
    >>> found["quality"].estimate
    7.5
    """
    columns = {
        name: measured(column, design.n, str(name))
        for name, column in item_columns(items, design.n)
    }
    complete = _answered_by_all(items, columns) if design.is_replicated else {}
    found = {
        name: mean(design, column, where=where, confidence=confidence)
        for name, column in columns.items()
        if name not in complete
    }
    if complete:
        inside = domain(design, where, np.ones(design.n, dtype=np.bool_))
        values, known = replicate_means(design, _together(items, complete, replicated=True), inside)
        weight = _weight(design, inside)
        points = [
            Point(value, Part(_mean_statistic(value, column, inside, weight)), inside)
            for value, column in zip(values, complete.values(), strict=True)
        ]
        parts = estimates_known(design, points, known, confidence)
        found |= dict(zip(complete, parts, strict=True))
    return {name: found[name] for name in columns}


def item_columns(items: Items, n: int) -> Sequence[tuple[Hashable, Any]]:
    """Return every item's column with its name, or with its number in one array.

    Raises:
        StatisticsError: An array that is not a row a respondent and a column an item.
    """
    if isinstance(items, Mapping):
        return list(items.items())
    if items.ndim != _BOTH or items.shape[0] != n:
        message = f"items: found shape {items.shape}, must be ({n}, k), a column an item."
        raise StatisticsError(message)
    return [(at, items[:, at]) for at in range(items.shape[1])]


def _answered_by_all(items: Items, columns: Mapping[Any, Column]) -> dict[Hashable, Column]:
    if isinstance(items, np.ndarray) and (items.dtype.kind != "f" or not np.isnan(items).any()):
        return dict(columns)
    return {name: column for name, column in columns.items() if answered(column).all()}


def _zero_one_columns(items: Items, columns: Mapping[Any, Column]) -> dict[Hashable, Column]:
    """The columns of zeros and ones, without a missing answer, as codes."""
    if isinstance(items, np.ndarray) and items.size:
        whole = zero_one(items)
        if whole is not None:
            return {at: whole[:, at] for at in columns}
    return {
        name: codes for name, column in columns.items() if (codes := zero_one(column)) is not None
    }


def _together(items: Items, columns: Mapping[Any, Column], *, replicated: bool) -> Columns:
    """All the columns as the one array that they came in, or apart."""
    if isinstance(items, np.ndarray) and len(columns) == items.shape[1]:
        numeric = items.dtype.kind in "iufb" and (replicated or items.itemsize == 1)
        return items if numeric and items.flags.c_contiguous else list(columns.values())
    return list(columns.values())


def _share_point(value: float, codes: Column, domain_: tuple[Mask, bool], weight: float) -> Point:
    inside, everyone = domain_
    slopes = np.array([-value, 1 - value]).reshape(_BOTH, 1, 1) / weight
    cells = codes if everyone else np.where(inside, codes, codes.dtype.type(-1))
    statistic = Smooth(cells, (None,), slopes, _second_portion)
    return Point(value, Part(statistic), inside)


def _mean_statistic(value: float, column: Column, inside: Mask, weight: float) -> Smooth:
    slopes = np.array([1.0, -value]).reshape(1, _BOTH, 1) / weight
    return Smooth(everybody(inside), (column, None), slopes, ratios)


def _second_portion(sums: Floats) -> Floats:
    return portions(sums)[:, 1:]


def _weight(design: Design, inside: Mask) -> float:
    return float(design.weights.sum() if inside.all() else design.weights[inside].sum())
