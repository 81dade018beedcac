"""The rank of replicate weights, on which their degrees of freedom rest."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.stats.arrays import Codes

_NOTHING = 1e-8  # of a replicate's squared length: what rounding leaves of a rest that is none
_ENOUGH = 4  # units a replicate that usually show the rank of all


def replicate_rank(multipliers: NDArray[Any], units: Codes) -> int:
    """Return the rank of the (units, R) multipliers, of the given units only.

    >>> replicate_rank(np.array([[0, 2, 2], [2, 0, 2], [2, 2, 0]]), np.array([0, 1]))
    2
    """
    most = min(multipliers.shape[1], units.size)
    some = units[np.linspace(0, units.size - 1, min(_ENOUGH * most, units.size)).astype(np.intp)]
    # a few units that have full rank already settle it
    rank = _rank(multipliers[some])
    return rank if rank == most or some.size == units.size else _rank(multipliers[units])


def _rank(multipliers: NDArray[Any]) -> int:
    rows = multipliers.astype(np.float64)
    lengths = np.sqrt((rows * rows).sum(axis=0))
    rows = rows[:, lengths > 0] / lengths[lengths > 0]
    products = rows @ rows.T if rows.shape[0] < rows.shape[1] else rows.T @ rows
    return int((np.linalg.eigvalsh(products) > _NOTHING).sum()) if rows.size else 0
