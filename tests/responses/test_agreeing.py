"""Answers stand beside others only where both were asked in the same way."""

from typing import Any

import pytest

from validation.errors import ResponseError
from validation.files import read_library
from validation.questionnaire import Questionnaire, build_questionnaire
from validation.responses import Table, build_frame, check_agrees
from validation.study import Study

RATING: dict[str, Any] = {"id": "q", "text": "Q?", "type": "rating", "scale": {"from": 1, "to": 5}}
AGE: dict[str, Any] = {"id": "age", "text": "Age?", "type": "number", "background": True}
BANDS: dict[str, Any] = {
    "id": "group",
    "type": "bands",
    "of": "age",
    "bands": {"y": [0, 49], "o": [50, 99]},
}
MISSED: dict[str, Any] = {"id": "missed", "text": "What else?", "type": "text"}


def asked(*items: dict[str, Any]) -> tuple[Study, Questionnaire]:
    """Return a study that asks these items, and its questionnaire."""
    study = Study.model_validate({"study": "s", "hypotheses": [], "items": items})
    return study, build_questionnaire(study, read_library())


def check(before: list[dict[str, Any]], now: list[dict[str, Any]], **cells: list[str]) -> None:
    """Check answers that are read with one questionnaire against another one."""
    study, questionnaire = asked(*now)
    responses = build_frame(Table.of("a.csv", cells), questionnaire, study)
    check_agrees(responses, questionnaire, asked(*before)[1])


def test_texts_may_be_mended() -> None:
    check([RATING], [RATING | {"text": "Quality?"}], q=["5"])


def test_an_item_that_nobody_answered_may_be_new() -> None:
    check([RATING], [RATING, AGE, BANDS, MISSED], q=["5"])


@pytest.mark.parametrize(
    ("before", "now", "cells", "expected"),
    [
        ([RATING], [RATING, AGE], {"q": ["5"], "age": ["31"]}, "age: found an item that the wave"),
        ([RATING], [RATING, MISSED], {"q": ["5"], "missed": ["x"]}, "missed: found an item that"),
        (
            [RATING],
            [RATING | {"scale": {"from": 0, "to": 5}}],
            {"q": ["5"]},
            "q: found an item whose type or answers changed",
        ),
        (
            [AGE, BANDS],
            [AGE, BANDS | {"bands": {"y": [0, 39], "o": [40, 99]}}],
            {"age": ["31"]},
            "group: found bands that are new or changed",
        ),
    ],
)
def test_what_was_asked_differently_is_refused_with_the_way_out(
    before: list[dict[str, Any]], now: list[dict[str, Any]], cells: dict[str, Any], expected: str
) -> None:
    with pytest.raises(ResponseError, match="--replace") as caught:
        check(before, now, **cells)
    assert [str(one).startswith(expected) for one in caught.value.problems] == [True]
