from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from statsmodels.stats.weightstats import ttost_ind

from validation.claims import Asked, UnansweredError
from validation.claims.equivalence import EquivalenceClaim

Make = Callable[..., Any]
AGES = ("young", "old")
TEN = Asked("caring", "rating", tuple(map(str, range(1, 11))), 1, 10)
ASKED = {"caring": TEN, "age": Asked("age", "bands", AGES)}
OLD, YOUNG = [7, 8, 6, 9, 5, 8, 7, 6, 9, 8], [4, 5, 6, 5, 7, 4, 6, 5, 3, 6, 5, 8]


def claim(**given: object) -> EquivalenceClaim:
    usual = {"kind": "equivalence", "item": "caring", "segment": "age"}
    return EquivalenceClaim.model_validate(
        usual | {"groups": ["old", "young"], "within": 1} | given
    )


@pytest.fixture
def split(rated: Make, chosen: Make, framed: Make) -> Make:
    def make(old: list[int], young: list[int], weights: list[float] | None = None) -> Any:  # noqa: ANN401 (a frame)
        ages = chosen(["old"] * len(old) + ["young"] * len(young), AGES)
        return framed({"caring": rated(old + young), "age": ages}, weights)

    return make


def test_the_interval_at_twice_alpha_decides(split: Make, everybody: Make) -> None:
    frame = split(OLD, YOUNG, [1.0, 2.0] * 11)
    found = claim(within=4).outcome(frame, everybody(frame), 0.95)
    # tests/golden/examples/methods.R: s <- sameness(difference_of(y, g, design, all), 4)
    assert found.estimate.estimate == pytest.approx(2.07777777777777839)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx((1.11835368964162640, 3.03720186591393038), rel=1e-9)
    assert found.estimate.confidence == pytest.approx(0.9)
    # s$support, s$refute
    assert found.p_support == pytest.approx(0.00120642547456206, rel=1e-8)
    assert found.p_refute == 1


def test_it_is_refuted_two_sided_where_the_difference_lies_outside(
    split: Make, everybody: Make
) -> None:
    frame = split(OLD, YOUNG, [1.0, 2.0] * 11)
    found = claim(within=1).outcome(frame, everybody(frame), 0.95)
    # R: sameness(..., 1)$support, $refute
    assert found.p_support == pytest.approx(0.9665841336083976, rel=1e-9)
    assert found.p_refute == pytest.approx(0.0668317327832049, rel=1e-8)


def test_without_weights_it_is_close_to_statsmodels(split: Make, everybody: Make) -> None:
    old, young = OLD * 30, [8, 7, 6, 9, 7, 6] * 50
    frame = split(old, young)
    found = claim(within=0.35).outcome(frame, everybody(frame), 0.95)
    p_value = ttost_ind(old, young, -0.35, 0.35, usevar="unequal")[0]
    assert found.p_support == pytest.approx(p_value, rel=0.02)


def test_no_difference_found_is_not_sameness(split: Make, everybody: Make) -> None:
    frame = split([3, 9, 1, 10, 5, 6] * 6, [4, 8, 2, 9, 6, 5] * 6)
    found = claim(within=0.5).outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == pytest.approx(0, abs=0.1)
    assert min(found.p_support, found.p_refute) > 0.05


def test_shares_without_anybody_are_the_same_up_to_what_the_number_allows(
    split: Make, everybody: Make
) -> None:
    frame = split([5] * 200, [5] * 200)
    top = claim(of="share", **{"from": 9, "to": 10}, within=0.05)
    found = top.outcome(frame, everybody(frame), 0.95)
    # statsmodels: confint_proportions_2indep(0, 200, 0, 200, method="agresti-caffo", alpha=0.1)
    assert found.estimate.ci_high == pytest.approx(0.0115, abs=0.0002)
    assert found.p_support < 0.05
    level = claim().outcome(frame, everybody(frame), 0.95)
    # of means with no variance at all nothing is known
    assert (level.estimate.ci_low, level.estimate.ci_high) == (-9, 9)
    assert (level.p_support, level.p_refute, level.effect_size) == (1, 1, None)


def test_the_effect_is_the_difference_in_standard_deviations(split: Make, everybody: Make) -> None:
    frame = split(OLD, YOUNG, [1.0, 2.0] * 11)
    found = claim().outcome(frame, everybody(frame), 0.95).effect_size
    assert found is not None
    # R: sp <- sqrt((9 * wsd(y1)^2 + 11 * wsd(y2)^2) / 20); 2.0778 / sp, with weighted deviations
    assert found.name == "cohen_d"
    assert found.value == pytest.approx(1.578016931157904)


def test_several_levels_make_a_group(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    ages = chosen(["a", "b", "c", "c"], ("a", "b", "c"))
    frame = framed({"caring": rated([4, 6, 5, 7]), "age": ages})
    found = claim(groups=[["a", "b"], "c"]).outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == -1
    assert [group.name for group in found.groups] == ["age a, b", "age c"]


def test_a_group_without_answers_is_named(split: Make, everybody: Make) -> None:
    frame = split([], [9, 8])
    with pytest.raises(UnansweredError, match="age old: found no answers"):
        claim().outcome(frame, everybody(frame), 0.95)


def test_there_are_two_groups_and_a_margin() -> None:
    with pytest.raises(ValidationError, match="at least 2"):
        claim(groups=["old"])
    with pytest.raises(ValidationError, match="greater than 0"):
        claim(within=0)
    (same,) = claim(groups=["old", ["young", "old"]]).problems(ASKED)
    assert same.must == "another group than the first"
    (wide,) = claim(within=9).problems(ASKED)
    assert (wide.where, wide.found) == ("within", "9")
    (wider,) = claim(within=12).problems(ASKED)
    assert wider.must == "within what it can be, -9 to 9"


def test_planning_is_for_no_difference_at_all() -> None:
    assert claim(within=0.4).smallest_effect(ASKED) == 0.4
    assert claim(effect=0.2).smallest_effect(ASKED) == 0.2
    assert claim().spread(ASKED) == pytest.approx(TEN.spread * 2)
