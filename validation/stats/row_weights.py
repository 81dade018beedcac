"""The weights of the rows of a design: given, or from the sizes of the population."""

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, floats
from validation.stats.stages import Layout


def inverse_of(layout: Layout, fraction: Floats) -> Floats:
    """Return N/n of every row where the population is known, else 1.

    Raises:
        StatisticsError: the population is known at some stages only.
    """
    if not layout.population:
        return np.ones(layout.n)
    if not fraction.all():
        message = (
            "weights: found none, and no population size at some stage, must be one of the two. "
            "Give the weights."
        )
        raise StatisticsError(message)
    return 1.0 / fraction


def row_weights(given: ArrayLike, n: int) -> Floats:
    """Return the given weights as a column that nobody can change.

    Raises:
        StatisticsError: a weight below 0 or no number, or none above 0.
    """
    weights = floats(given, n, "weights").copy()
    bad = np.flatnonzero(~(np.isfinite(weights) & (weights >= 0)))
    if bad.size:
        message = f"weights: row {bad[0]}: found {weights[bad[0]]}, must be 0 or more."
        raise StatisticsError(message)
    if not weights.any():
        message = "weights: found no row with a weight above 0, must be one at least."
        raise StatisticsError(message)
    return frozen(weights)


def frozen(weights: Floats) -> Floats:
    """Return the same array, which can no longer be written to."""
    weights.flags.writeable = False
    return weights
