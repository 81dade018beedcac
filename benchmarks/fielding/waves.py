"""A wave that is open, with as many invitations as a benchmark needs, and their links."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from flows.respondents import Written, write_answers
from validation.fieldwork import Terms
from validation.questionnaire import Answer, Questionnaire
from validation.sampling import Contact
from validation.settings import Settings
from validation.simulation import Makeup, Sampling, as_answers, build_truth, draw
from validation.steps import Prepared, generate_survey, prepare_study
from validation.store import (
    Asked,
    Link,
    WaveKey,
    load_invitations,
    open_store,
    save_frame,
    save_invitations,
    save_links,
    save_terms,
    save_wave,
)
from validation.verdicts import Planned

STUDY = Path(__file__).parents[2] / "examples" / "mobile_operator" / "study.yaml"
WAVE = "load"
PEOPLE = 4_000
OPEN_FOR = timedelta(days=14)
NONE_DRAWN = "0" * 64


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
    contacts = [_contact(number) for number in range(count)]
    tokens = [secrets.token_urlsafe(32) for _ in range(count)]
    terms = Terms(opens_at=now, closes_at=now + OPEN_FOR)
    with open_store(settings.database) as store, store.transaction() as connection:
        save_frame(connection, where.study, contacts, sha256=NONE_DRAWN, now=now)
        fingerprint = prepared.questionnaire.fingerprint
        save_wave(connection, where, fingerprint, state="open", now=now)
        save_terms(connection, where, terms)
        asked = (Asked(one.key, one.language, "all", 1.0, count) for one in contacts)
        save_invitations(connection, where, asked, now=now)
        codes = [one.code for one in load_invitations(connection, where)]
        pairs = zip(codes, tokens, strict=True)
        links = (Link(_digest(token), "answer", code, terms.closes_at) for code, token in pairs)
        save_links(connection, where, links, now=now)
    answers = invent_answers(prepared, count, seed=seed)
    written = (write_answers(prepared.questionnaire, one) for one in answers)
    invited = map(Invited, codes, tokens, answers, written)
    return Opened(where, prepared.questionnaire, tuple(invited))


def invent_answers(prepared: Prepared, count: int, *, seed: int) -> list[dict[str, Answer]]:
    """Return what so many people answer in whose audience the study's beliefs are right."""
    planned = Planned(prepared.study, prepared.plan, prepared.questionnaire.asked(), before=True)
    makeup = Makeup(PEOPLE)
    truth = build_truth(prepared.questionnaire, planned, makeup, "right", seed=seed)
    frame = draw(truth.population, Sampling(count), np.random.default_rng(seed))
    return [*_with_words(as_answers(frame, prepared.questionnaire), prepared.questionnaire)]


def _with_words(
    answers: Iterator[dict[str, Answer]], questionnaire: Questionnaire
) -> Iterator[dict[str, Answer]]:
    """Let every third write into the open questions, in letters that pages must get right."""
    texts = [item.id for item in questionnaire.items() if item.type == "text"]
    for number, one in enumerate(answers):
        said: dict[str, Answer] = dict.fromkeys(texts, f"Nr {number}: <b>ä & “ö”</b> + 100 %")
        yield one | said if number % 3 == 0 else one


def _contact(number: int) -> Contact:
    key = f"load{number:06d}"
    return Contact(key, f"{key}@example.com", "en", "consent", {})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
