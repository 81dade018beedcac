from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from validation.claims import Frame, UnansweredError
from validation.claims.funnel import Funnel, how_far
from validation.stats import Design

Make = Callable[..., Any]


def steps(**reached: Sequence[float]) -> dict[str, Any]:
    return {name: np.array(one, dtype=float) for name, one in reached.items()}


def test_a_later_step_passes_the_earlier_ones() -> None:
    found = how_far(steps(seen=[1, 0, 0, 0], tried=[1, 0, 1, 0], bought=[0, 0, 0, 1]))
    assert found.tolist() == [2, 0, 2, 3]


def test_how_far_is_unknown_where_the_next_step_was_not_answered() -> None:
    none = np.nan
    found = how_far(
        steps(seen=[1, none, 1, none], tried=[none, none, 0, 1], bought=[0, 0, none, 0])
    )
    # answered no to the next step: the one after it need not be known
    assert np.array_equal(found, [none, none, 1, 2], equal_nan=True)


def test_losses_are_shares_of_those_who_got_to_the_step_before() -> None:
    reached = steps(seen=[1] * 8, tried=[1] * 6 + [0] * 2, bought=[1] * 3 + [0] * 5)
    found = Funnel.of(Frame({}, Design(8)), reached, np.ones(8, dtype=bool)).losses
    assert [(step, loss.n) for step, loss in found.items()] == [("tried", 8), ("bought", 6)]
    assert [loss.estimate for loss in found.values()] == pytest.approx([2 / 8, 3 / 6])


def test_only_the_part_of_the_audience_counts() -> None:
    reached = steps(seen=[1, 1, 1, 0], tried=[1, 0, 1, 0])
    first = np.array([True, True, False, False])
    found = Funnel.of(Frame({}, Design(4)), reached, first).losses["tried"]
    assert (found.estimate, found.n) == (0.5, 2)


def test_the_step_before_names_those_who_are_missing() -> None:
    reached = steps(seen=[0, 0], tried=[0, 0], bought=[0, 0])
    with pytest.raises(UnansweredError, match="seen: found no answers"):
        Funnel.of(Frame({}, Design(2)), reached, np.ones(2, dtype=bool))
