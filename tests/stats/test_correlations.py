from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]


def numbers(found: stats.Estimate) -> list[float]:
    return [found.estimate, found.se, found.ci_low, found.ci_high]


@pytest.mark.parametrize(
    ("name", "design", "table", "x", "y", "where"),
    [
        ("pearson strat", "strat", "apistrat", "api00", "meals", None),
        ("pearson clus2", "clus2", "apiclus2", "api00", "ell", None),
        ("pearson domain", "clus1", "apiclus1", "api00", "ell", "E"),
    ],
)
def test_pearson_agrees_with_a_function_of_means_in_r(  # noqa: PLR0913, PLR0917 - fixtures and one case
    name: str, design: str, table: str, x: str, y: str, where: str | None,
    designs: Designs, tables: Tables, golden: Golden,
) -> None:  # fmt: skip
    data = tables[table]
    inside = None if where is None else data["stype"] == where
    found = stats.correlation(designs[design], data[x], data[y], where=inside)
    assert numbers(found) == pytest.approx(golden("correlation", name), rel=1e-9)


def test_spearman_without_weights_agrees_with_r(tables: Tables, golden: Golden) -> None:
    data = tables["apisrs"]
    found = stats.correlation(stats.Design(200), data["api00"], data["ell"], method="spearman")
    assert found.estimate == pytest.approx(golden("correlation", "spearman srs"), rel=1e-12)


@pytest.mark.parametrize("levels", [3, 7, 10_000])
def test_spearman_standard_error_agrees_with_the_jackknife(levels: int) -> None:
    rng = np.random.default_rng(levels)
    n = 150
    x = rng.integers(0, levels, n)
    y = (x + rng.integers(0, levels, n)) // 2
    weights = rng.uniform(0.5, 2, n)
    found = stats.correlation(stats.Design(n, weights), x, y, method="spearman")
    left_out = []
    for at in range(n):
        rest = np.arange(n) != at
        part = stats.Design(n - 1, weights[rest])
        left_out.append(stats.correlation(part, x[rest], y[rest], method="spearman").estimate)
    jackknife = np.sqrt((n - 1) / n * np.sum((np.array(left_out) - np.mean(left_out)) ** 2))
    assert found.se == pytest.approx(jackknife, rel=0.03)


def test_spearman_of_independent_untied_columns_has_the_known_variance() -> None:
    # Kendall & Gibbons (1990): variance 1 / (n - 1) under independence
    rng = np.random.default_rng(3)
    n = 20_000
    found = stats.correlation(stats.Design(n), rng.random(n), rng.random(n), method="spearman")
    assert found.se * np.sqrt(n - 1) == pytest.approx(1, rel=0.02)


def test_a_perfect_correlation_has_no_interval_to_speak_of() -> None:
    x = np.arange(20.0)
    found = stats.correlation(stats.Design(20), x, 3 - 2 * x)
    assert (found.estimate, found.ci_low, found.ci_high) == pytest.approx((-1, -1, -1))


def test_one_value_has_no_correlation() -> None:
    with pytest.raises(StatisticsError, match="y: found the same value"):
        stats.correlation(stats.Design(3), [1, 2, 3], [0.1, 0.1, 0.1])


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(StatisticsError, match="kendall"):
        stats.correlation(stats.Design(2), [1, 2], [1, 2], method="kendall")  # type: ignore[arg-type] # on purpose
