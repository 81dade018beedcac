import json
from typing import Any

from tests.rendering.respondent.conftest import CHOICES, asked
from validation.questionnaire import Questionnaire
from validation.rendering.respondent.conditions import conditions


def found(*items: dict[str, Any], **keys: Any) -> dict[str, Any]:  # noqa: ANN401 (as in a document)
    before = {"id": "before", "title": "1", "items": [asked("first", "single", choices=CHOICES)]}
    here = {"id": "here", "title": "2", "items": items}
    document = {"study": "s", "title": "S", "languages": ["en"], "seed": 1, "minutes": 1}
    made = Questionnaire.model_validate({**document, "sections": [before, here], **keys})
    return {name: json.loads(when) for name, when in conditions(made).items()}


def test_only_conditions_of_the_same_page_are_told() -> None:
    when = {"first": ["shop"], "met": ["web", "friend"]}
    assert found(
        asked("met", "single", choices=CHOICES),
        asked("why", "text", when=when),
        asked("how", "text", when={"first": ["shop"]}),
    ) == {"why": [{"fields": ["a.met"], "wanted": ["web", "friend"]}]}


def test_bands_are_told_by_their_ends() -> None:
    bands = {"young": [15, 34], "old": [35, None]}
    assert found(
        asked("age", "number"),
        asked("pension", "text", when={"group": ["old"]}),
        derived=[{"id": "group", "of": "age", "bands": bands}],
    ) == {"pension": [{"fields": ["a.age"], "wanted": [[35, None]]}]}


def test_a_ranked_choice_counts_in_any_place() -> None:
    assert found(
        asked("order", "ranking", choices=CHOICES),
        asked("why", "text", when={"order": ["web"]}),
    ) == {"why": [{"fields": ["a.order:web"], "wanted": ["1", "2", "3"]}]}
