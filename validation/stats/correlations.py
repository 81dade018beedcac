"""Linear and rank correlation."""

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, level_codes, numbers
from validation.stats.design import Design
from validation.stats.estimation import Point, domain, estimate_of
from validation.stats.results import Estimate

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
    weights = design.weights[inside] / design.weights[inside].sum()
    value, slopes = _METHODS[method](weights, first[inside], second[inside])
    point = Point(value, _spread(weights * slopes, inside), inside, "fisher", _RANGE)
    return estimate_of(design, point, confidence)


def _pearson(weights: Floats, x: Floats, y: Floats) -> tuple[float, Floats]:
    across, along = x - weights @ x, y - weights @ y
    variance_x, variance_y = float(weights @ across**2), float(weights @ along**2)
    _check_spread(variance_x, variance_y, x, y)
    across, along = across / math.sqrt(variance_x), along / math.sqrt(variance_y)
    value = _clipped(float(weights @ (across * along)))
    return value, across * along - value / 2 * (across**2 + along**2)


def _spearman(weights: Floats, x: Floats, y: Floats) -> tuple[float, Floats]:
    """Influence of moments of ranks: the own product, and the change of everybody's ranks."""
    levels_x, levels_y = level_codes(x), level_codes(y)
    rank_x, rank_y = _centred_ranks(weights, levels_x), _centred_ranks(weights, levels_y)
    joint = float(weights @ (rank_x * rank_y))
    variance_x, variance_y = float(weights @ rank_x**2), float(weights @ rank_y**2)
    _check_spread(variance_x, variance_y, x, y)
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


def _spread(values: Floats, inside: Mask) -> Floats:
    influence = np.zeros(inside.size)
    influence[inside] = values
    return influence


def _check_spread(variance_x: float, variance_y: float, x: Floats, y: Floats) -> None:
    for name, variance, values in (("x", variance_x, x), ("y", variance_y, y)):
        if variance <= 0 or values.min() == values.max():
            message = f"{name}: found the same value for everybody, must be at least two values."
            raise StatisticsError(message)


def _clipped(value: float) -> float:
    return min(max(value, -1.0), 1.0)


_METHODS: dict[str, Callable[[Floats, Floats, Floats], tuple[float, Floats]]] = {
    "pearson": _pearson,
    "spearman": _spearman,
}
