"""What the sending service told of messages, and what that settles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from validation.fieldwork import Fate
from validation.store.fielding.suppression import EVERYWHERE, Reason
from validation.store.tables import contacts, invitations, mail_events, outbox, suppressions
from validation.store.writing import add_new

# A later word counts only if it says more: a mail that bounced was not delivered.
RANK: dict[str | None, int] = {
    None: 0,
    "deferred": 1,
    "delivered": 2,
    "dropped": 3,
    "bounced": 4,
    "complained": 5,
}
# One that waits again although it was sent once may have been taken the first time.
OPEN = ("queued", "claimed", "unknown", "held")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event of the sending service: of which message, and what it shows.

    `key` is the service's own name of it. Every event shows that the message was taken; `fate`
    is what became of it then, `suppression` why its address gets no more mail.
    """

    key: str
    reference: str
    event: str
    happened_at: datetime
    fate: Fate | None = None
    suppression: Reason | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """How many events were looked at, messages settled by them, and addresses left alone."""

    events: int
    messages: int
    suppressed: int


def save_evidence(connection: Connection, events: Iterable[Evidence], *, now: datetime) -> int:
    """Keep events and return how many are new; one that is told twice is kept once."""
    rows = (
        {name: getattr(one, name) for name in Evidence.__dataclass_fields__} | {"saved_at": now}
        for one in events
    )
    return add_new(connection, mail_events, rows)


def settle_evidence(connection: Connection, *, now: datetime, limit: int = 5_000) -> Settled:
    """Act upon events that were not acted upon, the oldest first, and return what that changed.

    A message of which nobody knew whether it left was sent. Of events that come in any order the
    gravest fate stays. An address that bounced, complained or unsubscribed gets no mail of any
    study.
    """
    waiting = (
        select(mail_events)
        .where(mail_events.c.handled_at.is_(None))
        .order_by(mail_events.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    events = connection.execute(waiting).all()
    settled = _settle(connection, events, now)
    silent = _suppress(connection, events)
    if events:
        connection.execute(HANDLE, [{"_id": row.id, "_time": now} for row in events])
    return Settled(len(events), settled, silent)


def heard_until(connection: Connection) -> datetime | None:
    """Return when the newest of those messages was claimed of which the service told something."""
    query = (
        select(outbox.c.claimed_at)
        .where(outbox.c.reference.in_(select(mail_events.c.reference)))
        .where(outbox.c.claimed_at.is_not(None))
        .order_by(outbox.c.claimed_at.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def _settle(connection: Connection, events: Sequence[Row[Any]], now: datetime) -> int:
    gravest: dict[str, Row[Any]] = {}
    for row in events:
        before = gravest.get(row.reference)
        if before is None or RANK[row.fate] > RANK[before.fate]:
            gravest[row.reference] = row
    query = select(outbox.c.id, outbox.c.reference, outbox.c.state, outbox.c.fate).where(
        outbox.c.reference.in_([*gravest])
    )
    found = connection.execute(query.with_for_update()).all()
    taken = [{"_id": row.id, "_time": now} for row in found if row.state in OPEN]
    if taken:
        connection.execute(TAKEN, taken)
    told = [(row.id, gravest[row.reference], row.fate) for row in found]
    fates = [
        {"_id": number, "_fate": one.fate, "_time": one.happened_at}
        for number, one, before in told
        if RANK[one.fate] > RANK[before]
    ]
    if fates:
        connection.execute(FATE, fates)
    return len(taken)


def _suppress(connection: Connection, events: Sequence[Row[Any]]) -> int:
    told = {row.reference: row for row in reversed(events) if row.suppression is not None}
    query = (
        select(outbox.c.reference, contacts.c.address_sha256)
        .join(invitations, invitations.c.id == outbox.c.invitation_id)
        .join(contacts, contacts.c.id == invitations.c.contact_id)
        .where(outbox.c.reference.in_([*told]), contacts.c.address_sha256.is_not(None))
    )
    rows = [
        {
            "address_sha256": row.address_sha256,
            "scope": EVERYWHERE,
            "reason": told[row.reference].suppression,
            "since": told[row.reference].happened_at,
        }
        for row in connection.execute(query)
    ]
    return add_new(connection, suppressions, rows)


TAKEN = (
    update(outbox)
    .where(outbox.c.id == bindparam("_id"))
    .values(state="sent", settled_at=bindparam("_time"))
)
FATE = (
    update(outbox)
    .where(outbox.c.id == bindparam("_id"))
    .values(fate=bindparam("_fate"), fate_at=bindparam("_time"))
)
HANDLE = (
    update(mail_events)
    .where(mail_events.c.id == bindparam("_id"))
    .values(handled_at=bindparam("_time"))
)
