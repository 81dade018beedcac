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
