from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from validation.claims import Asked, Frame, UnansweredError
from validation.claims.drop_off import DropOffClaim

Make = Callable[..., Any]
STEPS = ("seen", "tried", "bought", "again")
LISTED = {"passed": Asked("passed", "multi", STEPS)}
YES_NO = ("yes", "no")
ITEMS = {step: Asked(step, "single", YES_NO) for step in STEPS}
STEPS_WRITTEN = "stba"
GOT_TO = np.repeat(["stba", "stb", "st", "s"], [45, 15, 90, 50]).tolist()


def listed(**given: object) -> DropOffClaim:
    return DropOffClaim.model_validate(
        {"kind": "drop_off", "item": "passed", "largest_at": "bought"} | given
    )


def itemised(**given: object) -> DropOffClaim:
    usual = {"kind": "drop_off", "funnel": STEPS, "options": "yes", "largest_at": "bought"}
    return DropOffClaim.model_validate(usual | given)


@pytest.fixture
def passed(ticked: Make, framed: Make) -> Make:
    def make(answers: list[str], weights: list[float] | None = None) -> Frame:
        column = ticked(answers, ["s", "t", "b", "a"])
        renamed = type(column)(column.chosen, STEPS, column.missing)
        frame: Frame = framed({"passed": renamed}, weights)
        return frame

    return make


def test_the_loss_named_must_lead_every_other(passed: Make, everybody: Make) -> None:
    frame = passed(GOT_TO, [1.0, 2.0] * 100)
    found = listed().outcome(frame, everybody(frame), 0.95)
    # tests/golden/examples/methods.R: o <- drop_off(steps, "c", design, all); o$value, o$ends
    assert found.estimate.estimate == pytest.approx(0.344444444444444)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx((0.199134892792662, 0.470223192344502), rel=1e-9)
    # o$support, o$refute
    assert found.p_support == pytest.approx(6.28463503560809e-06, rel=1e-7)
    assert found.p_refute == 1
    # everybody has seen it; of 200 lost before trying, of 150 before buying, of 60 before again
    assert [(group.name, group.n) for group in found.groups] == [
        ("tried", 200),
        ("bought", 150),
        ("again", 60),
    ]


def test_a_larger_loss_elsewhere_refutes(passed: Make, everybody: Make) -> None:
    frame = passed(GOT_TO, [1.0, 2.0] * 100)
    found = listed(largest_at="tried").outcome(frame, everybody(frame), 0.95)
    # R: drop_off(steps, "b", design, all)$value, $ends, $refute
    assert found.estimate.estimate == pytest.approx(-0.35)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx((-0.454970573654445, -0.229776807655498), rel=1e-9)
    assert found.p_refute == pytest.approx(8.37134864021314e-10, rel=1e-6)


def test_the_effect_is_cohens_h_of_the_smallest_lead(passed: Make, everybody: Make) -> None:
    frame = passed(GOT_TO)
    found = listed().outcome(frame, everybody(frame), 0.95).effect_size
    assert found is not None
    # Cohen (1988): 2 asin(sqrt(0.6)) - 2 asin(sqrt(0.25)), the shares of the two losses
    assert found.name == "cohen_h"
    assert found.value == pytest.approx(0.7249566, abs=1e-6)
    assert found.ci_low < found.value < found.ci_high


def test_items_that_ask_for_a_step_each_say_the_same(
    passed: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    one = passed(GOT_TO)
    columns = {
        step: chosen(["yes" if step[0] in got else "no" for got in GOT_TO], YES_NO)
        for step in STEPS
    }
    several = framed(columns)
    first = listed().outcome(one, everybody(one), 0.95)
    second = itemised().outcome(several, everybody(several), 0.95)
    assert second.estimate == first.estimate
    assert (second.p_support, second.p_refute) == (first.p_support, first.p_refute)


def test_one_answer_may_say_how_far_somebody_got(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    farthest = chosen([STEPS[len(got) - 1] for got in GOT_TO], STEPS)
    frame = framed({"passed": farthest})
    assert listed().outcome(frame, everybody(frame), 0.95).estimate.estimate == pytest.approx(0.35)


def test_two_losses_alike_are_open(passed: Make, everybody: Make) -> None:
    frame = passed(["s"] * 100 + ["st"] * 50 + ["stba"] * 50)
    found = listed().outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == 0
    assert (found.p_support, found.p_refute) == (1, 1)


def test_nobody_lost_is_not_certain(passed: Make, everybody: Make) -> None:
    frame = passed(["stba"] * 60)
    found = listed().outcome(frame, everybody(frame), 0.95)
    assert (found.p_support, found.p_refute) == (1, 1)
    # statsmodels: confint_proportions_2indep(0, 60, 0, 60, method="agresti-caffo") ends at 0.044
    assert found.estimate.ci_high > 0.044
    assert found.estimate.ci_low < -0.044


def test_a_step_that_nobody_reached_is_named(passed: Make, everybody: Make) -> None:
    frame = passed(["s", "s", "st"])
    with pytest.raises(UnansweredError, match="bought: found no answers"):
        listed().outcome(frame, everybody(frame), 0.95)


def test_one_respondent_gives_numbers_or_a_name(passed: Make, everybody: Make) -> None:
    frame = passed(["stba"])
    found = listed().outcome(frame, everybody(frame), 0.95)
    assert (found.estimate.ci_low, found.estimate.ci_high) == (-1, 1)
    assert (found.p_support, found.p_refute) == (1, 1)


def test_hardly_any_sample_finds_a_largest_of_two_equal_losses(
    passed: Make, everybody: Make
) -> None:
    rng = np.random.default_rng(4)
    wrong = 0
    for _ in range(100):
        lost = (rng.random((150, 3)) < [0.4, 0.4, 0.1]).astype(int)
        got = np.where(lost.any(axis=1), lost.argmax(axis=1) + 1, 4)
        frame = passed([STEPS_WRITTEN[: int(one)] for one in got])
        found = listed().outcome(frame, everybody(frame), 0.95)
        wrong += min(found.p_support, found.p_refute) < 0.05
    # scipy: binom.ppf(0.995, 100, 0.05) is 11
    assert wrong <= 11


def test_the_items_of_the_funnel_are_its_measures() -> None:
    assert [measure.item for measure in itemised().measures()] == list(STEPS)
    assert [measure.item for measure in listed().measures()] == ["passed"]
    # without either, the library asks which stages were gone through
    (made,) = DropOffClaim(kind="drop_off", largest_at="buy").measures()
    assert (made.key, made.item) == ("item", None)


def test_what_keeps_a_funnel_from_being_tested_is_told() -> None:
    assert not list(listed().problems(LISTED))
    assert not list(itemised().problems(ITEMS))
    (short,) = listed(funnel=["seen", "bought"]).problems(LISTED)
    assert short.must == "three or more, each once, so that losses compare"
    (twice,) = listed(funnel=["seen", "bought", "tried", "seen"]).problems(LISTED)
    assert twice.where == "funnel"
    (first,) = listed(largest_at="seen").problems(LISTED)
    assert str(first) == (
        "largest_at: found 'seen', must be a step after the first: tried, bought, again."
    )
    (unknown,) = listed(funnel=["seen", "bought", "eaten"]).problems(LISTED)
    assert unknown.found == "'eaten'"
    (uncounted,) = itemised(options=()).problems(ITEMS)
    assert uncounted.must == "the answers by which a step is reached"
    assert uncounted.hint == "Name them, of yes, no."
    wrong = list(itemised(options="maybe").problems(ITEMS))
    assert [one.where for one in wrong] == ["options"] * 4
    (absent,) = itemised(funnel=["seen", "tried", "bougt"], largest_at="tried").problems(ITEMS)
    assert absent.hint == "Did you mean bought?"


def test_planning_looks_at_the_last_and_smallest_groups() -> None:
    # of four steps, each the last of a fifth: two fifths reach the last but one, three fifths
    # the one before; half of them lost: 0.25 / (2 / 5) + 0.25 / (3 / 5)
    assert listed().spread(LISTED) ** 2 == pytest.approx(0.25 * 5 / 2 + 0.25 * 5 / 3)
    assert listed().smallest_effect(LISTED) == 0.05
    assert listed().needs_leavers
