from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Tables = dict[str, dict[str, NDArray[Any]]]
Designs = dict[str, stats.Design]
Golden = Callable[[str, str], Any]

FILES = {"strat": "apistrat", "clus1": "apiclus1", "clus2": "apiclus2"}


@pytest.mark.parametrize("name", FILES)
def test_importance_agrees_with_all_orders_of_the_drivers_in_r(
    name: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    table = tables[FILES[name]]
    drivers = {key: table[key] for key in ("ell", "meals", "api.stu")}
    fitted = stats.regression(designs[name], table["api00"], drivers)
    found = fitted.importance()
    expected = golden("models", f"importance {name}")
    assert found.estimate == pytest.approx(expected[:, 0], rel=1e-9)
    # R has the derivatives by the weights from differences
    assert found.se == pytest.approx(expected[:, 1], rel=1e-7)
    assert found.estimate.sum() == pytest.approx(fitted.r_squared, rel=1e-12)


def test_the_levels_of_a_driver_enter_together(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    table = tables["apistrat"]
    drivers = {key: table[key] for key in ("ell", "meals", "stype")}
    found = stats.regression(designs["strat"], table["api00"], drivers).importance()
    expected = golden("models", "importance groups")
    assert found.levels == ("ell", "meals", "stype")
    assert found.estimate == pytest.approx(expected[:, 0], rel=1e-9)
    assert found.se == pytest.approx(expected[:, 1], rel=1e-7)


def test_uncorrelated_drivers_share_as_their_squared_correlations() -> None:
    # a balanced 2 x 2 x 2 table: shares are the squared correlations, whatever the order
    a, b, c = (np.tile(np.repeat([0.0, 1.0], 4 // 2**at), 2**at) for at in range(3))
    y = 3 * a + 2 * b + c + np.array([0.5, -0.5, -0.5, 0.5, 0, 0, 0, 0])
    drivers = {"a": a, "b": b, "c": c}
    found = stats.regression(stats.Design(8), y, drivers).importance()
    expected = [np.corrcoef(column, y)[0, 1] ** 2 for column in drivers.values()]
    assert found.estimate == pytest.approx(expected, rel=1e-12)


def test_twins_share_alike() -> None:
    rng = np.random.default_rng(7)
    common = rng.normal(size=300)
    first, second = common + rng.normal(size=300), common + rng.normal(size=300)
    y = np.concatenate([first + second, second + first])
    drivers = {
        "first": np.concatenate([first, second]),
        "second": np.concatenate([second, first]),
    }
    noise = rng.normal(size=300)
    found = stats.regression(stats.Design(600), y + np.tile(noise, 2), drivers).importance()
    assert found["first"].estimate == pytest.approx(found["second"].estimate, rel=1e-12)


def test_twelve_drivers_are_shared_exactly_and_thirteen_refused() -> None:
    rng = np.random.default_rng(3)
    columns = rng.normal(size=(100, 13)) + rng.normal(size=(100, 1))
    y = columns.sum(axis=1) + rng.normal(size=100)
    fitted = stats.regression(stats.Design(100), y, columns[:, :12])
    assert fitted.importance().estimate.sum() == pytest.approx(fitted.r_squared, rel=1e-12)
    with pytest.raises(StatisticsError, match="found 13 drivers, must be 12 at most"):
        stats.regression(stats.Design(100), y, columns).importance()


def test_importance_is_of_a_linear_regression() -> None:
    fitted = stats.regression(
        stats.Design(6), [0, 1, 0, 1, 1, 0], {"a": [1, 2, 3, 4, 5, 6]}, family="logistic"
    )
    with pytest.raises(StatisticsError, match="importance: found a logistic regression"):
        fitted.importance()
