"""What happened to contacts and studies, kept until it was acted upon."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from validation.store.tables import domain_events
from validation.store.writing import add_new


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """Something that happened: what, to whom or what, when, and more as JSON.

    `key` is the sender's own name of it, so that telling it twice adds nothing.
    """

    key: str
    kind: str
    about: str
    happened_at: datetime
    payload: str = "{}"


def save_event(connection: Connection, event: DomainEvent, *, now: datetime) -> bool:
    """Keep an event; say whether it was new."""
    row = {name: getattr(event, name) for name in DomainEvent.__dataclass_fields__}
    return add_new(connection, domain_events, [row | {"saved_at": now}]) == 1


def load_events(connection: Connection) -> tuple[DomainEvent, ...]:
    """Return the events that were not acted upon, in the order in which they came."""
    columns = [domain_events.c[name] for name in DomainEvent.__dataclass_fields__]
    query = (
        select(*columns).where(domain_events.c.handled_at.is_(None)).order_by(domain_events.c.id)
    )
    return tuple(DomainEvent(*row) for row in connection.execute(query))


def settle_event(connection: Connection, key: str, *, now: datetime) -> bool:
    """Write down that an event was acted upon; say whether this call did it."""
    change = (
        update(domain_events)
        .where(domain_events.c.key == key, domain_events.c.handled_at.is_(None))
        .values(handled_at=now)
    )
    return connection.execute(change).rowcount == 1
