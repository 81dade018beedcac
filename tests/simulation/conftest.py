"""Studies and invented audiences that the tests look at."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from validation.files import read_library
from validation.questionnaire import Questionnaire, bind_claims, build_questionnaire
from validation.simulation import Makeup, Population, build_population
from validation.study import Study
from validation.verdicts import Planned, build_plan

ITEMS: list[dict[str, Any]] = [
    {"id": "quality", "text": "Q?", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "price", "text": "P?", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "channel", "text": "C?", "type": "single", "options": ["shop", "web", "phone"]},
    {"id": "met", "text": "M?", "type": "multi", "options": ["ad", "friend"]},
    {"id": "liked", "text": "L?", "type": "ranking", "options": ["a", "b", "c"]},
    {"id": "age", "text": "A?", "type": "number", "min": 15, "max": 94, "background": True},
    {"id": "ages", "type": "bands", "of": "age", "bands": {"young": [15, 34], "old": [35, 94]}},
    {
        "id": "advice",
        "text": "V?",
        "type": "rating",
        "scale": {"from": 1, "to": 5},
        "when": {"channel": ["shop"]},
    },
    {"id": "words", "text": "Why?", "type": "text"},
]
BELIEF = {"kind": "level", "item": "quality", "at_least": 7}
Claimed = Callable[..., Planned]


@pytest.fixture
def study_of() -> Callable[..., Study]:
    """A study of the items above with claims h1, h2 …"""

    def make(*claims: Mapping[str, object], **keys: object) -> Study:
        hypotheses = [
            {"id": f"h{at}", "says": "A belief", "claim": claim}
            for at, claim in enumerate(claims or [BELIEF], start=1)
        ]
        return Study.model_validate(
            {"study": "shop", "items": ITEMS, "hypotheses": hypotheses} | keys
        )

    return make


@pytest.fixture
def planned_of(study_of: Callable[..., Study]) -> Claimed:
    """The plan of such a study, with the form of its items."""

    def make(*claims: Mapping[str, object], **keys: object) -> Planned:
        study = study_of(*claims, **keys)
        questionnaire = build_questionnaire(study, read_library())
        bound = bind_claims(study, questionnaire)
        return Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())

    return make


@pytest.fixture
def questionnaire(study_of: Callable[..., Study]) -> Questionnaire:
    """The questionnaire of such a study."""
    return build_questionnaire(study_of(), read_library())


@pytest.fixture
def people(questionnaire: Questionnaire) -> Population:
    """Four thousand people who answered it."""
    return build_population(questionnaire, Makeup(4_000), seed=7)
