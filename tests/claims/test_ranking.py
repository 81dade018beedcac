from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation.claims import Asked, Frame, Rankings
from validation.claims.ranking import RankingClaim
from validation.stats import Design

Make = Callable[..., Any]
LEVELS = ("a", "b", "c")
ASKED = {"channel": Asked("channel", "single", LEVELS)}


def claim(*top: str) -> RankingClaim:
    return RankingClaim(kind="ranking", item="channel", top=top)


def leads(counts: tuple[int, int, int], rival: int) -> list[int]:
    return np.repeat(
        np.select([np.arange(3) == 0, np.arange(3) == rival], [1, -1]), counts
    ).tolist()


def test_every_lead_must_hold(chosen: Make, framed: Make, everybody: Make) -> None:
    counts = (60, 25, 15)
    frame = framed({"channel": chosen(["a"] * 60 + ["b"] * 25 + ["c"] * 15, LEVELS)})
    found = claim("a").outcome(frame, everybody(frame), 0.95)
    tests = [scipy_stats.ttest_1samp(leads(counts, rival), 0) for rival in (1, 2)]
    assert found.estimate.estimate == pytest.approx(0.35)
    assert found.p_support == pytest.approx(max(test.pvalue for test in tests))
    assert found.p_refute == 1


def test_one_rival_ahead_refutes_at_a_confidence_shared_by_all_leads(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    counts = (20, 60, 20)
    frame = framed({"channel": chosen(["a"] * 20 + ["b"] * 60 + ["c"] * 20, LEVELS)})
    found = claim("a").outcome(frame, everybody(frame), 0.95)
    test = scipy_stats.ttest_1samp(leads(counts, 1), 0)
    assert found.p_refute == pytest.approx(2 * test.pvalue)
    assert found.estimate.ci_high == pytest.approx(test.confidence_interval(0.975).high)
    assert found.estimate.ci_low == pytest.approx(test.confidence_interval(0.95).low)


def test_a_tie_at_the_top_is_open(chosen: Make, framed: Make, everybody: Make) -> None:
    frame = framed({"channel": chosen(["a", "b"] * 40 + ["c"] * 20, LEVELS)})
    found = claim("a").outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == 0
    assert (found.p_support, found.p_refute) == (1, 1)
    both = claim("a", "b").outcome(frame, everybody(frame), 0.95)
    assert both.p_support < 0.05


def test_the_only_choice_of_all_leads_by_what_its_number_allows(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"channel": chosen(["a"] * 40, LEVELS)})
    found = claim("a").outcome(frame, everybody(frame), 0.95)
    least = 0.025 ** (1 / 40)  # Clopper & Pearson
    assert found.estimate.ci_low == pytest.approx(least - (1 - least))
    assert found.p_support == pytest.approx(2 * 0.5**40)


def test_of_several_choices_each_counts(ticked: Make, framed: Make, everybody: Make) -> None:
    frame = framed({"channel": ticked(["ab", "ab", "a", "c"], LEVELS)})
    assert claim("a").outcome(frame, everybody(frame), 0.95).estimate.estimate == 0.25


def test_of_an_order_the_first_places_count() -> None:
    orders = np.array([[1, 2, 3], [2, 1, 3], [1, 3, 2], [1, 2, 0]], np.int8)
    frame = Frame({"channel": Rankings(orders, LEVELS, np.zeros(4, np.int16))}, Design(4))
    inside = np.ones(4, dtype=bool)
    # first: a 3, b 1 of 4; among the first two: a 4, b 3, c 1 of 4
    assert claim("a").outcome(frame, inside, 0.95).estimate.estimate == 0.5
    assert claim("a", "b").outcome(frame, inside, 0.95).estimate.estimate == 0.5


def test_unknown_options_and_a_top_of_all_are_told() -> None:
    (unknown,) = claim("d").problems(ASKED)
    assert str(unknown) == "top: found 'd', must be one of a, b, c."
    (everything,) = claim(*LEVELS).problems(ASKED)
    assert everything.must == "fewer, so that rivals are left"
