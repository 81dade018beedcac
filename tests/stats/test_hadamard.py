import numpy as np
import pytest

from validation.stats.hadamard import hadamard


@pytest.mark.parametrize("least", range(1, 70))
def test_rows_are_orthogonal_and_the_first_is_all_one(least: int) -> None:
    matrix = hadamard(least).astype(int)
    order = matrix.shape[0]
    assert order >= least
    assert (matrix[0] == 1).all()
    assert np.array_equal(matrix @ matrix.T, order * np.eye(order, dtype=int))


@pytest.mark.parametrize(
    ("least", "order"), [(5, 8), (9, 12), (17, 20), (21, 24), (25, 32), (41, 44)]
)
def test_the_order_is_little_above_what_is_needed(least: int, order: int) -> None:
    # Sylvester's and Paley's first construction; order 28 needs Paley's second one
    assert hadamard(least).shape == (order, order)
