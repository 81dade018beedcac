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


def outcome(found: stats.TestResult) -> list[float]:
    """R compares the second group with the first, we the first with the second."""
    if found.df_num is None:
        return [-found.statistic, float(found.df or 0), found.p_value]
    return [found.statistic, found.df_num, float(found.df or 0), found.p_value]


@pytest.mark.parametrize(
    ("name", "groups"), [("nhanes two groups", "RIAGENDR"), ("nhanes four groups", "race")]
)
def test_rank_test_agrees_with_level_totals_in_r(
    name: str, groups: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["nhanes"]
    found = stats.rank_test(designs["nhanes"], data["agecat"], data[groups])
    assert outcome(found) == pytest.approx(golden("ranks", name), rel=1e-9)


def test_rank_test_of_a_two_stage_sample_agrees_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus2"]
    # round half to even, as R does
    found = stats.rank_test(designs["clus2"], np.round(data["api00"] / 50), data["sch.wide"])
    assert outcome(found) == pytest.approx(golden("ranks", "clus2 schools"), rel=1e-9)


def test_without_ties_the_test_is_svyranktest(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apistrat"]
    first = np.zeros(200, dtype=np.bool_)
    first[np.unique(data["api00"], return_index=True)[1]] = True
    two = stats.rank_test(designs["strat"], data["api00"], data["sch.wide"], where=first)
    assert outcome(two) == pytest.approx(golden("ranks", "untied"), rel=1e-9)
    three = stats.rank_test(designs["strat"], data["api00"], data["stype"], where=first)
    chi_square, *rest = golden("ranks", "kruskal")
    assert outcome(three) == pytest.approx([chi_square / 2, *rest], rel=1e-9)


def test_superiority_agrees_with_the_unweighted_count() -> None:
    # scipy 1.17: mannwhitneyu([3, 4, 4, 5], [1, 4, 2]).statistic / 12
    found = stats.superiority(stats.Design(7), [3, 4, 4, 5, 1, 4, 2], list("aaaabbb"), "a", "b")
    assert found.estimate == pytest.approx(10 / 12)


def test_superiority_has_the_standard_error_of_brunner_and_munzel() -> None:
    # scipy 1.17: brunnermunzel(y, x).statistic is (p - 1/2) / se; its variance divides by
    # n_a - 1 and n_b - 1, which strata do, too
    x, y = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    groups = np.repeat([0, 1], [14, 11])
    design = stats.Design(25, strata=groups)
    found = stats.superiority(design, x + y, groups, 1, 0)
    assert (found.estimate - 0.5) / found.se == pytest.approx(3.1374674823029505, rel=1e-9)


def test_rank_test_estimates_the_superiority_of_the_first_group(
    designs: Designs, tables: Tables
) -> None:
    data = tables["nhanes"]
    found = stats.rank_test(designs["nhanes"], data["agecat"], data["RIAGENDR"])
    direct = stats.superiority(designs["nhanes"], data["agecat"], data["RIAGENDR"], 1, 2)
    assert found.estimate == pytest.approx(direct.estimate, rel=1e-12)
    assert np.sign(found.statistic) == np.sign(direct.estimate - 0.5)


def test_one_group_above_the_other_altogether_has_an_interval() -> None:
    found = stats.superiority(stats.Design(8), [1, 2, 3, 4, 5, 6, 7, 8], [0] * 4 + [1] * 4, 1, 0)
    assert (found.estimate, found.ci_high) == (1, 1)
    # exact binomial limit for 4 of 4, the smaller group: 0.025^(1/4) (Clopper & Pearson 1934)
    assert found.ci_low == pytest.approx(0.025 ** (1 / 4), rel=1e-9)


def test_row_order_changes_nothing(designs: Designs, tables: Tables) -> None:
    data = tables["nhanes"]
    order = np.random.default_rng(2).permutation(data["race"].size)
    shuffled = stats.Design(
        order.size,
        data["WTMEC2YR"][order],
        data["SDMVSTRA"][order],
        data["SDMVPSU"][order],
        nested=True,
    )
    here = stats.rank_test(designs["nhanes"], data["agecat"], data["RIAGENDR"])
    there = stats.rank_test(shuffled, data["agecat"][order], data["RIAGENDR"][order])
    assert outcome(there) == pytest.approx(outcome(here), rel=1e-10)


def test_a_rank_test_needs_two_groups() -> None:
    with pytest.raises(StatisticsError, match="found 1"):
        stats.rank_test(stats.Design(3), [1, 2, 3], [0, 0, 0])


def test_equal_answers_show_nothing() -> None:
    found = stats.rank_test(stats.Design(4), [5, 5, 5, 5], [0, 0, 1, 1])
    assert (found.statistic, found.p_value, found.estimate) == (0, 1, 0.5)
    three = stats.rank_test(stats.Design(6), [5] * 6, [0, 0, 1, 1, 2, 2])
    assert (three.statistic, three.p_value) == (0, 1)


def test_groups_that_answer_as_one_leave_no_doubt() -> None:
    weights = [0.3, 1.1, 2.7, 0.9, 1.3, 0.7]
    found = stats.rank_test(stats.Design(6, weights), [5, 5, 5, 1, 1, 1], [0, 0, 0, 1, 1, 1])
    assert (found.statistic, found.p_value, found.estimate) == (np.inf, 0, 1)
    with pytest.raises(StatisticsError, match="singular"):
        stats.rank_test(stats.Design(6), [5, 5, 3, 3, 1, 1], [0, 0, 1, 1, 2, 2])


def test_groups_have_a_value_a_row() -> None:
    with pytest.raises(StatisticsError, match="groups: found shape"):
        stats.superiority(stats.Design(3), [1, 2, 3], [0, 1], 0, 1)
