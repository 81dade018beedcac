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
    return [found.estimate, found.ci_low, found.ci_high, found.se]


@pytest.mark.parametrize("q", [0.25, 0.5, 0.9])
@pytest.mark.parametrize(
    ("design", "table", "column"),
    [
        ("strat", "apistrat", "api00"),
        ("clus1", "apiclus1", "api00"),
        ("clus2", "apiclus2", "api99"),
        ("nhanes", "nhanes", "agecat"),
    ],
)
def test_quantile_agrees_with_r(  # noqa: PLR0913, PLR0917 - fixtures and one case
    design: str, table: str, column: str, q: float, designs: Designs, tables: Tables, golden: Golden
) -> None:
    found = stats.quantile(designs[design], tables[table][column], q)
    assert numbers(found) == pytest.approx(golden("quantiles", f"{design} {q}"), rel=1e-9)


def test_median_of_a_domain_agrees_with_r(designs: Designs, tables: Tables, golden: Golden) -> None:
    data = tables["apiclus2"]
    inside = data["sch.wide"] == "No"
    found = stats.quantile(designs["clus2"], data["api00"], 0.5, where=inside)
    assert numbers(found) == pytest.approx(golden("quantiles", "domain 0.5"), rel=1e-9)


def test_a_limit_beyond_the_answers_is_open() -> None:
    found = stats.quantile(stats.Design(5), [1, 2, 3, 4, 5], 0.9)
    assert (found.estimate, found.ci_high) == (5, 5)
    low = stats.quantile(stats.Design(5), [1, 2, 3, 4, 5], 0.1)
    assert (low.estimate, low.ci_low) == (1, -np.inf)


def test_the_median_of_one_value_is_that_value() -> None:
    found = stats.quantile(stats.Design(20), np.full(20, 4), 0.5)
    assert numbers(found) == [4, 4, 4, 0]


def test_a_percentage_is_no_share() -> None:
    with pytest.raises(StatisticsError, match="q: found 50"):
        stats.quantile(stats.Design(2), [1, 2], 50)


@pytest.mark.parametrize(
    ("n", "weight", "q", "expected"),
    [(10**6, 0.1, 0.5, 500_000), (100_000, 1 / 3, 0.9, 90_000), (10**6, 1 / 3, 0.7, 700_000)],
)
def test_a_tie_of_a_million_answers_is_still_a_tie(
    n: int, weight: float, q: float, expected: int
) -> None:
    # of 1 to n with equal weights, exactly the share q lies at or below q n
    y = np.arange(1.0, n + 1)
    assert stats.quantile(stats.Design(n, np.full(n, weight)), y, q).estimate == expected


def test_the_quantile_at_a_share_that_a_margin_fixes_is_known() -> None:
    design = stats.Design(7, [1, 2, 1, 1.5, 1, 1, 3]).calibrated(
        [[0, 0, 0, 1, 1, 1, 1]], [{0: 0.3, 1: 0.7}]
    )
    found = stats.quantile(design, [1, 1, 1, 2, 3, 4, 5], 0.3)
    assert (found.estimate, found.se, found.ci_low, found.ci_high) == (1, 0, 1, 1)
