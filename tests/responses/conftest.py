"""A questionnaire with one item of each type, and the ways to read answers to it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from validation.questionnaire import Item, Questionnaire
from validation.responses.cells import Cells, cells_of
from validation.responses.table import Table
from validation.study import Study

Texts = list[str]


def choices(**labels: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (a text or one per language)
    """Return choices as a document has them."""
    return [{"code": code.lstrip("_"), "label": label} for code, label in labels.items()]


@pytest.fixture
def questionnaire() -> Questionnaire:
    """Return a questionnaire with a single, a rating, a multi, a ranking, a number and a text."""
    points = [{"code": str(point), "label": str(point)} for point in range(1, 11)]
    yes_no = choices(yes={"en": "Yes", "fi": "Kyllä"}, no={"en": "No", "fi": "Ei"})
    met = choices(search="Search engine", friend="A friend", ad="Ads, paid")
    items = [
        {"id": "quality", "type": "rating", "text": "?", "choices": points, "low": 1, "high": 10},
        {"id": "bought", "type": "single", "text": "?", "choices": yes_no, "offers": ["dont_know"]},
        {"id": "channel", "type": "multi", "text": "?", "choices": met},
        {"id": "order", "type": "ranking", "text": "?",
         "choices": choices(price="Price", speed="Speed", care="Care")},
        {"id": "age", "type": "number", "text": "?", "low": 15, "high": 110, "role": "background"},
        {"id": "missed", "type": "text", "text": "?", "role": "open"},
    ]  # fmt: skip
    content = {
        "study": "s", "title": "T", "languages": ["en", "fi"], "seed": 1, "minutes": 1,
        "derived": [
            {"id": "age_group", "of": "age", "bands": {"18-34": [18, 34], "35+": [35, None]}}
        ],
        "sections": [{"id": "g", "title": "G", "items": items}],
        "non_answers": {"dont_know": {"en": "Don't know", "fi": "En osaa sanoa"}},
    }  # fmt: skip
    return Questionnaire.model_validate(content)


@pytest.fixture
def item(questionnaire: Questionnaire) -> Callable[[str], Item]:
    """Return how to get an item by its id."""
    items = {one.id: one for one in questionnaire.items()}
    return items.__getitem__


@pytest.fixture
def cells() -> Callable[..., Cells]:
    """Return how to get a column of texts as cells."""

    def make(*texts: str, column: str = "column") -> Cells:
        table = Table.of("answers.csv", {column: list(texts)})
        return cells_of(table, column, table.rows.astype(int) - 2)

    return make


@pytest.fixture
def study() -> Callable[..., Study]:
    """Return how to get a study from its `data` and `audience`."""

    def make(audience: Mapping[str, Any] | None = None, **data: Any) -> Study:  # noqa: ANN401
        content = {"study": "s", "hypotheses": [], "data": data, "audience": audience or {}}
        return Study.model_validate(content)

    return make
