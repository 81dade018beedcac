"""A wave that is open, with as many invitations as a benchmark needs, and their links."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from sqlalchemy import Connection

from flows.inventing import invent_answers
from flows.respondents import Written, write_answers
from validation.fieldwork import Terms
from validation.questionnaire import Answer, Form, Questionnaire
from validation.sampling import Contact
from validation.settings import Settings
from validation.steps import generate_survey, prepare_study
from validation.store import (
    Asked,
    Link,
    PageSave,
    WaveKey,
    find_visits,
    load_invitations,
    open_store,
    save_frame,
    save_invitations,
    save_links,
    save_pages,
    save_terms,
    save_wave,
)

STUDY = Path(__file__).parents[2] / "examples" / "mobile_operator" / "study.yaml"
WAVE = "load"
OPEN_FOR = timedelta(days=14)
NO_FILE = "0" * 64
DIFFERENT = 1_000  # people who answer differently; then they answer like the first again


@dataclass(frozen=True, slots=True)
class Invited:
    """One invitation: its code, the token of its link, and what its person answers."""

    code: str
    token: str
    answers: dict[str, Answer]
    written: Written

    @property
    def path(self) -> str:
        """The path of the personal link."""
        return f"/r/{self.token}"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open wave with its questionnaire and invitations."""

    where: WaveKey
    questionnaire: Questionnaire
    invited: tuple[Invited, ...]


def open_wave(settings: Settings, count: int, *, seed: int, now: datetime) -> Opened:
    """Keep the study of the example and a wave of it that is open, and return what was made."""
    prepared = prepare_study(STUDY)
    generate_survey(STUDY, settings, now=now)
    where = WaveKey(prepared.study.study, WAVE)
    tokens = [secrets.token_urlsafe(32) for _ in range(count)]
    with open_store(settings.database) as store, store.transaction() as connection:
        fingerprint = prepared.questionnaire.fingerprint
        save_wave(connection, where, fingerprint, state="open", now=now)
        codes = _invite(connection, where, tokens, now)
    people = invent_answers(prepared, min(count, DIFFERENT), seed=seed)
    minds = cycle([(one, write_answers(prepared.questionnaire, one)) for one in people])
    pairs = zip(codes, tokens, strict=True)
    invited = (Invited(*pair, *mind) for pair, mind in zip(pairs, minds, strict=False))
    return Opened(where, prepared.questionnaire, tuple(invited))


def _invite(
    connection: Connection, where: WaveKey, tokens: Sequence[str], now: datetime
) -> list[str]:
    """Invite somebody for each token, and return the codes of the invitations."""
    terms = Terms(opens_at=now, closes_at=now + OPEN_FOR)
    save_terms(connection, where, terms)
    contacts = [_contact(number) for number in range(len(tokens))]
    save_frame(connection, where.study, contacts, sha256=NO_FILE, now=now)
    asked = (Asked(one.key, one.language, "all", 1.0, len(contacts)) for one in contacts)
    save_invitations(connection, where, asked, now=now)
    codes = [one.code for one in load_invitations(connection, where)]
    pairs = zip(codes, tokens, strict=True)
    links = (Link(_digest(token), "answer", code, terms.closes_at) for code, token in pairs)
    save_links(connection, where, links, now=now)
    return codes


def start_everybody(settings: Settings, opened: Opened, *, now: datetime) -> Opened:
    """Let all who are asked every page answer the first, and return the wave with them alone."""
    form = Form(opened.questionnaire)
    first = opened.questionnaire.sections[0].items
    every = len(opened.questionnaire.sections)
    staying = tuple(one for one in opened.invited if len(form.pages_of(one.answers)) == every)
    saves = [
        PageSave(one.code, {item.id: one.answers[item.id] for item in first}, "en", now, {})
        for one in staying
    ]
    with open_store(settings.database) as store:
        for start in range(0, len(saves), DIFFERENT):
            with store.transaction() as connection:
                save_pages(connection, saves[start : start + DIFFERENT])
    return replace(opened, invited=staying)


def count_pages(settings: Settings, opened: Opened) -> int:
    """Return how many pages after the first are kept of those who have not submitted."""
    later = [{item.id for item in section.items} for section in opened.questionnaire.sections[1:]]
    hashes = [_digest(one.token) for one in opened.invited]
    with open_store(settings.database) as store, store.transaction() as connection:
        visits = [
            visit
            for start in range(0, len(hashes), DIFFERENT)
            for visit in find_visits(connection, hashes[start : start + DIFFERENT])
        ]
    return sum(not items.isdisjoint(one.answers) for one in visits if one for items in later)


def _contact(number: int) -> Contact:
    key = f"load{number:06d}"
    return Contact(key, f"{key}@example.com", "en", "consent", {})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
