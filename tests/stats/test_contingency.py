from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError
from validation.stats.contingency import Statistic

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]

CASES = {
    "clus1": ("clus1", "apiclus1", "sch.wide", "stype"),
    "clus2": ("clus2", "apiclus2", "sch.wide", "stype"),
    "strat": ("strat", "apistrat", "awards", "yr.rnd"),
    "nhanes": ("nhanes", "nhanes", "HI_CHOL", "race"),
}
STATISTICS: list[Statistic] = ["F", "Chisq", "Wald", "adjWald"]


def outcome(found: stats.TestResult) -> list[float]:
    numbers = [found.statistic, found.df_num, found.df, found.p_value]
    return [number for number in numbers if number is not None]


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("case", CASES)
def test_chi_square_agrees_with_r(
    case: str, statistic: Statistic, designs: Designs, tables: Tables, golden: Golden
) -> None:
    design, table, rows, columns = CASES[case]
    data = tables[table]
    found = stats.chi_square(designs[design], data[rows], data[columns], statistic=statistic)
    assert outcome(found) == pytest.approx(golden("contingency", f"{case} {statistic}"), rel=1e-9)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_chi_square_of_a_domain_agrees_with_r(
    statistic: Statistic, designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus2"]
    found = stats.chi_square(
        designs["clus2"],
        data["sch.wide"],
        data["stype"],
        statistic=statistic,
        where=data["api00"] > 600,
    )
    assert outcome(found) == pytest.approx(golden("contingency", f"domain {statistic}"), rel=1e-9)


@pytest.mark.parametrize("statistic", ["F", "Chisq"])
def test_chi_square_of_a_larger_table_agrees_with_r(
    statistic: Statistic, designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["nhanes"]
    found = stats.chi_square(designs["nhanes"], data["agecat"], data["race"], statistic=statistic)
    expected = golden("contingency", f"nhanes large {statistic}")
    assert outcome(found) == pytest.approx(expected, rel=1e-9)


def test_an_unweighted_chi_square_is_pearsons() -> None:
    # scipy 1.17: chi2_contingency([[20, 10, 5], [10, 15, 20]], correction=False).statistic
    table = np.array([[20, 10, 5], [10, 15, 20]])
    rows, columns = (np.repeat(index.ravel(), table.ravel()) for index in np.indices((2, 3)))
    found = stats.chi_square(stats.Design(80), rows, columns, statistic="Chisq")
    assert found.statistic == pytest.approx(12.275132275132275, rel=1e-12)


def test_missing_codes_and_empty_levels_do_not_count() -> None:
    rng = np.random.default_rng(8)
    rows, columns = rng.integers(0, 3, 200), rng.integers(0, 2, 200)
    design = stats.Design(200, rng.uniform(1, 3, 200))
    inside = rng.random(200) < 0.7
    masked = stats.chi_square(design, np.where(inside, rows * 5, -1), columns)
    domain = stats.chi_square(design, rows, columns, where=inside)
    assert outcome(masked) == pytest.approx(outcome(domain), rel=1e-12)


def test_an_empty_cell_is_no_trouble() -> None:
    rows, columns = [0] * 20 + [1] * 20, [0] * 20 + [1, 2] * 10
    found = stats.chi_square(stats.Design(40), rows, columns)
    assert found.p_value < 1e-6
    assert np.isfinite(outcome(found)).all()


def test_one_level_is_no_table() -> None:
    with pytest.raises(StatisticsError, match="columns: found one level"):
        stats.chi_square(stats.Design(3), [0, 1, 1], [2, 2, 2])


def test_an_unknown_statistic_is_named() -> None:
    with pytest.raises(StatisticsError, match="fisher"):
        stats.chi_square(stats.Design(2), [0, 1], [0, 1], statistic="fisher")  # type: ignore[arg-type] # on purpose


def test_few_units_have_no_adjusted_wald_test() -> None:
    design = stats.Design(12, clusters=[0] * 4 + [1] * 4 + [2] * 4)
    rows, columns = [0, 1, 2, 0] * 3, [0, 1, 1, 0, 1, 0, 2, 2, 1, 2, 0, 1]
    with pytest.raises(StatisticsError, match="Choose 'F'"):
        stats.chi_square(design, rows, columns, statistic="adjWald")


def test_independent_answers_of_clusters_raise_no_more_alarms_than_planned() -> None:
    rng = np.random.default_rng(20261101)
    clusters = np.repeat(np.arange(30), 8)
    design = stats.Design(240, clusters=clusters)
    rounds, alarms = 400, 0
    for _ in range(rounds):
        lean = rng.normal(0, 0.8, 30)[clusters]
        rows = (rng.normal(lean, 1) > 0).astype(int)
        columns = rng.integers(0, 3, 240)
        alarms += stats.chi_square(design, rows, columns).p_value < 0.05
    # three binomial standard deviations
    assert 0.017 < alarms / rounds < 0.083


def test_complete_dependence_is_beyond_doubt() -> None:
    halves = [0] * 5 + [1] * 5
    # R: svychisq(~r + c, svydesign(~1, weights = ~1, data = d), statistic = "F"):
    # F = 6.4904e+32, ndf = 1, ddf = 9, p-value < 2.2e-16
    found = stats.chi_square(stats.Design(10), halves, halves)
    assert (found.statistic, found.df_num, found.df, found.p_value) == (np.inf, 1, 9, 0)
    # statistic = "Chisq": X-squared = 10, df = 1, p-value < 2.2e-16
    plain = stats.chi_square(stats.Design(10), halves, halves, statistic="Chisq")
    assert (plain.df_num, plain.df, plain.p_value) == (1, None, 0)
    assert plain.statistic == pytest.approx(10, rel=1e-12)


def test_a_table_that_the_design_fixes_at_independence_tests_nothing() -> None:
    rows, columns = [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 1, 1]
    design = stats.Design(8, strata=[0, 0, 1, 1, 2, 2, 3, 3])
    with pytest.raises(StatisticsError, match="no variance between units"):
        stats.chi_square(design, rows, columns)
