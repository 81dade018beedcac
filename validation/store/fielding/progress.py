"""How far the fieldwork of a wave is, counted by the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, cast, func, select

from validation.store.tables import contacts, drafts, invitations, outbox, responses
from validation.store.waves import WaveKey, id_of_wave


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """The invitations of a wave by how far they came, its messages, and its responses.

    `messages` counts by step and state, `fates` by step and what the mail service told.
    `complete` and `partial` are responses; `drafts` are begun and not submitted yet.
    """

    invited: int
    without_address: int
    deferred: int
    started: int
    answered: int
    declined: int
    dropped: int
    drafts: int
    complete: int
    partial: int
    messages: Mapping[tuple[str, str], int]
    fates: Mapping[tuple[str, str], int]


def field_counts(connection: Connection, where: WaveKey) -> FieldCounts:
    """Return how far the fieldwork of a wave is.

    Raises:
        StoreError: the wave is not kept.
    """
    wave_id = id_of_wave(connection, where)
    column = invitations.c
    counts = select(
        func.count(),
        func.count() - func.count(contacts.c.address),
        *(func.count(column[name]) for name in TIMES),
    ).select_from(invitations.outerjoin(contacts, contacts.c.id == column.contact_id))
    invited = connection.execute(counts.where(column.wave_id == wave_id)).one()
    waiting = select(func.count()).select_from(drafts).where(drafts.c.wave_id == wave_id)
    complete = func.coalesce(func.sum(cast(responses.c.complete, Integer)), 0)
    answers = select(complete, func.count() - complete).where(responses.c.wave_id == wave_id)
    responded = connection.execute(answers).one()
    numbers = (*invited, connection.execute(waiting).scalar_one(), *responded)
    messages, fates = (_by(connection, wave_id, name) for name in ("state", "fate"))
    return FieldCounts(*(*numbers, messages, fates))


def _by(connection: Connection, wave_id: int, name: str) -> dict[tuple[str, str], int]:
    column = outbox.c
    query = (
        select(column.step, column[name], func.count())
        .join(invitations, invitations.c.id == column.invitation_id)
        .where(invitations.c.wave_id == wave_id, column[name].is_not(None))
        .group_by(column.step, column[name])
        .order_by(column.step, column[name])
    )
    return {(step, value): n for step, value, n in connection.execute(query)}


TIMES = ("send_after", "started_at", "answered_at", "declined_at", "dropped")
