"""The quadratic form of Wald tests."""

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats


def wald_statistic(values: Floats, covariance: Floats) -> float:
    """Return values' covariance^-1 values (Wald 1943).

    Raises:
        StatisticsError: The covariance is singular: too few units, or a value without variance.

    >>> wald_statistic(np.array([2.0, 1.0]), np.diag([4.0, 1.0]))
    2.0
    """
    if np.linalg.matrix_rank(covariance, hermitian=True) < values.size:
        message = (
            f"covariance: found a singular one of {values.size} contrasts, must have full rank. "
            "There are too few sampled units, or one contrast has no variance of its own: compare "
            "fewer estimates."
        )
        raise StatisticsError(message)
    return float(values @ np.linalg.solve(covariance, values))
