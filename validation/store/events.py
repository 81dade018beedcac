"""What happened to contacts and studies, each event once by its sender's own name of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select, update

from validation.store.tables import domain_events
from validation.store.writing import CHUNK, add_new


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """Something that happened to a contact: what, to whom, when, and what else was told of it.

    `key` is the sender's own name of it, so that telling it twice adds nothing; `contact` is the
    key of somebody who need not be in any list yet. What happened to a study has none.
    """

    key: str
    name: str
    contact: str | None
    happened_at: datetime
    attributes: Mapping[str, str] = field(default_factory=dict)


def save_events(connection: Connection, events: Iterable[DomainEvent], *, now: datetime) -> int:
    """Keep events and return how many were new; one that is kept stays as it is."""
    return add_new(connection, domain_events, (_row(one, now) for one in events))


def load_unsent(connection: Connection, limit: int) -> tuple[DomainEvent, ...]:
    """Return events of which others were not told yet, in the order in which they came."""
    query = (
        select(*COLUMNS)
        .where(domain_events.c.sent_at.is_(None))
        .order_by(domain_events.c.id)
        .limit(limit)
    )
    return tuple(DomainEvent(*row) for row in connection.execute(query))


def mark_sent(connection: Connection, keys: Iterable[str], *, now: datetime) -> int:
    """Write down that others were told of events; return of how many they had not been."""
    wanted = [*keys]
    marked = 0
    for start in range(0, len(wanted), CHUNK):
        change = update(domain_events).where(
            domain_events.c.key.in_(wanted[start : start + CHUNK]),
            domain_events.c.sent_at.is_(None),
        )
        marked += connection.execute(change.values(sent_at=now)).rowcount
    return marked


def _row(event: DomainEvent, now: datetime) -> dict[str, object]:
    return {
        "key": event.key,
        "name": event.name,
        "contact_key": event.contact,
        "happened_at": event.happened_at,
        "attributes": dict(event.attributes),
        "saved_at": now,
    }


COLUMNS = (
    domain_events.c.key,
    domain_events.c.name,
    domain_events.c.contact_key,
    domain_events.c.happened_at,
    domain_events.c.attributes,
)
