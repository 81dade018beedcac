"""A store on SQLite, and the same on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from validation.files import read_library
from validation.questionnaire import Questionnaire, bind_claims, build_questionnaire
from validation.store import (
    Store,
    WaveKey,
    open_store,
    save_plan,
    save_questionnaire,
    save_study,
    save_wave,
)
from validation.study import Study
from validation.verdicts import Plan, build_plan

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


@pytest.fixture
def study() -> Study:
    """Return a study with a rating, a number with bands, an open question, and one claim."""
    items = [
        {"id": "q", "type": "rating", "text": "Q?", "scale": {"from": 1, "to": 5}},
        {"id": "age", "type": "number", "text": "Age?", "background": True},
        {"id": "group", "type": "bands", "of": "age", "bands": {"old": [50, None], "y": [0, 49]}},
        {"id": "missed", "type": "text", "text": "What did we miss?"},
    ]
    claim = {"kind": "level", "item": "q", "at_least": 3}
    hypotheses = [{"id": "h", "says": {"fi": "Väite", "en": "Claim"}, "claim": claim}]
    content = {"study": "s", "items": items, "hypotheses": hypotheses}
    return Study.model_validate(content)


@pytest.fixture
def questionnaire(study: Study) -> Questionnaire:
    return build_questionnaire(study, read_library())


@pytest.fixture
def plan(study: Study, questionnaire: Questionnaire) -> Plan:
    return build_plan(bind_claims(study, questionnaire), questionnaire)


@pytest.fixture
def where() -> WaveKey:
    return WaveKey("s", "2027")


@pytest.fixture
def kept(
    store: Store, study: Study, questionnaire: Questionnaire, plan: Plan, where: WaveKey
) -> Store:
    """Return a store with the study, its questionnaire, its plan and an empty wave."""
    with store.transaction() as connection:
        save_study(connection, study, now=NOW)
        save_questionnaire(connection, questionnaire, now=NOW)
        save_plan(connection, plan, made_at=NOW)
        save_wave(connection, where, questionnaire.fingerprint, state="closed", now=NOW)
    return store
