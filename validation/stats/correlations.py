"""Linear and rank correlation."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, level_codes, numbers
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimate_of
from validation.stats.results import Estimate
from validation.stats.smooth import Formula, Smooth
from validation.stats.sources import Part

_RANGE = (-1.0, 1.0)


def correlation(  # noqa: PLR0913 - public contract: data, method, options
    design: Design,
    x: ArrayLike,
    y: ArrayLike,
    *,
    method: Literal["pearson", "spearman"] = "pearson",
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the weighted correlation with a t interval on Fisher's z scale.

    `spearman` is the correlation of weighted mid-ranks (weight below plus half the weight of the
    own value); its influence values include that the ranks are estimated.

    Raises:
        StatisticsError: x or y is the same for everybody.

    >>> found = correlation(Design(5), [1, 2, 3, 4, 5], [2, 1, 4, 3, 5], method="spearman")
    >>> round(found.estimate, 3)
    0.8
    """
    if method not in _METHODS:
        message = f"method: found {method!r}, must be one of {', '.join(_METHODS)}."
        raise StatisticsError(message)
    first, second = numbers(x, design.n, "x"), numbers(y, design.n, "y")
    inside = domain(design, where, ~np.isnan(first), ~np.isnan(second))
    value, statistic = _METHODS[method](design.weights[inside], first[inside], second[inside])
    codes = np.full(design.n, -1, dtype=np.int32)
    codes[inside] = np.arange(statistic.slopes.shape[0])
    source = Part(replace(statistic, codes=codes))
    return estimate_of(design, Point(value, source, inside, "fisher", _RANGE), confidence)


def _pearson(weights: Floats, x: Floats, y: Floats) -> tuple[float, Smooth]:
    total = float(weights.sum())
    across, along = x - weights @ x / total, y - weights @ y / total
    variances = float(weights @ across**2) / total, float(weights @ along**2) / total
    _check_spread(variances, x, y)
    across, along = across / math.sqrt(variances[0]), along / math.sqrt(variances[1])
    value = _clipped(float(weights @ (across * along)) / total)
    slopes = (across * along - value / 2 * (across**2 + along**2)) / total
    return value, _by_row(slopes, partial(_pearson_of, columns=np.stack([across, along])))


def _pearson_of(sums: Floats, columns: Floats) -> Floats:
    """Correlation of two columns under m sets of weights of their rows."""
    weights = sums[:, :, 0] / sums.sum(axis=1)
    first = weights @ columns.T
    second = weights @ np.stack([columns[0] ** 2, columns[1] ** 2, columns[0] * columns[1]], axis=1)
    spread = second[:, :2] - first**2
    joint = second[:, 2] - first[:, 0] * first[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(joint / np.sqrt(spread[:, 0] * spread[:, 1]))[:, None]


def _by_row(slopes: Floats, formula: Formula) -> Smooth:
    """A statistic for which every row is a cell of its own."""
    return Smooth(np.empty(0, dtype=np.int32), (None,), slopes.reshape(-1, 1, 1), formula)


def _spearman(weights: Floats, x: Floats, y: Floats) -> tuple[float, Smooth]:
    levels = level_codes(x), level_codes(y)
    _check_spread((1.0, 1.0), x, y)
    value, slopes = _rank_correlation(weights / weights.sum(), *levels)
    return value, _by_row(slopes / weights.sum(), partial(_spearman_of, levels=levels))


def _spearman_of(sums: Floats, levels: tuple[Codes, Codes]) -> Floats:
    """Rank correlation of two columns of levels under m sets of weights of their rows."""
    weights = sums[:, :, 0] / sums.sum(axis=1)
    return np.array([[_rank_correlation(of_rows, *levels)[0]] for of_rows in weights])


def _rank_correlation(weights: Floats, levels_x: Codes, levels_y: Codes) -> tuple[float, Floats]:
    """Influence of moments of ranks: the own product, and the change of everybody's ranks."""
    rank_x, rank_y = _centred_ranks(weights, levels_x), _centred_ranks(weights, levels_y)
    joint = float(weights @ (rank_x * rank_y))
    variance_x, variance_y = float(weights @ rank_x**2), float(weights @ rank_y**2)
    if variance_x <= 0 or variance_y <= 0:  # of a replicate in which all have one rank
        return math.nan, np.zeros_like(weights)
    scale = math.sqrt(variance_x * variance_y)
    value = _clipped(joint / scale)
    moved = (
        rank_x * rank_y + _above(weights * rank_y, levels_x) + _above(weights * rank_x, levels_y)
    )
    moved_x = rank_x**2 + 2 * _above(weights * rank_x, levels_x)
    moved_y = rank_y**2 + 2 * _above(weights * rank_y, levels_y)
    slopes = (moved - 3 * joint) / scale - value / 2 * (
        (moved_x - 3 * variance_x) / variance_x + (moved_y - 3 * variance_y) / variance_y
    )
    return value, slopes


def _centred_ranks(weights: Floats, levels: Codes) -> Floats:
    """Share below plus half the share at the own level, minus its mean of one half."""
    at = np.bincount(levels, weights=weights)
    ranks: Floats = (np.cumsum(at) - at / 2 - 0.5)[levels]
    return ranks


def _above(values: Floats, levels: Codes) -> Floats:
    """Sum of the values at levels above one's own, plus half the sum at one's own."""
    at = np.bincount(levels, weights=values)
    above: Floats = (at.sum() - np.cumsum(at) + at / 2)[levels]
    return above


def _check_spread(variances: tuple[float, float], x: Floats, y: Floats) -> None:
    for name, variance, values in zip("xy", variances, (x, y), strict=True):
        if variance <= 0 or values.min() == values.max():
            message = f"{name}: found the same value for everybody, must be at least two values."
            raise StatisticsError(message)


def _clipped(value: float) -> float:
    return min(max(value, -1.0), 1.0)


_METHODS: dict[str, Callable[[Floats, Floats, Floats], tuple[float, Smooth]]] = {
    "pearson": _pearson,
    "spearman": _spearman,
}
