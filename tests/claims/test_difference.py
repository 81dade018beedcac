from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation.claims import Asked, UnansweredError
from validation.claims.difference import DifferenceClaim

Make = Callable[..., Any]
AGES = ("young", "middle", "old")
TEN = Asked("caring", "rating", tuple(map(str, range(1, 11))), 1, 10)
ASKED = {"caring": TEN, "age": Asked("age", "bands", AGES)}


def claim(**given: object) -> DifferenceClaim:
    usual = {"kind": "difference", "item": "caring", "segment": "age"}
    return DifferenceClaim.model_validate(usual | {"higher": "old", "lower": "young"} | given)


def test_with_weights_it_is_the_contrast_of_domain_means(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    ratings = [7, 8, 6, 9, 5, 8, 7, 6, 9, 8, 4, 5, 6, 5, 7, 4, 6, 5, 3, 6, 5, 8]
    columns = {"caring": rated(ratings), "age": chosen(["old"] * 10 + ["young"] * 12, AGES)}
    frame = framed(columns, [1.0, 2.0] * 11)
    found = claim().outcome(frame, everybody(frame), 0.95)
    # R: x <- data.frame(y = ratings, g = rep(1:0, c(10, 12)), w = rep(1:2, 11))
    #    by <- svyby(~y, ~g, svydesign(ids = ~1, weights = ~w, data = x), svymean, covmat = TRUE)
    #    k <- svycontrast(by, c(-1, 1)); coef(k) + c(-1, 1) * qt(.975, 21) * SE(k)
    assert found.estimate.estimate == pytest.approx(2.07777777777778)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx((0.91826021510601, 3.23729534044955), rel=1e-9)
    # R: 2 * pt(-coef(k) / SE(k), 21)
    assert found.p_support == pytest.approx(0.00124697121474182, rel=1e-9)


def test_without_weights_it_is_close_to_the_welch_test(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    old, young = [9, 8, 7, 9, 10] * 40, [5, 7, 6, 8, 4, 6] * 40
    ages = chosen(["old"] * len(old) + ["young"] * len(young), AGES)
    frame = framed({"caring": rated(old + young), "age": ages})
    found = claim(by=2).outcome(frame, everybody(frame), 0.95)
    test = scipy_stats.ttest_ind(old, young, equal_var=False)
    # n for n - 1 in the variance of each group, and other degrees of freedom
    assert found.estimate.estimate / found.estimate.se == pytest.approx(test.statistic, rel=0.01)
    interval = test.confidence_interval(0.95)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx(tuple(interval), rel=0.01)


def test_each_group_is_told_with_its_answers(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    columns = {
        "caring": rated([9, 8, None, 5, 6, 7]),
        "age": chosen(["old", "old", "old", "young", "middle", "young"], AGES),
    }
    frame = framed(columns)
    found = claim(lower=["young", "middle"]).outcome(frame, everybody(frame), 0.95)
    assert [(group.name, group.n) for group in found.groups] == [
        ("age old", 2),
        ("age young, middle", 3),
    ]


def test_a_group_without_answers_is_named(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"caring": rated([9, 8]), "age": chosen(["old", "old"], AGES)})
    with pytest.raises(UnansweredError, match="age young: found no answers"):
        claim().outcome(frame, everybody(frame), 0.95)


def test_of_two_groups_that_share_people_each_counts_whole(
    rated: Make, ticked: Make, framed: Make, everybody: Make
) -> None:
    columns = {"caring": rated([9, 9, 5, 7]), "met": ticked(["a", "ab", "b", ""], ["a", "b"])}
    frame = framed(columns)
    both = claim(segment="met", higher="a", lower="b")
    # the mean of a is 9, of b 7: who met both belongs to both
    assert both.outcome(frame, everybody(frame), 0.95).estimate.estimate == 2


def test_none_against_none_leaves_a_margin_open(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"caring": rated([5] * 60), "age": chosen(["old", "young"] * 30, AGES)})
    top = claim(of="score", score="top_two", by=0.05)
    found = top.outcome(frame, everybody(frame), 0.95)
    # statsmodels: confint_proportions_2indep(0, 30, 0, 30, method="agresti-caffo") ends at 0.085
    assert found.estimate.ci_high > 0.085
    assert min(found.p_support, found.p_refute) > 0.05
    level = claim(by=1).outcome(frame, everybody(frame), 0.95).estimate
    assert (level.ci_low, level.ci_high) == (-9, 9)


def test_mirrored_groups_give_mirrored_numbers(
    rated: Make, chosen: Make, framed: Make, everybody: Make
) -> None:
    rng = np.random.default_rng(5)
    columns = {
        "caring": rated(rng.integers(1, 11, 80).tolist()),
        "age": chosen(rng.choice(AGES, 80).tolist(), AGES),
    }
    frame = framed(columns)
    one = claim().outcome(frame, everybody(frame), 0.95)
    other = claim(higher="young", lower="old").outcome(frame, everybody(frame), 0.95)
    assert one.estimate.estimate == pytest.approx(-other.estimate.estimate)
    assert one.p_support == pytest.approx(other.p_refute)


def test_what_is_wrong_with_the_groups_is_told() -> None:
    (absent,) = claim(higher="ancient").problems(ASKED)
    assert absent.must == "a level of age: young, middle, old"
    (same,) = claim(lower=["old", "young"]).problems(ASKED)
    assert same.must == "another group than `higher`"
    (unnamed,) = claim(of="score").problems(ASKED)
    assert (unnamed.where, unnamed.must) == ("score", "nps, top_two or ces")
    (uncounted,) = claim(of="share").problems(ASKED)
    assert uncounted.must == "either options, or from and to"


def test_planning_splits_the_answers_over_the_levels() -> None:
    # the variance of a difference of two of three equal groups is 3 s2 / n + 3 s2 / n
    assert claim().spread(ASKED) == pytest.approx(TEN.spread * 6**0.5)
    assert claim().yardstick(ASKED) == TEN.spread
    assert claim().smallest_effect(ASKED) == pytest.approx(0.2 * TEN.spread)
    assert claim(effect=0.7).smallest_effect(ASKED) == 0.7
