from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats as scipy_stats

from validation import stats
from validation.claims import Asked, UnansweredError
from validation.claims.ordinal import OrdinalClaim

Make = Callable[..., Any]
AGES = ("young", "old")
TEN = Asked("caring", "rating", tuple(map(str, range(1, 11))), 1, 10)
ASKED = {"caring": TEN, "age": Asked("age", "bands", AGES)}
OLD, YOUNG = [7, 8, 6, 9, 5, 8, 7, 6, 9, 8], [4, 5, 6, 5, 7, 4, 6, 5, 3, 6, 5, 8]


def claim(**given: object) -> OrdinalClaim:
    usual = {"kind": "ordinal", "item": "caring", "segment": "age"}
    return OrdinalClaim.model_validate(usual | {"higher": "old", "lower": "young"} | given)


@pytest.fixture
def split(rated: Make, chosen: Make, framed: Make) -> Make:
    def make(old: list[int], young: list[int], weights: list[float] | None = None) -> Any:  # noqa: ANN401 (a frame)
        ages = chosen(["old"] * len(old) + ["young"] * len(young), AGES)
        return framed({"caring": rated(old + young), "age": ages}, weights)

    return make


def test_it_is_the_weighted_chance_of_rating_higher(split: Make, everybody: Make) -> None:
    frame = split(OLD, YOUNG, [1.0, 2.0] * 11)
    found = claim(at_least=0.6).outcome(frame, everybody(frame), 0.95)
    # tests/golden/examples/methods.R: e <- superiority_of(y, g, design); e$value, e$se, e$ends(.95)
    assert found.estimate.estimate == pytest.approx(0.8648148148148148)
    assert found.estimate.se == pytest.approx(0.0769378720679738, rel=1e-9)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx((0.5274815886409323, 0.9909228836581572), rel=1e-9)
    # 2 * e$above(0.6)
    assert found.p_support == pytest.approx(0.1354814670048745, rel=1e-8)
    assert [(group.name, group.n) for group in found.groups] == [("age old", 10), ("age young", 12)]


def test_without_weights_it_is_the_u_of_mann_and_whitney(split: Make, everybody: Make) -> None:
    frame = split(OLD, YOUNG)
    found = claim().outcome(frame, everybody(frame), 0.95)
    u = scipy_stats.mannwhitneyu(OLD, YOUNG).statistic
    assert found.estimate.estimate == pytest.approx(u / (len(OLD) * len(YOUNG)))


def test_the_design_based_rank_test_stands_beside(split: Make, everybody: Make) -> None:
    frame = split(OLD, YOUNG)
    test = claim().outcome(frame, everybody(frame), 0.95).beside["rank_test"]
    # R: svyranktest(y ~ g, svydesign(~1, data = x)): t = 3.517834160662, p-value = 0.00216387595209
    assert (test.statistic, test.df) == pytest.approx((3.517834160662, 20))
    assert test.p_value == pytest.approx(0.00216387595209)


def test_the_effect_is_cliffs_delta(split: Make, everybody: Make) -> None:
    frame = split(OLD, YOUNG)
    found = claim().outcome(frame, everybody(frame), 0.95)
    effect = found.effect_size
    # Cliff (1993): pairs above less pairs below, over all pairs
    signs = [np.sign(one - other) for one in OLD for other in YOUNG]
    assert effect is not None
    assert effect.name == "cliff_delta"
    assert effect.value == pytest.approx(np.mean(signs))
    assert effect.ci_low == pytest.approx(2 * found.estimate.ci_low - 1)
    assert effect.magnitude == "large"


def test_only_the_order_of_the_answers_counts(split: Make, everybody: Make) -> None:
    frame, stretched = split(OLD, YOUNG), split([min(10, x + (x > 6)) for x in OLD], YOUNG)
    one, other = (claim().outcome(at, everybody(at), 0.95).estimate for at in (frame, stretched))
    # everything above 6 moved up: only who gave 7 or 8 in the other group is passed
    assert one.estimate < other.estimate
    lower = claim(higher="young", lower="old").outcome(frame, everybody(frame), 0.95)
    assert lower.estimate.estimate == pytest.approx(1 - one.estimate)
    upper = claim().outcome(frame, everybody(frame), 0.95)
    assert lower.p_support == pytest.approx(upper.p_refute)


def test_a_group_that_answers_alike_may_hold_others(split: Make, everybody: Make) -> None:
    frame = split([8] * 30, [7, 8, 9, 6, 8] * 20)
    found = claim().outcome(frame, everybody(frame), 0.95).estimate
    groups = [1] * 30 + [0] * 100
    own = stats.superiority(frame.design, [8] * 30 + [7, 8, 9, 6, 8] * 20, groups, 1, 0)
    assert found.estimate == pytest.approx(0.6)
    # R: 1 - binom.test(30, 30)$conf.int[1] is 0.1157033; those may all be higher, or lower
    down = ((0.6 - own.ci_low) ** 2 + (0.1157033 * 0.6) ** 2) ** 0.5
    up = ((own.ci_high - 0.6) ** 2 + (0.1157033 * 0.4) ** 2) ** 0.5
    assert (found.ci_low, found.ci_high) == pytest.approx((0.6 - down, 0.6 + up), rel=1e-6)


def test_all_alike_leaves_everything_open(split: Make, everybody: Make) -> None:
    frame = split([5] * 40, [5] * 40)
    found = claim().outcome(frame, everybody(frame), 0.95)
    assert (found.estimate.estimate, found.estimate.ci_low, found.estimate.ci_high) == (0.5, 0, 1)
    assert (found.p_support, found.p_refute, found.beside) == (1, 1, {})


def test_nobody_below_anybody_is_bounded_by_the_smaller_group(split: Make, everybody: Make) -> None:
    frame = split([9] * 40, [3] * 60)
    found = claim(at_least=0.9).outcome(frame, everybody(frame), 0.95)
    # Clopper & Pearson: all of 40
    assert found.estimate.ci_low == pytest.approx(0.025 ** (1 / 40))
    assert found.p_support == pytest.approx(2 * 0.9**40)


def test_a_group_without_answers_is_named(split: Make, everybody: Make) -> None:
    frame = split([9, 8], [])
    with pytest.raises(UnansweredError, match="age young: found no answers"):
        claim().outcome(frame, everybody(frame), 0.95)


def test_two_people_give_numbers(split: Make, everybody: Make) -> None:
    frame = split([9], [3])
    found = claim().outcome(frame, everybody(frame), 0.95)
    assert np.isfinite([found.p_support, found.p_refute, found.estimate.ci_low]).all()


def test_choices_in_order_count_by_their_place(chosen: Make, framed: Make, everybody: Make) -> None:
    often = ("never", "seldom", "often")
    columns = {
        "caring": chosen(["often", "seldom", "never", "seldom"], often),
        "age": chosen(["old", "old", "young", "young"], AGES),
    }
    frame = framed(columns)
    # pairs: often > never, often > seldom, seldom > never, seldom = seldom
    assert claim().outcome(frame, everybody(frame), 0.95).estimate.estimate == 3.5 / 4


def test_the_bound_is_even_chances_or_more() -> None:
    assert list(claim().region().bounds()) == [("low", 0.5)]
    assert list(claim(at_least=0.6).region().bounds()) == [("low", 0.6)]
    with pytest.raises(ValidationError, match=r"greater than or equal to 0\.5"):
        claim(at_least=0.4)


def test_what_keeps_it_from_being_tested_is_told() -> None:
    assert not list(claim().problems(ASKED))
    (absent,) = claim(higher="ancient").problems(ASKED)
    assert absent.must == "a level of age: young, old"
    yes_no = ASKED | {"caring": Asked("caring", "single", ("yes", "no"))}
    (unordered,) = claim().problems(yes_no)
    assert str(unordered).startswith("item: found caring, with 2 answers, must be a rating")
    (several,) = claim().problems(ASKED | {"age": Asked("age", "multi", AGES)})
    assert several.where == "segment"


def test_planning_takes_the_variance_of_mid_ranks() -> None:
    # Noether (1987): n = (1.96 + 0.8416) ** 2 / (12 * 0.5 * 0.5 * 0.1 ** 2) = 262 of a number
    number = ASKED | {"caring": Asked("caring", "number")}
    assert (1.959964 + 0.841621) ** 2 * claim().spread(number) ** 2 / 0.01 == pytest.approx(
        261.6, abs=0.1
    )
    # of ten equally frequent answers the ties take a hundredth
    assert claim().spread(ASKED) ** 2 == pytest.approx(0.99 * claim().spread(number) ** 2)
    assert claim().smallest_effect(ASKED) == 0.05
