"""The triangle of a QR decomposition of many rows, made of a part of them at a time."""

import numpy as np

from validation.stats.arrays import Floats

_ROWS = 8192  # at a time: they stay in the processor's cache


def triangle_of(matrix: Floats, factors: Floats) -> Floats:
    """Return R of the QR decomposition of the rows times their factors (Golub & Van Loan 2013).

    >>> np.abs(triangle_of(np.array([[3.0], [4.0]]), np.ones(2)))
    array([[5.]])
    """
    triangle: Floats = np.zeros((0, matrix.shape[1]))
    for first in range(0, matrix.shape[0], _ROWS):
        rows = slice(first, first + _ROWS)
        part = np.concatenate([triangle, matrix[rows] * factors[rows, None]])
        triangle = np.asarray(np.linalg.qr(part, mode="r"))
    return triangle
