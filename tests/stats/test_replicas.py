import numpy as np
import pytest

from validation import stats
from validation.stats.replicas import Replicas


def test_rows_of_a_unit_share_its_multipliers() -> None:
    multipliers = np.array([[0.0, 2.0], [2.0, 0.0]])
    replicas = Replicas(multipliers, np.array([1.0, 3.0, 5.0]), np.array([0, 0, 1]))
    assert replicas.count == 2
    assert [replicas.weights(one).tolist() for one in range(2)] == [[0, 0, 10], [2, 6, 0]]


def test_a_ratio_by_cell_multiplies_the_weights_of_its_rows() -> None:
    replicas = Replicas(np.array([[1.0], [2.0]]), None, np.array([0, 0, 1]))
    changed = replicas.times(np.array([0, 1, 1]), np.array([[10.0], [100.0]]))
    assert changed.weights(0).tolist() == [10, 100, 200]


def test_a_table_too_large_for_one_product_gives_the_same() -> None:
    rng = np.random.default_rng(6)
    strata = np.repeat(np.arange(5), 200)
    design = stats.Design(1000, rng.uniform(1, 3, 1000), strata)
    fine, group = rng.permutation(1000), rng.integers(0, 2, 1000)
    bootstrap = stats.replicates(design, count=30, seed=1)
    found = stats.superiority(bootstrap, fine, group, 1, 0)
    expected = [
        stats.superiority(stats.Design(1000, column), fine, group, 1, 0).estimate
        for column in bootstrap.replicates.T
    ]
    middle = 200 / 199 / 29
    assert found.se == pytest.approx((middle * np.var(expected) * 30) ** 0.5)
