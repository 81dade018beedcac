"""A wave in the field: three contacts, invited, with a link each that is their name."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.responses import Paradata
from validation.sampling import Contact
from validation.store import (
    Asked,
    Link,
    PageSave,
    Store,
    Submission,
    WaveKey,
    load_invitations,
    save_frame,
    save_invitations,
    save_links,
    save_questionnaire,
    save_study,
    save_terms,
    save_wave,
)
from validation.study import Study

PARADATA: Paradata = {"duration": 7.0, "honeypot": False}
NAMES = ("anna", "bertil", "cecilia")


def contact(name: str, *, key: str | None = None, **attributes: str) -> Contact:
    address = f"{name}@example.com"
    return Contact(name if key is None else key, address, "fi", "consent", attributes)


def sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def page(code: str, at: datetime, **answers: object) -> PageSave:
    return PageSave(code, answers, "fi", at, PARADATA)


def submission(code: str, at: datetime, **answers: object) -> Submission:
    return Submission(code, answers, "sv", at, PARADATA, sha256("consent"))


def codes_of(store: Store, where: WaveKey) -> dict[str | None, str]:
    """Return the codes of the invitations of a wave by their contacts."""
    with store.reading() as connection:
        return {one.contact: one.code for one in load_invitations(connection, where)}


def field_wave(store: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms) -> None:
    """Open a wave and invite all contacts, with links; a token is the contact's name."""
    now = terms.opens_at
    with store.transaction() as connection:
        save_wave(connection, where, questionnaire.fingerprint, state="open", now=now)
        save_terms(connection, where, terms)
        asked = [Asked(name, "fi", "North", 1.5, 30) for name in NAMES]
        save_invitations(connection, where, asked, now=now)
        links = [
            Link(sha256(f"{one.contact} {where}"), "answer", one.code, terms.closes_at)
            for one in load_invitations(connection, where)
        ]
        save_links(connection, where, links, now=now)


def rows(store: Store, table: str) -> list[Mapping[str, Any]]:
    """Return all rows of a table, as the database holds them."""
    with store.reading() as connection:
        found = connection.execute(text(f'SELECT * FROM "{table}" ORDER BY id'))  # noqa: S608 (ours)
        return [dict(row) for row in found.mappings()]


@pytest.fixture
def terms(now: datetime) -> Terms:
    return Terms(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=14))


@pytest.fixture
def asking(store: Store, study: Study, questionnaire: Questionnaire, now: datetime) -> Store:
    """Return a store with the study, its questionnaire and three contacts, and no wave."""
    with store.transaction() as connection:
        save_study(connection, study, now=now)
        save_questionnaire(connection, questionnaire, now=now)
        save_frame(connection, "s", map(contact, NAMES), sha256="file", now=now)
    return store


@pytest.fixture
def fielded(asking: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms) -> Store:
    """Return a store with an open wave to which the three contacts are invited."""
    field_wave(asking, where, questionnaire, terms)
    return asking


@pytest.fixture
def anonymous(asking: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms) -> Store:
    """Return a store with an open anonymous wave to which the three contacts are invited."""
    field_wave(asking, where, questionnaire, terms.model_copy(update={"anonymous": True}))
    return asking


@pytest.fixture
def codes(request: pytest.FixtureRequest, where: WaveKey) -> dict[str | None, str]:
    """Return the code of each contact's invitation in the wave that the test asks for."""
    name = "anonymous" if "anonymous" in request.fixturenames else "fielded"
    return codes_of(request.getfixturevalue(name), where)
