from collections.abc import Callable
from typing import Any

import pytest

from validation import stats
from validation.claims import Asked, UnansweredError
from validation.claims.ordinal import OrdinalClaim
from validation.claims.quantities import SCORES, LevelOf
from validation.claims.two_groups import (
    Compare,
    Group,
    check_pair,
    measure_gap,
    spread_between,
)

Make = Callable[..., Any]
AGES = ("young", "middle", "old")
ASKED = {"age": Asked("age", "bands", AGES)}
OLD, REST = Group("higher", "age", ("old",)), Group("lower", "age", ("young", "middle"))


def test_a_group_is_those_with_one_of_its_levels(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"age": chosen(["old", "young", None, "middle"], AGES)})
    assert OLD.inside(frame, everybody(frame)).tolist() == [True, False, False, False]
    assert REST.inside(frame, everybody(frame)).tolist() == [False, True, False, True]
    assert REST.name == "age young, middle"


def test_the_gap_is_the_contrast_with_its_groups(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    ratings, ages = [9, 8, 7, 3, 5, 4], ["old"] * 3 + ["young", "young", "middle"]
    frame = framed({"q": rated(ratings), "age": chosen(ages, AGES)}, [1.0, 2, 3, 1, 2, 3])
    gap = measure_gap((OLD, REST), Compare(LevelOf(), frame, "q"), everybody(frame), 0.9)
    groups = [1, 1, 1, 0, 0, 0]
    plain = stats.difference(frame.design, ratings, groups, 1, 0, confidence=0.9)
    assert gap.found.estimate.estimate == pytest.approx(plain.estimate)
    ends = (gap.found.estimate.ci_low, gap.found.estimate.ci_high)
    assert ends == pytest.approx((plain.ci_low, plain.ci_high))
    assert [(group.name, group.n) for group in gap.groups] == [("age old", 3), (REST.name, 3)]
    assert gap.effect_size is not None
    assert gap.effect_size.name == "cohen_d"


def test_a_group_that_answers_alike_may_hold_others(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    ratings = [10] * 30 + [7, 8, 6, 9, 7, 8, 5, 7, 8, 9]
    frame = framed({"q": rated(ratings), "age": chosen(["old"] * 30 + ["young"] * 10, AGES)})
    gap = measure_gap((OLD, REST), Compare(LevelOf(), frame, "q"), everybody(frame), 0.95)
    # Zou & Donner (2008): h <- qt(.975, 9) * SE(svymean(~x, subset(d, age != "old"))) in R, then
    # 2.6 - sqrt((9 - 9 * .025^(1/30))^2 + h^2)
    assert gap.found.estimate.ci_low == pytest.approx(1.2434744117, rel=1e-9)
    assert gap.found.sides(1.2434744117)[1] == pytest.approx(0.025)
    assert gap.effect_size is not None
    assert gap.effect_size.ci_low < gap.effect_size.value / 2


def test_the_gap_of_shares_has_their_angles_as_its_effect(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    ratings, ages = [9, 10, 9, 3] * 10 + [9, 3, 3, 3] * 10, ["old"] * 40 + ["young"] * 40
    frame = framed({"q": rated(ratings), "age": chosen(ages, AGES)})
    compare = Compare(SCORES["top_two"], frame, "q")
    effect = measure_gap((OLD, REST), compare, everybody(frame), 0.95).effect_size
    assert effect is not None
    # statsmodels: proportion_effectsize(0.75, 0.25)
    assert effect.name == "cohen_h"
    assert effect.value == pytest.approx(1.0471975511965976)


def test_a_group_of_nobody_is_named(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"q": rated([9, 8]), "age": chosen(["old", "old"], AGES)})
    with pytest.raises(UnansweredError, match="age young, middle"):
        measure_gap((OLD, REST), Compare(LevelOf(), frame, "q"), everybody(frame), 0.95)


def test_levels_that_are_absent_or_in_both_groups_are_told() -> None:
    ancient = Group("higher", "age", ("ancient",))
    (absent,) = check_pair((ancient, REST), ASKED)
    assert str(absent) == "higher: found 'ancient', must be a level of age: young, middle, old."
    young = Group("higher", "age", ("young",))
    (both,) = check_pair((young, REST), ASKED)
    assert both.must == "another group than `higher`"


def test_a_difference_spreads_by_the_sizes_of_its_groups() -> None:
    # of three equally frequent levels, one and two: sqrt(3 / 1 + 3 / 2)
    assert spread_between((OLD, REST), ASKED) == pytest.approx(4.5**0.5)


def test_the_higher_group_comes_before_the_lower() -> None:
    claim = OrdinalClaim(kind="ordinal", segment="age", higher=("old",), lower=("young", "middle"))
    assert claim.pair() == (OLD, REST)
