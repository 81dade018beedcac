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
    return [found.estimate, found.se, found.df, found.ci_low, found.ci_high]


def outcome(found: stats.TestResult) -> list[float | None]:
    return [found.statistic, found.df_num, found.df, found.p_value]


def api_by_type(designs: Designs, tables: Tables) -> stats.Estimates:
    data, levels = tables["apiclus1"], ["E", "H", "M"]
    codes = np.searchsorted(levels, data["stype"])
    return stats.domain_means(designs["clus1"], data["api00"], codes, levels)


def test_difference_agrees_with_a_contrast_of_domains_in_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus1"]
    found = stats.difference(designs["clus1"], data["api00"], data["sch.wide"], "Yes", "No")
    assert numbers(found) == pytest.approx(golden("contrasts", "difference clus1"), rel=1e-9)
    # svyttest has the same estimate and standard error, and one degree of freedom less
    assert numbers(found)[:2] == pytest.approx(golden("contrasts", "difference ttest"), rel=1e-9)


def test_difference_has_the_degrees_of_freedom_of_both_groups_together(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apistrat"]
    found = stats.difference(designs["strat"], data["api00"], data["stype"], "H", "E")
    assert numbers(found) == pytest.approx(golden("contrasts", "difference strat H-E"), rel=1e-9)


def test_contrast_of_shares_agrees_with_r(designs: Designs, tables: Tables, golden: Golden) -> None:
    levels = ["E", "H", "M"]
    codes = np.searchsorted(levels, tables["apiclus2"]["stype"])
    found = stats.contrast(stats.shares(designs["clus2"], codes, levels), [1, -0.5, -0.5])
    expected = golden("contrasts", "contrast of shares")
    assert numbers(found)[:2] == pytest.approx(expected, rel=1e-9)


def test_combined_estimates_have_their_joint_covariance(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    design, data = designs["clus2"], tables["apiclus2"]
    columns = ("api00", "api99", "meals")
    joint = stats.combine([stats.mean(design, data[name]) for name in columns], design)
    assert joint.covariance == pytest.approx(golden("means", "covariance clus2"), rel=1e-9)
    change = stats.contrast(joint, [1, -1, 0])
    expected = golden("contrasts", "before and after")
    assert numbers(change)[:2] == pytest.approx(expected, rel=1e-9)


def test_contrast_of_domains_is_their_difference(designs: Designs, tables: Tables) -> None:
    data = tables["apiclus1"]
    found = stats.contrast(api_by_type(designs, tables), [-1, 1, 0])
    direct = stats.difference(designs["clus1"], data["api00"], data["stype"], "H", "E")
    assert numbers(found) == pytest.approx(numbers(direct), rel=1e-12)
    assert [found.n, found.deff] == pytest.approx([direct.n, direct.deff], rel=1e-12)


def test_adjusted_wald_test_of_equal_means_agrees_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    found = stats.wald(api_by_type(designs, tables))
    assert outcome(found) == pytest.approx(golden("contrasts", "wald equal"), rel=1e-9)
    # regTermTest does not adjust: F (d - q + 1) / d with d = 14, q = 2 is ours
    unadjusted = golden("contrasts", "wald equal regression")
    assert found.statistic == pytest.approx(unadjusted * 13 / 14, rel=1e-9)


def test_adjusted_wald_test_of_zero_agrees_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    design, data = designs["clus1"], tables["apiclus1"]
    gain = stats.mean(design, data["api00"] - data["api99"] - 30)
    meals = stats.mean(design, data["meals"] - 50)
    found = stats.wald(stats.combine([gain, meals], design), null="zero")
    assert outcome(found) == pytest.approx(golden("contrasts", "wald zero"), rel=1e-9)


def test_two_one_sided_tests_agree_with_r(designs: Designs, tables: Tables, golden: Golden) -> None:
    data = tables["apiclus1"]
    found = stats.difference(designs["clus1"], data["api00"], data["sch.wide"], "Yes", "No")
    p_value = stats.equivalence(found, -30, 150).p_value
    assert p_value == pytest.approx(golden("contrasts", "equivalence"), rel=1e-9)


@pytest.mark.parametrize("margin", [0.2, 0.4, 0.6, 0.8, 1.0])
def test_equivalence_is_shown_when_the_wider_interval_lies_inside(margin: float) -> None:
    rng = np.random.default_rng(1)
    found = stats.mean(stats.Design(30), rng.normal(0.1, 1.5, 30), confidence=0.90)
    inside = -margin < found.ci_low and found.ci_high < margin
    assert (stats.equivalence(found, -margin, margin).p_value < 0.05) == inside


def test_too_few_units_for_a_wald_test_are_said() -> None:
    groups = stats.domain_means(
        stats.Design(12, clusters=np.repeat([0, 1, 2], 4)),
        [1, 3, 2, 5, 4, 6, 2, 7, 3, 3, 8, 1],
        [0, 1, 2, 3] * 3,
        ["a", "b", "c", "d"],
    )
    with pytest.raises(StatisticsError, match="degrees of freedom"):
        stats.wald(groups)


def test_estimates_of_another_design_do_not_combine() -> None:
    other = stats.mean(stats.Design(3), [1, 2, 3])
    with pytest.raises(StatisticsError, match="another design"):
        stats.combine([other], stats.Design(4))


def test_estimates_and_levels_are_as_many() -> None:
    design = stats.Design(3)
    with pytest.raises(StatisticsError, match="1 for 2 levels"):
        stats.combine([stats.mean(design, [1, 2, 3])], design, levels=["a", "b"])


def test_a_contrast_needs_a_coefficient_for_every_level() -> None:
    parts = stats.shares(stats.Design(3), [0, 1, 1], ["a", "b"])
    with pytest.raises(StatisticsError, match="one a level"):
        stats.contrast(parts, [1])


def test_equivalence_needs_a_margin() -> None:
    with pytest.raises(StatisticsError, match="must be below high"):
        stats.equivalence(stats.mean(stats.Design(3), [1, 2, 3]), 1, 1)


def test_groups_have_a_value_a_row() -> None:
    with pytest.raises(StatisticsError, match="groups: found shape"):
        stats.difference(stats.Design(3), [1, 2, 3], [0, 1], 0, 1)
