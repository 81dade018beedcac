"""Keep what happened to contacts, each event once; the next beat follows up whoever is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import Happening, moment, read_happenings
from validation.files import read_table
from validation.settings import Settings
from validation.steps.contacting import rows_of
from validation.steps.keeping import opened
from validation.store import DomainEvent, count_unlisted, save_events

COLUMNS = ("event", "contact", "at", "key")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a contact; without `at` it happened now."""

    name: str
    contact: str
    at: datetime | None = None
    key: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Return it as other software would tell it."""
        said = {"event": self.name, "contact": self.contact, "attributes": dict(self.attributes)}
        more = {"at": self.at, "key": self.key}
        return said | {name: value for name, value in more.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Emitted:
    """How many events were told, how many of them are new, and of how many nobody is in a list.

    Those wait: the contact may be imported before the window of a step is over.
    """

    told: int
    new: int
    unlisted: int


def emit_event(event: Event, settings: Settings, *, now: datetime) -> Emitted:
    """Keep that something happened to a contact; told twice, it is kept once.

    Raises:
        TodennaError: it cannot be kept.
    """
    return emit_events([event], settings, now=now)


def emit_events(events: Iterable[Event], settings: Settings, *, now: datetime) -> Emitted:
    """Keep what happened to contacts, all of it or nothing; told twice, it is kept once.

    Raises:
        TodennaError: something of it cannot be kept.
    """
    happened = read_happenings([one.told() for one in events], now)
    with opened(settings) as store, store.transaction() as connection:
        return keep_happenings(connection, happened, now=now)


def keep_happenings(
    connection: Connection, happened: Sequence[Happening], *, now: datetime
) -> Emitted:
    """Keep events that were read, each once, and return how many were new."""
    events = [
        DomainEvent(one.key, one.name, one.contact, one.happened_at, one.attributes)
        for one in happened
    ]
    new = save_events(connection, events, now=now)
    unlisted = count_unlisted(connection, [one.contact for one in happened])
    return Emitted(len(events), new, unlisted)


def read_events(path: Path, *, name: str | None = None, zone: str = "UTC") -> tuple[Event, ...]:
    """Return the events of a file with the columns contact, and if it has them event, at and key.

    Every other column is an attribute of the event. A time without a zone is by the clocks of
    `zone`.

    Args:
        path: of the file.
        name: of all its events, where it has no column `event`.
        zone: whose clocks its times are by.

    Raises:
        TodennaError: it cannot be read, or a row of it is no event.
    """
    table = read_table(path)
    missing = {"contact", *(() if name else ("event",))} - table.cells.keys()
    if missing or table.broken:
        found = f"no column {', '.join(sorted(missing))}" if missing else "rows of another length"
        must = "a table with the columns contact and event, and perhaps at and key"
        raise FieldworkError(f"{table.name}: found {found}, must be {must}. Mend the file.")
    return tuple(_event(row, cells, name, zone) for row, cells in rows_of(table))


def _event(row: int, cells: Mapping[str, str], name: str | None, zone: str) -> Event:
    more = {one: text for one, text in cells.items() if one not in COLUMNS and text}
    at = cells.get("at") or None
    try:
        time = None if at is None else moment(datetime.fromisoformat(at), zone)
    except ValueError as error:
        must = "a time such as 2026-12-01T09:00"
        raise FieldworkError(f"row {row}: found {at!r}, must be {must}. Mend it.") from error
    return Event(name or cells["event"], cells["contact"], time, cells.get("key") or None, more)
