"""A year in a minute: a simulated clock drives studies that repeat, and the heart is killed.

`python -m tests.e2e.year FOLDER --engine sqlite --contacts 2000 --kills 40 --seed 7` lets a
quarterly study run for twelve months. Each beat of the heart does what `todenna advance` and
`todenna deliver` do, and then those answer whose time has come. The process of the heart is killed
at random moments (SIGKILL) and started again half an hour later by the simulated clock. It prints,
as JSON, what is not as it has to be by a list that is reckoned without our code.
"""

import argparse
import json
import multiprocessing
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from tests.e2e.year_expected import (
    READERS,
    Message,
    answers_at,
    expected_answers,
    expected_messages,
    expected_waves,
    rating_of,
)
from tests.servers.postgres import new_database, running_postgres
from validation.sampling import hash_address
from validation.settings import Settings, read_settings
from validation.steps import (
    ContactSource,
    Recurring,
    advance_waves,
    deliver_mail,
    import_contacts,
    list_waves,
    start_recurring,
)
from validation.steps.keeping import opened
from validation.store import (
    KeptMessage,
    Submission,
    WaveKey,
    field_counts,
    load_invitations,
    load_messages,
    load_waves,
    submit_all,
)

STUDY = f"""study: quarterly
languages: [en, fi]
items: [{{id: q, text: Q?, type: rating, scale: {{from: 1, to: 5}}}}]
hypotheses: [{{id: level, says: Good, claim: {{kind: level, item: q, at_least: 2.5}}}}]
fieldwork: {{mode: invite, open_for: 14 days, reminders: [4 days, 9 days], rest_period: 60 days}}
privacy: {{controller: {{name: The Shop, contact: privacy@example.com}}, purpose: to do better}}
cadence: {{rrule: FREQ=MONTHLY;INTERVAL=3, start: 2026-11-30, zone: Europe/Helsinki}}
digest: {{to: [{", ".join(READERS)}], send: always}}
"""
BEGIN = datetime(2026, 11, 24, 7, 10, tzinfo=UTC)
END = datetime(2027, 11, 24, tzinfo=UTC)
SOON = timedelta(minutes=30)
FORK = multiprocessing.get_context("fork")
PATIENCE = 600.0
POLL = 0.01  # seconds between two looks at how many beats are over
Work = Callable[[Settings, datetime], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: contacts, invitations to a wave, hours between beats, kills."""

    contacts: int
    invited: int
    hours: int
    kills: int


@dataclass(frozen=True, slots=True)
class Shared:
    """How many beats have ended, and what is being done, seen also by who kills the heart."""

    beats: "Synchronized[int]"
    doing: "Synchronized[int]"


def main() -> None:
    """Let a year pass, and print what is wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--contacts", type=int, default=2000)
    # The list takes it that whoever answers the day before a reminder is known to have answered.
    parser.add_argument("--hours", type=int, default=6, choices=range(1, 25), metavar="1-24")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    size = Size(asked.contacts, asked.contacts * 3 // 10, asked.hours, asked.kills)
    with a_database(asked.engine) as address:
        given = {"TODENNA_HOME": str(asked.folder)}
        settings = read_settings(given | ({"TODENNA_DATABASE": address} if address else {}))
        report = live(settings, size, random.Random(asked.seed))  # noqa: S311 (no secret)
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    sys.exit(bool(report["wrong"]))


def live(settings: Settings, size: Size, chance: random.Random) -> dict[str, Any]:
    """Let a year pass and return what came of it."""
    start(settings, size)
    began = time.perf_counter()
    beats, killed = beat_all(settings, size, chance)
    seconds = time.perf_counter() - began
    return {
        "beats": beats,
        "kills": killed,
        "seconds": round(seconds, 1),
        **account(settings, size),
    }


def start(settings: Settings, size: Size) -> None:
    """Keep the contacts, and let the study repeat."""
    settings.home.mkdir(parents=True, exist_ok=True)
    study, listed = settings.home / "study.yaml", settings.home / "contacts.csv"
    study.write_text(STUDY, encoding="utf-8")
    rows = (f"c{n},c{n}@example.com,{('en', 'fi')[n % 2]}\n" for n in range(size.contacts))
    listed.write_text("id,email,language\n" + "".join(rows))
    now = BEGIN - timedelta(hours=1)
    import_contacts(ContactSource(listed, basis="consent"), settings, now=now)
    start_recurring(study, Recurring(invitations=size.invited), settings, now=now)


def beat_all(
    settings: Settings, size: Size, chance: random.Random, work: Sequence[Work] | None = None
) -> tuple[int, Counter[str]]:
    """Let the heart beat for a year, and return how many beats ended and where kills fell."""
    step = timedelta(hours=size.hours)
    work = work or WORK
    left = [BEGIN + number * step for number in range((END - BEGIN) // step)]
    beats, pace = len(left), 0.1  # seconds a beat
    killed: Counter[str] = Counter()
    while left:
        done = Shared(FORK.Value("i", 0), FORK.Value("i", 0))
        begun = time.perf_counter()
        heart = FORK.Process(target=_beat, args=(settings, left, done, work))
        heart.start()
        kills = size.kills - killed.total()
        beating = chance.uniform(0, 2 * len(left) / kills) if kills > 0 else len(left)
        while heart.is_alive() and done.beats.value < int(beating):
            heart.join(POLL)
        heart.join(pace * (beating % 1) if kills > 0 else PATIENCE)
        if heart.is_alive():
            heart.kill()
            killed[work[done.doing.value].__name__] += 1
        heart.join()
        if heart.exitcode not in {0, -signal.SIGKILL}:
            sys.exit(f"the heart ended with {heart.exitcode}, must end with 0")
        ended = done.beats.value
        pace = (time.perf_counter() - begun) / ended if ended else pace
        # The beat in which it was killed is over: it beats again half an hour later.
        left = [*(beat + SOON for beat in left[ended : ended + 1]), *left[ended + 1 :]]
    return beats, killed


def _beat(
    settings: Settings, times: Sequence[datetime], done: Shared, works: Sequence[Work]
) -> None:
    with opened(settings):  # as a process that lives on would
        for now in times:
            for doing, work in enumerate(works[1:], 1):
                done.doing.value = doing
                work(settings, now)
            done.doing.value = 0
            done.beats.value += 1


def between(settings: Settings, now: datetime) -> None:
    """Do nothing: the heart rests between two beats."""


def advance(settings: Settings, now: datetime) -> None:
    """Make the waves that are due, and do what is due in each."""
    advanced = advance_waves(settings, now=now)
    if advanced.problems or advanced.held:
        sys.exit(f"{now}: {advanced.problems} {advanced.held}")


def deliver(settings: Settings, now: datetime) -> None:
    """Send the mail that waits."""
    deliver_mail(settings, now=now)


def answer(settings: Settings, now: datetime) -> None:
    """Let everybody answer whose time has come; who has answered does not answer again."""
    for wave in expected_waves():
        if wave.opens_at <= now < wave.opens_at + timedelta(days=14):
            where = WaveKey("quarterly", wave.name)
            with opened(settings) as store, store.transaction() as connection:
                given = [
                    Submission(one.code, {"q": str(rating_of(one.contact, wave))}, "en", now)
                    for one in load_invitations(connection, where)
                    if one.contact and one.answered_at is None and one.messages
                    for at in [answers_at(one.contact, wave)]
                    if at is not None and at <= now
                ]
                submit_all(connection, given)


def account(settings: Settings, size: Size) -> dict[str, Any]:
    """Return how much of everything there is, and what is not as it has to be."""
    with opened(settings) as store, store.reading() as connection:
        waves = load_waves(connection, "quarterly")
        asked = {one.where.wave: load_invitations(connection, one.where) for one in waves}
        messages = load_messages(connection)
        answered = {one.where.wave: field_counts(connection, one.where).complete for one in waves}
    people = {one.code: str(one.contact) for one in chain.from_iterable(asked.values())}
    invited = {name: [str(one.contact) for one in those] for name, those in asked.items()}
    sent = Counter(_sent(one, people) for one in messages if one.state == "sent")
    expected = expected_messages(invited)
    wanted = {one.name: (one.opens_at, "reported") for one in expected_waves()}
    found = {one.where.wave: (one.terms and one.terms.opens_at, one.state) for one in waves}
    passed = [one.name for one in list_waves("quarterly", settings, now=END, coming=0).lines]
    folders = sum(1 for _ in settings.outbox.glob("*/message.txt"))
    checks = {
        "waves": found == wanted,
        "waves that were passed over": passed == [*wanted],
        "numbers drawn": {*map(len, invited.values())} == {size.invited},
        "each drawn once": all(len({*those}) == len(those) for those in invited.values()),
        "messages": sent == expected,
        "messages in the folder": folders == sum(expected.values()),
        "answers": answered == expected_answers(invited),
        "nothing waits": {one.state for one in messages} <= {"sent", "failed"},
    }
    return {
        "waves": [*found],
        "messages": dict(sorted(Counter(step for _, step, _ in sent.elements()).items())),
        "answers": answered,
        "missing": [*map(str, [*(expected - sent)][:5])],
        "too many": [*map(str, [*(sent - expected)][:5])],
        "wrong": [name for name, holds in checks.items() if not holds],
    }


def _sent(one: KeptMessage, people: dict[str, str]) -> Message:
    _, wave, step, who = one.message.key.split("/")
    names = {hash_address(reader): reader for reader in READERS} | people
    return wave, step.partition("-")[0] if one.message.kind == "digest" else step, names[who]


WORK = (between, advance, deliver, answer)


@contextmanager
def a_database(engine: str) -> Iterator[str | None]:
    if engine == "sqlite":
        yield None
        return
    with running_postgres() as server:
        if server is None:
            sys.exit("PostgreSQL: found none, must be installed.")
        with new_database(server) as address:
            yield address


if __name__ == "__main__":
    main()
