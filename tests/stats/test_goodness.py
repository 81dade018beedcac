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


@pytest.mark.parametrize(
    ("case", "shares"),
    [
        ("clus1", {"E": 0.75, "H": 0.1, "M": 0.15}),
        ("clus2", {"H": 0.25, "M": 0.25, "E": 0.5}),
        ("nhanes", {1: 0.2, 2: 0.4, 3: 0.3, 4: 0.1}),
    ],
)
def test_goodness_of_fit_agrees_with_r(
    case: str, shares: dict[Any, float], designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["nhanes"]["race"] if case == "nhanes" else tables[f"api{case}"]["stype"]
    second = stats.goodness_of_fit(designs[case], data, shares)
    first = stats.goodness_of_fit(designs[case], data, shares, statistic="Chisq")
    found = [first.statistic, first.df_num, first.p_value]
    found += [second.statistic, second.df, second.p_value]
    assert found == pytest.approx(golden("contingency", f"fit {case}"), rel=1e-9)


def test_a_level_without_a_claimed_share_is_named() -> None:
    with pytest.raises(StatisticsError, match="'c'"):
        stats.goodness_of_fit(stats.Design(3), ["a", "b", "c"], {"a": 0.5, "b": 0.5})
    with pytest.raises(StatisticsError, match="not above 0"):
        stats.goodness_of_fit(stats.Design(2), ["a", "b"], {"a": 0, "b": 1})


def test_goodness_of_fit_looks_at_a_domain_and_skips_missing_codes() -> None:
    rng = np.random.default_rng(3)
    codes, inside = rng.integers(0, 3, 200), rng.random(200) < 0.6
    design = stats.Design(200, rng.uniform(1, 3, 200), np.arange(200) % 5)
    claimed = {0: 0.5, 1: 0.3, 2: 0.2}
    masked = stats.goodness_of_fit(design, np.where(inside, codes, -1), claimed)
    assert masked == stats.goodness_of_fit(design, codes, claimed, where=inside)


def test_without_weights_the_statistic_is_pearsons() -> None:
    # scipy 1.17, chisquare([30, 50, 20], [40, 40, 20]).statistic
    codes = np.repeat([0, 1, 2], [30, 50, 20])
    claimed = {0: 0.4, 1: 0.4, 2: 0.2}
    found = stats.goodness_of_fit(stats.Design(100), codes, claimed, statistic="Chisq")
    assert found.statistic == pytest.approx(5.0, rel=1e-12)


def test_an_unknown_statistic_is_named() -> None:
    with pytest.raises(StatisticsError, match="Wald"):
        stats.goodness_of_fit(stats.Design(2), [0, 1], {0: 1, 1: 1}, statistic="Wald")  # type: ignore[arg-type] # on purpose


def test_the_same_answer_of_everybody_has_no_test() -> None:
    # thirty of thirty are no surprise where 95 % are expected, though no variance is seen
    with pytest.raises(StatisticsError, match="the same answer of everybody"):
        stats.goodness_of_fit(stats.Design(30), [0] * 30, {0: 0.95, 1: 0.05})


def test_a_whole_population_fits_or_does_not() -> None:
    census = stats.Design(4, population=[4] * 4)
    # nothing is left to chance: three of four are not nine of ten (R's svygofchisq says NaN)
    assert stats.goodness_of_fit(census, [0, 0, 0, 1], {0: 0.9, 1: 0.1}).p_value == 0
    with pytest.raises(StatisticsError, match="no variance between units"):
        stats.goodness_of_fit(census, [0, 0, 0, 1], {0: 0.75, 1: 0.25})
