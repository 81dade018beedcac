"""What came of events in a study, in numbers and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, or_, select

from validation.store.tables import contacts, domain_events, followups, frame_members


@dataclass(frozen=True, slots=True)
class EventCount:
    """How many events of a name there are, of how many of them no list has the contact, and when.

    `first` and `last` are when the first and the last of them happened.
    """

    name: str
    events: int
    unknown: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class EndCount:
    """How many follow-ups of a step came to an end, and why."""

    name: str
    step: str
    outcome: str
    reason: str | None
    number: int


@dataclass(frozen=True, slots=True)
class KeptFollowUp:
    """To which end one step after one event came."""

    name: str
    event: str
    happened_at: datetime
    step: str
    due_at: datetime
    outcome: str
    reason: str | None
    decided_at: datetime


def count_events(connection: Connection, names: Sequence[str]) -> tuple[EventCount, ...]:
    """Return how many events of each name there are, in the order of the names given."""
    column = domain_events.c
    listed = (
        exists()
        .where(
            frame_members.c.contact_id == contacts.c.id,
            or_(
                contacts.c.key == column.contact_key,
                contacts.c.address_sha256 == column.contact_key,
            ),
        )
        .correlate(domain_events)
    )
    query = (
        select(
            column.name,
            func.count(),
            func.count().filter(~listed),
            func.min(column.happened_at, type_=column.happened_at.type),
            func.max(column.happened_at, type_=column.happened_at.type),
        )
        .where(column.name.in_(names), column.contact_key.is_not(None))
        .group_by(column.name)
    )
    found = {row[0]: EventCount(*row) for row in connection.execute(query)}
    return tuple(found[name] for name in names if name in found)


def count_followups(connection: Connection, study: str) -> tuple[EndCount, ...]:
    """Return how many follow-ups of each event and step came to which end in a study."""
    column = followups.c
    parts = (domain_events.c.name, column.step, column.outcome, column.reason)
    query = (
        select(*parts, func.count())
        .join(domain_events, domain_events.c.id == column.event_id)
        .where(column.study == study)
        .group_by(*parts)
        .order_by(*parts)
    )
    return tuple(EndCount(*row) for row in connection.execute(query))


def load_followups(connection: Connection, study: str, contact: str) -> tuple[KeptFollowUp, ...]:
    """Return what came of the events of one contact in a study, by its key."""
    column, event = followups.c, domain_events.c
    own = select(contacts.c.address_sha256).where(contacts.c.key == contact).scalar_subquery()
    query = (
        select(
            event.name,
            event.key,
            event.happened_at,
            column.step,
            column.due_at,
            column.outcome,
            column.reason,
            column.decided_at,
        )
        .join(domain_events, event.id == column.event_id)
        .where(column.study == study, or_(event.contact_key == contact, event.contact_key == own))
        .order_by(event.happened_at, event.key, column.due_at)
    )
    return tuple(KeptFollowUp(*row) for row in connection.execute(query))
