import numpy as np
import pytest

from validation.stats.triangles import triangle_of


def test_the_triangle_of_many_parts_has_the_products_of_all_rows() -> None:
    rng = np.random.default_rng(5)
    matrix, factors = rng.normal(3, 1, (20_000, 3)), rng.uniform(0.5, 2, 20_000)
    found = triangle_of(matrix, factors)
    rows = matrix * factors[:, None]
    assert found.T @ found == pytest.approx(rows.T @ rows, rel=1e-12)
    assert np.tril(found, -1) == pytest.approx(0)


def test_a_column_that_repeats_another_has_nothing_of_its_own() -> None:
    column = np.arange(10_000.0)
    found = triangle_of(np.column_stack([column, 2 * column]), np.ones(10_000))
    assert abs(found[1, 1]) < 1e-9 * abs(found[0, 1])
