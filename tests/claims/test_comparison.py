from collections.abc import Callable
from typing import Any

import pytest
from scipy import stats as scipy_stats

from validation.claims import Asked
from validation.claims.comparison import ComparisonClaim

Make = Callable[..., Any]
BEFORE = [9, 8, 9, 7, 8, 9, 10, 8, 7, 9] * 4
AFTER = [7, 8, 7, 7, 6, 9, 8, 8, 5, 8] * 4
TEN = {
    name: Asked(name, "rating", tuple(map(str, range(1, 11))), 1, 10)
    for name in ("expected", "met")
}


def claim(**given: object) -> ComparisonClaim:
    usual = {"kind": "comparison", "higher": "expected", "lower": "met"}
    return ComparisonClaim.model_validate(usual | given)


def test_it_is_the_paired_t_test(rated: Make, framed: Make, everybody: Make) -> None:
    frame = framed({"expected": rated(BEFORE), "met": rated(AFTER)})
    found = claim().outcome(frame, everybody(frame), 0.95)
    test = scipy_stats.ttest_rel(BEFORE, AFTER)
    assert found.estimate.estimate == pytest.approx(1.1)
    assert found.p_support == pytest.approx(test.pvalue)
    interval = test.confidence_interval(0.95)
    assert (found.estimate.ci_low, found.estimate.ci_high) == pytest.approx(tuple(interval))


def test_only_who_rated_both_counts(rated: Make, framed: Make, everybody: Make) -> None:
    frame = framed({"expected": rated([9, 8, None, 7]), "met": rated([8, 8, 5, None])})
    found = claim().outcome(frame, everybody(frame), 0.95)
    assert (found.estimate.estimate, found.estimate.n) == (0.5, 2)
    assert [(group.name, group.n) for group in found.groups] == [("both", 2)]


def test_a_margin_moves_the_bound(rated: Make, framed: Make, everybody: Make) -> None:
    frame = framed({"expected": rated(BEFORE), "met": rated(AFTER)})
    found = claim(by=2).outcome(frame, everybody(frame), 0.95)
    # scipy: the interval is 0.81 to 1.39
    assert found.p_refute < 0.05 < found.p_support


def test_equal_differences_are_bounded_by_what_the_scale_allows(
    rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"expected": rated([8, 9] * 20), "met": rated([7, 8] * 20)})
    found = claim().outcome(frame, everybody(frame), 0.95)
    least = 0.025 ** (1 / 40)
    assert found.estimate.ci_low == pytest.approx(least * 1 - (1 - least) * 9)
    # the mean difference is 0 where s differ by 1 and the others by -9: s = 0.9
    assert found.p_support == pytest.approx(2 * 0.9**40)


def test_the_same_item_and_other_scales_are_told() -> None:
    five = Asked("met", "rating", tuple("12345"), 1, 5)
    (problem,) = claim().problems(TEN | {"met": five})
    assert str(problem) == (
        "lower: found met on 1 to 5, expected on 1 to 10, must be two items on the same scale."
    )
    (same,) = claim(lower="expected").problems(TEN)
    assert same.must == "another item than `higher`"


def test_a_difference_larger_than_the_scale_is_told() -> None:
    (problem,) = claim(by=12).problems(TEN)
    assert (problem.where, problem.must) == ("by", "within what it can be, -9 to 9")
