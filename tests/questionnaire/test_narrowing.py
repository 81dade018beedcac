from typing import Any

from validation.files import read_library
from validation.questionnaire import build_questionnaire, narrow_study
from validation.study import Study

ITEMS: list[dict[str, Any]] = [
    {"id": "age", "type": "number", "text": "Age?", "background": True},
    {"id": "group", "type": "bands", "of": "age", "bands": {"young": [0, 29], "old": [30, None]}},
    {"id": "town", "type": "single", "text": "Where?", "options": ["Oulu", "Turku"]},
    {"id": "used", "type": "single", "text": "Used?", "options": ["yes", "no"]},
    {"id": "ease", "type": "rating", "text": "Easy?", "scale": {"from": 1, "to": 5},
     "when": {"used": ["yes"]}},
    {"id": "price", "type": "rating", "text": "Dear?", "scale": {"from": 1, "to": 5}},
    {"id": "why", "type": "text", "text": "Why?"},
    {"id": "web", "type": "single", "text": "Web?", "options": ["yes", "no"]},
]  # fmt: skip
STUDY = Study.model_validate(
    {
        "study": "s",
        "audience": {"segments": ["town"]},
        "personas": [{"id": "surfer", "title": "On the web", "when": {"web": ["yes"]}}],
        "items": ITEMS,
        "hypotheses": [
            {"id": "easy", "says": "A", "claim": {"kind": "level", "item": "ease", "at_least": 3}},
            {"id": "dear", "says": "B", "claim": {"kind": "level", "item": "price", "at_least": 3}},
            {
                "id": "surfed",
                "says": "C",
                "persona": "surfer",
                "aspect": "experience",
                "about": "our pages",
                "claim": {"kind": "share", "at_least": 0.5},
            },
        ],
    }
)


def items(*ask: str) -> set[str]:
    questionnaire = build_questionnaire(narrow_study(STUDY, ask), read_library())
    return {item.id for section in questionnaire.sections for item in section.items}


def test_a_step_asks_what_its_hypotheses_need_and_who_the_person_is() -> None:
    assert items("easy") == {"age", "town", "used", "ease"}
    assert items("dear") == {"age", "town", "price"}


def test_a_persona_of_a_hypothesis_stays_and_others_go() -> None:
    assert narrow_study(STUDY, ["easy"]).personas == ()
    assert "web" in items("surfed")
    assert len(items("surfed")) == 4  # with the item that is made for it


def test_bands_of_what_describes_people_stay() -> None:
    assert "group" in {item.id for item in narrow_study(STUDY, ["dear"]).items}


def test_a_step_that_names_none_asks_all() -> None:
    assert narrow_study(STUDY, ()) is STUDY
    assert {"why", "price", "web", "ease"} < items()
