"""When contacts were written to, in all studies: for the contact budget."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from validation.store.tables import contacts, invitations, outbox
from validation.store.writing import CHUNK

# One that waits counts too: or two studies that invite at the same hour would both write. One that
# is held may have left as well: nobody knows.
COUNTED = ("queued", "claimed", "sent", "unknown", "held")
NEVER_CAME = ("dropped", "bounced")


def lock_history(connection: Connection) -> None:
    """Let nobody else invite by the contact budget until the transaction ends.

    Who looks at the history and then writes must not be overtaken: or two studies that invite at
    the same moment would both find that nobody was written to.
    """
    LOCKS[connection.dialect.name](connection)


def history(
    connection: Connection, people: Iterable[str] | None, since: datetime
) -> dict[str, tuple[datetime, ...]]:
    """Return when which contact, by its key, was written to since a time, in any study.

    Each message counts that left, may have left or is about to, reminders and thanks too; one that
    was refused or came back does not.

    Args:
        connection: the connection of a transaction.
        people: the keys of the contacts that are looked at; None for all.
        since: messages before this do not count.
    """
    time = func.coalesce(outbox.c.claimed_at, outbox.c.queued_at)
    query = (
        select(contacts.c.key, time)
        .join(invitations, invitations.c.contact_id == contacts.c.id)
        .join(outbox, outbox.c.invitation_id == invitations.c.id)
        .where(
            outbox.c.state.in_(COUNTED),
            or_(outbox.c.fate.is_(None), outbox.c.fate.not_in(NEVER_CAME)),
            time >= since,
        )
        .order_by(outbox.c.id)
    )
    among = None if people is None else {*people}
    if among is not None and len(among) <= CHUNK:
        query = query.where(contacts.c.key.in_(among))
    found: dict[str, list[datetime]] = defaultdict(list)
    for key, when in connection.execute(query):
        if among is None or key in among:
            found[key].append(when)
    return {key: tuple(times) for key, times in found.items()}


def _lock_sqlite(connection: Connection) -> None:
    # It has one writer, who holds the lock since the transaction began.
    del connection


def _lock_postgresql(connection: Connection) -> None:
    connection.execute(select(func.pg_advisory_xact_lock(BUDGET)))


BUDGET = 0x70DE44A  # any number that nothing else in the database locks
LOCKS: Mapping[str, Callable[[Connection], None]] = {
    "sqlite": _lock_sqlite,
    "postgresql": _lock_postgresql,
}
