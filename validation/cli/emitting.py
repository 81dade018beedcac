"""`todenna emit`, `events` and `event-key`: what happened to contacts, and what became of it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from secrets import token_urlsafe

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from validation.cli.clock import now
from validation.cli.output import console, say, write_json
from validation.errors import FieldworkError
from validation.fieldwork import moment
from validation.settings import read_settings
from validation.steps import (
    Emitted,
    Event,
    KeptEvents,
    emit_event,
    emit_events,
    read_events,
    show_events,
)

KEY_BYTES = 32
OUTCOMES = ("invited", "dropped", "stopped", "budget", "repeated")


def emit(  # noqa: PLR0913 (each is an option)
    name: str | None,
    contact: str | None,
    attributes: list[str],
    *,
    at: datetime | None,
    key: str | None,
    zone: str,
) -> None:
    """Tell of one event, and print whether it is new."""
    if name is None or contact is None:
        must = "the name of an event and --contact, or --file"
        raise FieldworkError(f"emit: found neither, must be {must}.")
    when = None if at is None else moment(at, zone)
    event = Event(name, contact, when, key, dict(_attribute(one) for one in attributes))
    _print(emit_event(event, read_settings(), now=now()))


def emit_file(path: Path, name: str | None, zone: str) -> None:
    """Tell of the events of a file, all or none, and print how many are new."""
    found = read_events(path, name=name, zone=zone)
    _print(emit_events(found, read_settings(), now=now()))


def show(study: str, contact: str | None, *, as_json: bool) -> None:
    """Print what happened that a study follows up, and what became of it."""
    found = show_events(study, read_settings(), now=now(), contact=contact)
    if as_json:
        write_json(json.loads(json.dumps(asdict(found), default=str)))
        return
    out = console()
    for one in found.events:
        unknown = f", {one.unknown} of contacts in no list" if one.unknown else ""
        since = f"the first on {one.first:%Y-%m-%d}, the last on {one.last:%Y-%m-%d}"
        say(out, f"{escape(one.name)}: {one.events} events{unknown}, {since}.")
    if not found.events:
        say(out, f"None of these happened yet: {escape(', '.join(found.names))}.")
    out.print(_table(found))
    for line in _of_contact(found):
        say(out, line)


def make_key() -> None:
    """Print a new key and its SHA-256; it is kept nowhere."""
    key = token_urlsafe(KEY_BYTES)
    out = console()
    say(out, f"Key, for the software that tells events: {key}")
    say(out, f"Its SHA-256, for TODENNA_EVENT_KEYS: {hashlib.sha256(key.encode()).hexdigest()}")
    say(out, "The key is shown once and kept nowhere.")


def _print(done: Emitted) -> None:
    out = console()
    known = done.told - done.new
    before = f", known: {known}" if known else ""
    say(out, f"Events told: {done.told}, of them new: {done.new}{before}.")
    if done.unlisted:
        say(out, f"Contacts in no list: {done.unlisted}. Import them before a step is due.")


def _attribute(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (equals and name.strip()):
        raise FieldworkError(f"--attribute: found {text!r}, must be a pair such as plan=pro.")
    return name.strip(), value.strip()


def _table(found: KeptEvents) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("Event", "Step", *OUTCOMES, "waiting"):
        table.add_column(name, justify="left" if name in {"Event", "Step"} else "right")
    for name, step in found.steps:
        ends = [one for one in found.ends if (one.name, one.step) == (name, step)]
        numbers = (sum(one.number for one in ends if one.outcome == end) for end in OUTCOMES)
        waiting = str(found.waiting(name, step))
        table.add_row(escape(name), step, *(str(number) for number in numbers), waiting)
    return table


def _of_contact(found: KeptEvents) -> Iterator[str]:
    for one in found.over:
        why = f" ({one.reason})" if one.reason else ""
        yield f"{one.step}: {one.outcome}{why} on {one.decided_at:%Y-%m-%d %H:%M} UTC."
    for follow in found.open:
        why = f" ({follow.reason})" if follow.reason else ""
        yield f"{follow.step}: {follow.outcome}{why}, due {follow.due_at:%Y-%m-%d %H:%M} UTC."
