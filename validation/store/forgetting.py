"""Mail of long ago: what was told of it is deleted, and so are the addresses of its readers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from validation.sampling import hash_address
from validation.store.outbox import UNWRITTEN
from validation.store.tables import mail_events, outbox

AT = "@"


@dataclass(frozen=True, slots=True)
class OldMail:
    """How many events of mail are kept no more, and how many messages forget their reader."""

    mail_events: int
    readers: int


def count_old_mail(connection: Connection, before: datetime) -> OldMail:
    """Return how much `forget_mail` would delete; nothing is deleted."""
    events = select(func.count()).select_from(mail_events).where(_handled(before))
    read = select(func.count()).select_from(outbox).where(_read(before))
    return OldMail(*(connection.execute(one).scalar_one() for one in (events, read)))


def forget_mail(connection: Connection, before: datetime) -> OldMail:
    """Delete what was told of mail, and from messages to readers the address and the text.

    In place of the address stands its SHA-256, so that nobody is told the same verdicts again.
    Mail that waits or may have left stays as it is.

    Args:
        connection: the connection of a transaction.
        before: what happened, or was settled, before this time is kept no more.
    """
    events = connection.execute(delete(mail_events).where(_handled(before))).rowcount
    column = outbox.c
    read = connection.execute(select(column.id, column.key, column.recipient).where(_read(before)))
    rows = read.all()
    for number, key, recipient in rows:
        name = hash_address(recipient)
        values = {"key": key.replace(recipient, name), "recipient": name, "payload": UNWRITTEN}
        connection.execute(update(outbox).where(column.id == number).values(values))
    return OldMail(events, len(rows))


def old_digests(connection: Connection, before: datetime) -> tuple[str, ...]:
    """Return the keys of the messages that `forget_mail` would make forget their readers."""
    query = select(outbox.c.key).where(_read(before)).order_by(outbox.c.id)
    return tuple(connection.execute(query).scalars())


def _handled(before: datetime) -> ColumnElement[bool]:
    return and_(mail_events.c.handled_at.is_not(None), mail_events.c.happened_at < before)


def _read(before: datetime) -> ColumnElement[bool]:
    return and_(
        outbox.c.invitation_id.is_(None),
        outbox.c.state.in_(("sent", "failed")),
        outbox.c.settled_at < before,
        outbox.c.recipient.contains(AT),
    )
