from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from validation.claims import Asked, Numbers
from validation.claims.quantities import SCORES, LevelOf, Quantity, ShareOf, seen_limits

Make = Callable[..., Any]
NAN = np.nan
ELEVEN = Asked("q", "rating", tuple(map(str, range(11))), 0, 10)
CHANNEL = Asked("q", "single", ("a", "b"))
HOURS = Asked("q", "number", (), 0, 24)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (ShareOf(("10", "9")), [1, 1, 0, 0, NAN]),
        (ShareOf(start=6, end=9), [0, 1, 1, 1, NAN]),
        (ShareOf(end=7), [0, 0, 1, 1, NAN]),
        (LevelOf(), [10, 9, 7, 6, NAN]),
        (SCORES["nps"], [100, 100, 0, -100, NAN]),
        (SCORES["top_two"], [1, 1, 0, 0, NAN]),
        (SCORES["ces"], [10, 9, 7, 6, NAN]),
    ],
)
def test_each_respondent_adds_a_number(
    quantity: Quantity, expected: list[float], rated: Make, framed: Make
) -> None:
    frame = framed({"q": rated([10, 9, 7, 6, None], 0, 10)})
    assert quantity.values(frame, "q").tolist() == pytest.approx(expected, nan_ok=True)


def test_numbers_without_a_scale_have_no_two_highest_points(framed: Make) -> None:
    frame = framed({"q": Numbers(np.array([9.0, 10.0]), np.zeros(2, np.int16))})
    assert np.isnan(SCORES["top_two"].values(frame, "q")).all()


@pytest.mark.parametrize(
    ("quantity", "asked", "where"),
    [
        (ShareOf(), CHANNEL, ["options"]),
        (ShareOf(("a",), start=1), ELEVEN, ["options", "options"]),
        (ShareOf(start=1), CHANNEL, ["from"]),
        (ShareOf(("c",)), CHANNEL, ["options"]),
        (ShareOf(("two",)), HOURS, ["options"]),
        (ShareOf(("2",)), HOURS, []),
        (ShareOf(start=2, end=25), HOURS, ["to"]),
        (ShareOf(start=8, end=5), ELEVEN, ["to"]),
        (SCORES["nps"], ELEVEN, []),
        (SCORES["ces"], ELEVEN, ["score"]),
        (SCORES["top_two"], ELEVEN, []),
        (LevelOf(), HOURS, []),
    ],
)
def test_what_cannot_be_made_of_an_item_is_told(
    quantity: Quantity, asked: Asked, where: list[str]
) -> None:
    assert [problem.where for problem in quantity.problems(asked)] == where


def test_a_range_that_falls_is_told() -> None:
    (problem,) = ShareOf(start=8, end=5).problems(ELEVEN)
    assert str(problem) == "to: found 5, must be at least 8, where the range starts."


def test_limits_and_spreads_are_those_of_the_scale() -> None:
    assert ShareOf(("a",)).limits(CHANNEL) == (0, 1)
    assert LevelOf().limits(HOURS) == (0, 24)
    assert LevelOf().limits(Asked("q", "number")) == (-np.inf, np.inf)
    assert SCORES["nps"].limits(ELEVEN) == (-100, 100)
    assert SCORES["nps"].spread(ELEVEN) == pytest.approx(np.std([-100] * 7 + [0] * 2 + [100] * 2))
    assert [SCORES[name].limits(ELEVEN) for name in ("top_two", "ces")] == [(0, 1), (1, 7)]
    assert ShareOf(("a",)).spread(CHANNEL) == SCORES["top_two"].spread(ELEVEN) == 0.5


def test_answers_tell_the_limits_of_a_level(rated: Make, framed: Make) -> None:
    frame = framed({"q": rated([3, 4], 1, 7)})
    assert seen_limits(LevelOf(), frame, "q") == (1, 7)
    assert seen_limits(SCORES["nps"], frame, "q") == (-100, 100)
    assert seen_limits(ShareOf(("1",)), frame, "q") == (0, 1)
