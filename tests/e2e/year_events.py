"""A year of events in a minute: customers are followed up while the heart is killed.

`python -m tests.e2e.year_events FOLDER --engine sqlite --contacts 2000 --kills 40` tells of what
happens to customers as time passes, imports a second list in May, and lets the heart beat. It
prints, as JSON, what is not as it has to be by a list that is reckoned without our code.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.e2e.year import BEGIN, END, Size, a_database, advance, beat_all, between, deliver
from tests.e2e.year_happened import REMINDERS, SECOND_LIST, Life, expected, lives
from validation.settings import Settings, read_settings
from validation.steps import (
    ContactSource,
    Event,
    Recurring,
    emit_events,
    import_contacts,
    start_recurring,
)
from validation.steps.keeping import opened
from validation.store import Submission, load_invitations, load_waves, submit_all
from validation.store.tables import domain_events, followups

STUDY = """study: care
items:
  - {id: start, text: Start?, type: rating, scale: {from: 1, to: 5}}
  - {id: stay, text: Stay?, type: rating, scale: {from: 1, to: 5}}
hypotheses:
  - {id: easy, says: Easy, claim: {kind: level, item: start, at_least: 3}}
  - {id: stays, says: Stays, claim: {kind: level, item: stay, at_least: 3}}
fieldwork: {mode: invite, open_for: 14 days, reminders: [4 days, 9 days], rest_period: 1443 hours}
privacy: {controller: {name: The Shop, contact: privacy@example.com}, purpose: to do better}
cadence:
  event: bought
  steps: [{after: 14 days, ask: [easy]}, {after: 90 days, ask: [stays]}]
  while: {status: [customer]}
  until_event: [ended]
  window: 7 days
  zone: Europe/Helsinki
"""
TWO_DAYS = timedelta(days=2)


def main() -> None:
    """Let a year pass, and print what is wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--contacts", type=int, default=2000)
    parser.add_argument("--hours", type=int, default=6)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    size = Size(asked.contacts, 0, asked.hours, asked.kills)
    with a_database(asked.engine) as address:
        given = {"TODENNA_HOME": str(asked.folder)}
        settings = read_settings(given | ({"TODENNA_DATABASE": address} if address else {}))
        report = live(settings, size, random.Random(asked.seed))  # noqa: S311 (no secret)
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    sys.exit(bool(report["wrong"]))


def live(settings: Settings, size: Size, chance: random.Random) -> dict[str, Any]:
    """Let a year pass and return what came of it."""
    beats = _beats(size.hours)
    people = lives(size.contacts, beats)
    settings.home.mkdir(parents=True, exist_ok=True)
    _keep_list(settings, people, 0, BEGIN - timedelta(hours=1))
    study = settings.home / "study.yaml"
    study.write_text(STUDY, encoding="utf-8")
    start_recurring(study, Recurring(), settings, now=BEGIN - timedelta(hours=1))
    by_day = _by_day(people)

    def tell(settings: Settings, now: datetime) -> None:
        """Import the second list when its day has come, and tell what happened lately."""
        if SECOND_LIST <= now < SECOND_LIST + TWO_DAYS:
            _keep_list(settings, people, 1, now)
        days = [(now - timedelta(days=back)).date() for back in range(3)]
        told = [one for day in days for one in by_day.get(day, []) if one[3] <= now]
        if told:
            events = [Event(name, key.partition("-")[0], at, key) for key, name, at, _ in told]
            emit_events(events, settings, now=now)

    began = time.perf_counter()
    work = (between, tell, advance, deliver, lambda given, now: answer(given, now, people))
    work[4].__name__ = "answer"
    n, killed = beat_all(settings, size, chance, work)
    seconds = round(time.perf_counter() - began, 1)
    return {"beats": n, "kills": killed, "seconds": seconds, **account(settings, people, beats)}


def answer(settings: Settings, now: datetime, people: Sequence[Life]) -> None:
    """Let those answer who do, two days after they were invited."""
    answering = {one.contact for one in people if one.answers}
    with opened(settings) as store, store.transaction() as connection:
        for wave in load_waves(connection, "care"):
            if wave.state == "open":
                item = "start" if wave.where.wave.endswith("14") else "stay"
                given = [
                    Submission(one.code, {item: "4"}, "en", now)
                    for one in load_invitations(connection, wave.where)
                    if one.contact in answering and one.answered_at is None
                    if "invite" in one.messages and one.messages["invite"].at + TWO_DAYS <= now
                ]
                submit_all(connection, given)


def account(
    settings: Settings, people: Sequence[Life], beats: Sequence[datetime]
) -> dict[str, Any]:
    """Return how much of everything there is, and what is not as it has to be."""
    column = followups.c
    query = (
        select(domain_events.c.contact_key, column.step, column.outcome)
        .join(domain_events, domain_events.c.id == column.event_id)
        .where(column.due_at < beats[-1])
    )
    with opened(settings) as store, store.reading() as connection:
        ends = Counter((key, step, outcome) for key, step, outcome in connection.execute(query))
        waves = {one.where.wave: one for one in load_waves(connection, "care")}
        messages = Counter(
            (name, step, str(one.contact))
            for name, wave in waves.items()
            for one in load_invitations(connection, wave.where)
            for step, message in one.messages.items()
            if message.state == "sent"
        )
    wanted, mails = expected(people, beats)
    over = {name: one for name, one in waves.items() if one.terms and one.terms.closes_at < END}
    checks = {
        "ends": ends == wanted,
        "messages": messages == mails,
        "waves": {*waves} == {wave for wave, _, _ in mails},
        "waves that are over": {one.state for one in over.values()} <= {"reported"},
        "each message is known": {step for _, step, _ in mails} <= {"invite", *REMINDERS},
    }
    return {
        "waves": len(waves),
        "ends": dict(sorted(Counter(outcome for _, _, outcome in ends.elements()).items())),
        "messages": dict(sorted(Counter(step for _, step, _ in messages.elements()).items())),
        "missing": [*map(str, [*(wanted - ends), *(mails - messages)][:5])],
        "too many": [*map(str, [*(ends - wanted), *(messages - mails)][:5])],
        "wrong": [name for name, holds in checks.items() if not holds],
    }


@cache
def _beats(hours: int) -> tuple[datetime, ...]:
    step = timedelta(hours=hours)
    return tuple(BEGIN + number * step for number in range((END - BEGIN) // step))


def _by_day(people: Sequence[Life]) -> dict[Any, list[tuple[str, str, datetime, datetime]]]:
    found: dict[Any, list[tuple[str, str, datetime, datetime]]] = {}
    for one in (event for life in people for event in life.events()):
        found.setdefault(one[3].date(), []).append(one)
    return found


def _keep_list(settings: Settings, people: Sequence[Life], number: int, now: datetime) -> None:
    path = settings.home / f"contacts-{number}.csv"
    rows = [
        f"{one.contact},{one.contact}@example.com,{one.lists[number]}\n"
        for one in people
        if one.lists[number] is not None
    ]
    path.write_text("id,email,status\n" + "".join(rows))
    import_contacts(ContactSource(path, basis="consent"), settings, now=now)


if __name__ == "__main__":
    main()
