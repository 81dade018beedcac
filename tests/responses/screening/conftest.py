"""Questionnaires and answers written out in the tests that look at them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from validation.claims import Choices, Frame, Missing
from validation.questionnaire import Questionnaire
from validation.stats import Design

Asking = Callable[..., Questionnaire]
Answering = Callable[..., Frame]


@pytest.fixture
def asking() -> Asking:
    """A questionnaire: a section a keyword, with its questions; ratings make one battery."""

    def make(points: int = 5, **sections: Sequence[str]) -> Questionnaire:
        choices = [{"code": str(point), "label": str(point)} for point in range(1, points + 1)]
        content: dict[str, Any] = {
            "study": "s", "title": "T", "languages": ["en", "fi"], "seed": 1, "minutes": 1,
            "sections": [
                {"id": name, "title": name, "items": [
                    {"id": f"{name}{at}", "type": "rating", "text": text, "choices": choices,
                     "battery": name}
                    for at, text in enumerate(texts, start=1)
                ]}
                for name, texts in sections.items()
            ],
        }  # fmt: skip
        return Questionnaire.model_validate(content)

    return make


@pytest.fixture
def answering() -> Answering:
    """Answers, an item a keyword and a respondent a place; None was not shown, 0 not answered."""

    def make(points: int = 5, **answers: Sequence[int | None]) -> Frame:
        columns = {name: _ratings(given, points) for name, given in answers.items()}
        return Frame(columns, Design(len(next(iter(answers.values())))))

    return make


@pytest.fixture
def sheets(answering: Answering) -> Callable[..., Frame]:
    """Answers, a section a keyword, with a row a respondent."""

    def make(points: int = 5, **rows: Sequence[Sequence[int | None]]) -> Frame:
        answers: Mapping[str, Sequence[int | None]] = {
            f"{name}{at}": column
            for name, given in rows.items()
            for at, column in enumerate(zip(*given, strict=True), start=1)
        }
        return answering(points, **answers)

    return make


def _ratings(given: Sequence[int | None], points: int) -> Choices:
    kinds = {None: int(Missing.NOT_SHOWN), 0: int(Missing.NO_ANSWER)}
    codes = [kinds.get(one, (one or 0) - 1) for one in given]
    levels = tuple(str(point) for point in range(1, points + 1))
    return Choices(np.array(codes, np.int8), levels, tuple(float(level) for level in levels))
