"""`python -m benchmarks.heartbeat`: one beat of the heart over many studies and invitations."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from tests.servers.postgres import new_database, running_postgres
from validation.sampling import Contact
from validation.settings import Settings, read_settings
from validation.steps import (
    Recurring,
    advance_waves,
    deliver_mail,
    make_due_waves,
    start_recurring,
)
from validation.steps.keeping import opened
from validation.store import (
    Settlement,
    load_messages,
    save_frame,
    settle_messages,
)

STUDY = """study: NAME
items: [{id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: level, says: Good, claim: {kind: level, item: q, at_least: 2.5}}]
fieldwork: {mode: invite, open_for: 60 days, reminders: [4 days, 50 days]}
privacy: {controller: {name: The Shop, contact: privacy@example.com}, purpose: to do better}
cadence: {rrule: FREQ=MONTHLY;INTERVAL=3, start: 2026-11-30, zone: Europe/Helsinki}
"""
BEGIN = datetime(2026, 11, 29, tzinfo=UTC)
OPENING = datetime(2026, 11, 30, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENGINES = ("sqlite", "postgresql")
FRAME = "contacts"


@dataclass(frozen=True, slots=True)
class Size:
    """How many studies repeat, and how many open invitations they have together."""

    studies: int = 100
    invitations: int = 100_000


QUICK = Size(studies=5, invitations=500)


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--quick", action="store_true", help="a little of it: some seconds")
    asked = parser.parse_args()
    for engine in asked.engine:
        with tempfile.TemporaryDirectory() as home, database(engine) as address:
            given = {"TODENNA_HOME": home} | ({"TODENNA_DATABASE": address} if address else {})
            for line in measure(read_settings(given), QUICK if asked.quick else Size()):
                sys.stdout.write(f"{engine}: {line}\n")
                sys.stdout.flush()


def measure(settings: Settings, size: Size) -> Iterator[str]:
    """Yield how long beats take: one in which all waves are made, and those with nothing to do."""
    start(settings, size)
    yield _timed(f"{size.studies} waves made", lambda: make_due_waves(settings, now=OPENING))
    yield _timed(
        f"{size.studies} waves opened, {size.invitations:,} invitations put into the outbox",
        lambda: advance_waves(settings, now=OPENING),
    )
    send(settings, OPENING)
    for number in (1, 2):
        now = OPENING + number * HOUR
        yield _timed(
            f"beat {number} with nothing due, {size.invitations:,} open invitations",
            lambda now=now: advance_waves(settings, now=now),  # type: ignore[misc]
        )
    yield _timed("outbox with nothing to send", lambda: deliver_mail(settings, now=OPENING + HOUR))


def start(settings: Settings, size: Size) -> None:
    """Keep the contacts, and let the studies repeat."""
    each = size.invitations // size.studies
    with opened(settings) as store, store.transaction() as connection:
        people = (
            Contact(f"c{number}", f"c{number}@example.com", "en", "consent")
            for number in range(each)
        )
        save_frame(connection, FRAME, people, sha256="0" * 64, now=BEGIN)
    for number in range(size.studies):
        path = Path(settings.home) / "study.yaml"
        path.write_text(STUDY.replace("NAME", f"study-{number:03}"), encoding="utf-8")
        start_recurring(path, Recurring(FRAME, invitations=each), settings, now=BEGIN)


def send(settings: Settings, now: datetime) -> None:
    """Count every message that waits as sent; how fast mail leaves is not measured here."""
    with opened(settings) as store, store.transaction() as connection:
        keys = [one.message.key for one in load_messages(connection, "queued")]
        settle_messages(connection, [Settlement(key, "sent") for key in keys], now=now)


@contextmanager
def database(engine: str) -> Iterator[str | None]:
    """Yield the address of an empty database; None for the file in the folder."""
    if engine == "sqlite":
        yield None
        return
    with running_postgres(durable=True) as server:
        if server is None:
            sys.exit("PostgreSQL: found none, must be installed. Or --engine sqlite.")
        with new_database(server) as address:
            yield address


def _timed(what: str, work: Callable[[], object]) -> str:
    began, busy = perf_counter(), process_time()
    work()
    return (
        f"{what}: {perf_counter() - began:.2f} s ({process_time() - busy:.2f} s of processor time)"
    )


if __name__ == "__main__":
    main()
