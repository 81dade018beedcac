from typing import Any

from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire, narrow
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


WHOLE = build_questionnaire(STUDY, read_library())
BOUND = bind_claims(STUDY, WHOLE)


def items(*ask: str) -> set[str]:
    _, questionnaire = narrow(BOUND, WHOLE, ask)
    return {item.id for item in questionnaire.items()}


def test_a_step_asks_what_its_hypotheses_need_and_who_the_person_is() -> None:
    assert items("easy") == {"age", "town", "used", "ease"}
    assert items("dear") == {"age", "town", "price"}


def test_a_persona_of_a_hypothesis_stays_and_others_go() -> None:
    assert narrow(BOUND, WHOLE, ["easy"])[0].personas == ()
    study, _ = narrow(BOUND, WHOLE, ["surfed"])
    assert [one.id for one in study.personas] == ["surfer"]
    made = WHOLE.bindings["surfed"].items
    assert items("surfed") == {"age", "town", "web", *made.values()}


def test_what_stays_is_asked_word_for_word_and_serves_what_stays() -> None:
    study, part = narrow(BOUND, WHOLE, ["dear"])
    before = {item.id: item for item in WHOLE.items()}
    for item in part.items():
        assert item == before[item.id]
    assert [one.id for one in part.derived] == ["group"]
    assert [*part.items_of] == [one.id for one in study.hypotheses] == ["dear"]
    assert part.bindings == {}


def test_it_is_shorter_and_another_instrument() -> None:
    _, part = narrow(BOUND, WHOLE, ["dear"])
    assert part.minutes < WHOLE.minutes
    assert part.fingerprint != WHOLE.fingerprint


def test_ratings_that_lose_their_table_stand_alone() -> None:
    scale = {"from": 1, "to": 5}
    rated = [{"id": one, "type": "rating", "text": one, "scale": scale} for one in "abc"]
    claims = [
        {"id": f"h{one}", "says": one, "claim": {"kind": "level", "item": one, "at_least": 3}}
        for one in "abc"
    ]
    study = Study.model_validate({"study": "s", "items": rated, "hypotheses": claims})
    whole = build_questionnaire(study, read_library())
    assert {item.battery for item in whole.items()} != {None}
    tables = [narrow(study, whole, ask)[1].items() for ask in (["ha"], ["ha", "hb"])]
    one, two = ({item.battery for item in items} for items in tables)
    assert one == {None}
    assert two == {item.battery for item in whole.items()}


def test_a_step_that_names_none_asks_all() -> None:
    assert narrow(BOUND, WHOLE, ()) == (BOUND, WHOLE)
    assert {"why", "price", "web", "ease"} < items()
