from typing import Any

import pytest

from validation.language import LocalizedText
from validation.questionnaire import (
    DerivedItem,
    Given,
    Item,
    Questionnaire,
    Routing,
    Section,
    band_of,
    visible_items,
)

AGES = DerivedItem.model_validate(
    {"id": "group", "of": "age", "bands": {"young": [18, 34], "old": [35, None]}}
)


def questionnaire(*items: dict[str, Any]) -> Questionnaire:
    asked = [Item.model_validate({"type": "single", "text": "?", **item}) for item in items]
    title = LocalizedText.model_validate("s")
    section = Section(id="s", title=title, items=tuple(asked))
    return Questionnaire(
        study="s", title=title, languages=("en",), sections=(section,), derived=(AGES,),
        seed=1, minutes=1,
    )  # fmt: skip


ASKED = questionnaire(
    {"id": "reached", "type": "multi"},
    {"id": "age", "type": "number"},
    {"id": "used", "when": {"reached": ["use"]}},
    {"id": "why", "when": {"reached": ["use"], "used": ["yes", "often"]}},
    {"id": "school", "when": {"group": ["young"]}},
)


@pytest.mark.parametrize(
    ("answers", "also"),
    [
        ({}, []),
        ({"reached": ()}, []),
        ({"reached": ("start", "use")}, ["used"]),
        ({"reached": ("use",), "used": "often"}, ["used", "why"]),
        ({"reached": ("use",), "used": "no"}, ["used"]),
        ({"reached": ("start",), "used": "yes"}, []),
        ({"age": 34}, ["school"]),
        ({"age": "34"}, ["school"]),
        ({"age": 35}, []),
        ({"age": "thirty"}, []),
        ({"age": None}, []),
    ],
)
def test_who_is_asked_what(answers: dict[str, Given], also: list[str]) -> None:
    visible = [item.id for item in visible_items(ASKED, answers)]
    assert visible == ["reached", "age", *also]


def test_a_number_meets_the_condition_on_its_code() -> None:
    asked = questionnaire({"id": "stars", "type": "rating"}, {"id": "why", "when": {"stars": [1]}})
    assert [item.id for item in visible_items(asked, {"stars": 1})] == ["stars", "why"]
    assert [item.id for item in visible_items(asked, {"stars": 1.0})] == ["stars", "why"]
    assert [item.id for item in visible_items(asked, {"stars": 2})] == ["stars"]


@pytest.mark.parametrize(
    ("age", "band"), [(17, None), (18, "young"), (34, "young"), (35, "old"), (99, "old")]
)
def test_both_ends_belong_to_a_band(age: float, band: str | None) -> None:
    assert band_of(AGES, age) == band


def test_the_same_answers_are_looked_at_once_and_others_anew() -> None:
    routing = Routing(ASKED)
    using: dict[str, Given] = {"reached": ["use"], "used": "yes", "age": 50}

    first = routing.hidden(using)
    assert first == {"school"}
    assert routing.hidden(using | {"age": 50.0, "why": "because"}) is first
    assert routing.hidden(using | {"reached": ["start"]}) == {"used", "why", "school"}
