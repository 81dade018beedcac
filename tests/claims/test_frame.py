from collections.abc import Callable
from typing import Any

import pytest

from validation.errors import ResponseError
from validation.stats import Design

Make = Callable[..., Any]


def test_conditions_on_several_items_hold_together(chosen: Make, framed: Make) -> None:
    columns = {
        "age": chosen(["old", "old", "young", None], ("young", "old")),
        "region": chosen(["north", "south", "north", "north"], ("north", "south")),
    }
    frame = framed(columns)
    assert frame.where({"age": ("old",)}).tolist() == [True, True, False, False]
    assert frame.where({"age": ("old", "young"), "region": ("north",)}).tolist() == [
        True,
        False,
        True,
        False,
    ]
    assert frame.where({}).all()


def test_an_item_nobody_was_asked_is_told(chosen: Make, framed: Make) -> None:
    frame = framed({"age": chosen(["old", "young"], ("young", "old"))})
    with pytest.raises(ResponseError, match=r"region: found no answers, must be one of \['age'\]"):
        frame.column("region")


def test_the_same_answers_stand_under_another_design(chosen: Make, framed: Make) -> None:
    frame = framed({"age": chosen(["old", "young"], ("young", "old"))})
    weighted = frame.with_design(Design(2, weights=[1, 3]))
    assert weighted.columns is frame.columns
    assert weighted.design.weights.tolist() == [1, 3]
    assert weighted.n == 2
