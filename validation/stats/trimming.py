"""Weights cut at bounds."""

import math

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, floats


def trim(weights: ArrayLike, *, low: float = 0.0, high: float = math.inf) -> Floats:
    """Return the weights cut at the bounds, what is cut off spread evenly over the others.

    The sum stays the same (Potter 1990; R: trimWeights). A weight that was inside may leave the
    bounds by its part of what was cut off: trim again, until none does.

    Raises:
        StatisticsError: Bounds in the wrong order, or no weight inside them.

    >>> trim([1, 2, 9], high=6)
    array([2.5, 3.5, 6. ])
    """
    column = floats(weights, np.asarray(weights).size, "weights")
    if not low < high:
        message = f"low: found {low:g}, must be below high ({high:g})."
        raise StatisticsError(message)
    outside = (column < low) | (column > high)
    if not outside.any():
        return column.copy()
    if outside.all():
        message = f"weights: found none from {low:g} to {high:g}, must be some. Widen the bounds."
        raise StatisticsError(message)
    cut = np.clip(column, low, high)
    cut[~outside] += (column - cut).sum() / np.count_nonzero(~outside)
    return cut
