from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from validation.claims import Choices, Frame, Numbers, Rankings, Selections
from validation.stats import Design
from validation.verdicts import build_topline

Make = Callable[..., Any]


def test_shares_are_of_those_who_answered_weighted_and_not(framed: Make) -> None:
    answers = Choices(np.array([0, 1, 1, -3], np.int16), ("no", "yes"))
    (found,) = build_topline(framed([3, 1, 1, 5], q=answers))
    assert (found.item, found.base, found.weighted_base) == ("q", 3, 5)
    no, yes = found.lines
    assert [no.n, no.share, no.weighted] == [1, pytest.approx(1 / 3), pytest.approx(3 / 5)]
    assert [yes.n, yes.share, yes.weighted] == [2, pytest.approx(2 / 3), pytest.approx(2 / 5)]
    assert found.missing == {"dont_know": 1}
    assert (found.mean, found.weighted_mean) == (None, None)


def test_ratings_and_numbers_have_means(framed: Make, rated: Make) -> None:
    hours = Numbers(np.array([2.0, 4.0, np.nan]), np.array([0, 0, -1], np.int16))
    rating, number = build_topline(framed([1, 3, 1], q=rated([4, 8, None]), hours=hours))
    assert (rating.mean, rating.weighted_mean) == (6, 7)
    assert (number.mean, number.weighted_mean, number.lines) == (3, 3.5, ())


def test_several_choices_add_up_to_more_and_orders_count_first_places() -> None:
    ticked = Selections(np.array([[1, 1], [1, 0]], np.int8), ("a", "b"), np.zeros(2, np.int16))
    order = Rankings(np.array([[2, 1], [1, 2]], np.int8), ("a", "b"), np.zeros(2, np.int16))
    several, ordered = build_topline(Frame({"t": ticked, "o": order}, Design(2)))
    assert [line.share for line in several.lines] == [1, 0.5]
    assert [line.n for line in ordered.lines] == [1, 1]


def test_an_item_nobody_answered_has_no_shares(framed: Make, rated: Make) -> None:
    (found,) = build_topline(framed(q=rated([None, None])))
    assert (found.base, found.mean) == (0, None)
    assert {(line.share, line.weighted) for line in found.lines} == {(None, None)}
