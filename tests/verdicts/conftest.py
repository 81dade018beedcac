"""Studies, plans and frames written out in the tests that look at them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from validation.claims import Choices, Column, Frame, Missing
from validation.files import read_library
from validation.questionnaire import bind_claims, build_questionnaire
from validation.stats import Design
from validation.study import Study
from validation.verdicts import Assessment, Planned, assess, build_plan
from validation.weighting import weigh

ITEMS = [
    {"id": "quality", "text": "Quality?", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "price", "text": "Price?", "type": "rating", "scale": {"from": 1, "to": 10}},
    {"id": "channel", "text": "Channel?", "type": "single", "options": ["shop", "web", "phone"]},
    {"id": "age", "text": "Age?", "type": "number", "min": 15, "max": 99, "background": True},
    {"id": "ages", "type": "bands", "of": "age", "bands": {"young": [15, 39], "old": [40, 99]}},
    {"id": "region", "text": "Region?", "type": "single", "options": ["n", "s", "w"]},
]
BELIEF = {"says": "A belief", "claim": {"kind": "level", "item": "quality", "at_least": 7}}


def _choices(codes: Sequence[int], levels: Sequence[str], scores: Sequence[float] = ()) -> Choices:
    return Choices(np.array(codes, np.int16), tuple(levels), tuple(scores))


@pytest.fixture
def study_of() -> Callable[..., Study]:
    """A study of the items above; hypotheses are named h1, h2 … where they have no id."""

    def make(*hypotheses: Mapping[str, object], **keys: object) -> Study:
        numbered = [
            BELIEF | {"id": f"h{at}"} | dict(one) for at, one in enumerate(hypotheses or [{}], 1)
        ]
        content = {"study": "shop", "items": ITEMS, "hypotheses": numbered}
        return Study.model_validate(content | keys)

    return make


@pytest.fixture
def planned_of() -> Callable[[Study], Planned]:
    def make(study: Study) -> Planned:
        questionnaire = build_questionnaire(study, read_library())
        bound = bind_claims(study, questionnaire)
        return Planned(bound, build_plan(bound, questionnaire), questionnaire.asked())

    return make


@pytest.fixture
def assessed(planned_of: Callable[[Study], Planned]) -> Callable[[Study, Frame], Assessment]:
    def make(study: Study, frame: Frame) -> Assessment:
        weighted, weighting = weigh(frame, study.audience.margins)
        return assess(planned_of(study), weighted, weighting)

    return make


@pytest.fixture
def rated() -> Callable[[Sequence[int | None]], Choices]:
    """Ratings from 1 to 10; None was not shown."""
    points = range(1, 11)
    scores = [float(point) for point in points]

    def make(ratings: Sequence[int | None]) -> Choices:
        codes = [Missing.NOT_SHOWN if one is None else one - 1 for one in ratings]
        return _choices(codes, [str(point) for point in points], scores)

    return make


@pytest.fixture
def chosen() -> Callable[[Sequence[str], Sequence[str]], Choices]:
    """Single choices among levels; an empty text was not shown."""

    def make(answers: Sequence[str], levels: Sequence[str]) -> Choices:
        codes = [levels.index(one) if one else Missing.NOT_SHOWN for one in answers]
        return _choices(codes, levels)

    return make


@pytest.fixture
def framed() -> Callable[..., Frame]:
    def make(weights: Sequence[float] | None = None, **columns: Column) -> Frame:
        n = len(next(iter(columns.values())).missing)
        return Frame(columns, Design(n, weights=weights))

    return make
