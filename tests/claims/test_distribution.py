from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from validation.claims import Asked, Choices
from validation.claims.distribution import DistributionClaim

Make = Callable[..., Any]
LEVELS = ("a", "b", "c")
ASKED = {"stage": Asked("stage", "single", LEVELS)}


def claim(shares: dict[str, float], within: float) -> DistributionClaim:
    return DistributionClaim(kind="distribution", item="stage", shares=shares, within=within)


@pytest.fixture
def answers(chosen: Callable[..., Choices]) -> Choices:
    return chosen(["a"] * 45 + ["b"] * 35 + ["c"] * 20, LEVELS)


def test_the_largest_distance_has_the_ends_of_simultaneous_intervals(
    answers: Choices, framed: Make, everybody: Make
) -> None:
    frame = framed({"stage": answers})
    found = claim({"a": 0.4, "b": 0.35}, 0.1).outcome(frame, everybody(frame), 0.95)
    # R: svyciprop(~I(stage == "a"), d, method = "xlogit", level = 1 - .05 / 3) is
    #    0.333441952766400 to 0.572318535999912, "b" 0.24 to 0.47, "c" (the rest) 0.12 to 0.32
    assert found.estimate.estimate == pytest.approx(0.05)
    assert found.estimate.ci_low == 0
    assert found.estimate.ci_high == pytest.approx(0.572318535999912 - 0.4, rel=1e-9)
    assert min(found.p_support, found.p_refute) > 0.05


def test_goodness_of_fit_stands_beside_it(answers: Choices, framed: Make, everybody: Make) -> None:
    frame = framed({"stage": answers})
    found = claim({"a": 0.4, "b": 0.35, "c": 0.25}, 0.1).outcome(frame, everybody(frame), 0.95)
    # R: svygofchisq(~stage, p = c(.4, .35, .25), design = d): X2 1.625, scale 0.9754792522474,
    #    df 1.9764954493786; F is X2 over scale and df
    fit = found.beside["rao_scott_fit"]
    assert fit.df_num == pytest.approx(1.9764954493786)
    assert fit.statistic == pytest.approx(1.625 / 0.9754792522474 / 1.9764954493786)


def test_a_wide_margin_supports_and_a_far_claim_refutes(
    answers: Choices, framed: Make, everybody: Make
) -> None:
    frame = framed({"stage": answers})
    near = claim({"a": 0.4, "b": 0.35, "c": 0.25}, 0.2).outcome(frame, everybody(frame), 0.95)
    assert near.estimate.ci_high < 0.2
    assert near.p_support < 0.05 < near.p_refute
    far = claim({"a": 0.1, "b": 0.6, "c": 0.3}, 0.1).outcome(frame, everybody(frame), 0.95)
    assert far.estimate.ci_low > 0.1
    assert far.p_refute < 0.05 < far.p_support


def test_one_answer_of_all_leaves_no_fit_to_test(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"stage": chosen(["a"] * 60, LEVELS)})
    found = claim({"a": 0.9, "b": 0.05, "c": 0.05}, 0.2).outcome(frame, everybody(frame), 0.95)
    assert found.beside == {}
    assert found.p_support < 0.05
    alone = claim({"a": 1.0}, 0.2).outcome(frame, everybody(frame), 0.95)
    assert (alone.beside, alone.estimate.estimate) == ({}, 0)


def test_shares_that_cannot_be_are_told() -> None:
    (unknown,) = claim({"d": 0.4}, 0.1).problems(ASKED)
    assert unknown.where == "shares.d"
    (short,) = claim({"a": 0.4, "b": 0.3, "c": 0.1}, 0.1).problems(ASKED)
    assert short.must == "1 over all the answers of the item"
    assert not list(claim({"a": 0.4, "b": 0.3}, 0.1).problems(ASKED))
    with pytest.raises(ValidationError, match=r"a sum of 1\.2, must be 1 at most"):
        claim({"a": 0.8, "b": 0.4}, 0.1)


def test_planning_takes_the_largest_share() -> None:
    assert claim({"a": 0.4, "b": 0.1}, 0.1).spread(ASKED) == pytest.approx(0.24**0.5)
