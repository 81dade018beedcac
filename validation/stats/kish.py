"""What unequal weights cost: Kish's design effect and effective sample size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats


@dataclass(frozen=True, slots=True)
class WeightLoss:
    """Design effect and effective number of answers that weighting leaves."""

    n: int
    deff: float
    n_effective: float


def kish(weights: ArrayLike) -> WeightLoss:
    """Return design effect and effective n from the weights alone (Kish 1965, 1992).

    Rows with weight 0 do not count.

    >>> kish([1, 1, 2, 2])
    WeightLoss(n=4, deff=1.1111111111111112, n_effective=3.6)
    """
    column: Floats = np.asarray(weights, dtype=np.float64)
    n, squares = int(np.count_nonzero(column)), float(column @ column)
    if squares == 0:
        message = "weights: found no weight above 0, must be one at least."
        raise StatisticsError(message)
    n_effective = float(column.sum()) ** 2 / squares
    return WeightLoss(n, n / n_effective, n_effective)
