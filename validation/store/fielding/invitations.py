"""Invitations: who is asked in a wave, under which random code, and what is known of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select, update

from validation.errors import StoreError
from validation.fieldwork import InvitationFacts
from validation.store.fielding.contacts import id_of_contact
from validation.store.fielding.facts import facts
from validation.store.tables import contacts, invitations, outbox
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import CHUNK, add_new

INVITE = "invite"


@dataclass(frozen=True, slots=True)
class Asked:
    """A contact to be asked in a wave, by its key, and how it was drawn.

    `send_after` is until when the contact budget defers the invitation.
    """

    contact: str
    language: str
    stratum: str | None = None
    weight: float | None = None
    population: int | None = None
    send_after: datetime | None = None


def save_invitations(
    connection: Connection, where: WaveKey, asked: Iterable[Asked], *, now: datetime
) -> int:
    """Invite contacts to a wave and return how many are new; who is invited stays so.

    Raises:
        StoreError: the wave or one of the contacts is not kept.
    """
    common = {"wave_id": id_of_wave(connection, where), "made_at": now}
    added = 0
    left = iter(asked)
    while chunk := list(islice(left, CHUNK)):
        ids = _ids(connection, [one.contact for one in chunk])
        rows = (_row(one, ids[one.contact]) | common for one in chunk)
        added += add_new(connection, invitations, rows)
    return added


def load_invitations(connection: Connection, where: WaveKey) -> tuple[InvitationFacts, ...]:
    """Return what is known of every invitation of a wave, in the order in which they were made.

    Raises:
        StoreError: the wave is not kept.
    """
    condition = invitations.c.wave_id == id_of_wave(connection, where)
    return tuple(one.facts for one in facts(connection, condition))


def load_unreminded(
    connection: Connection, where: WaveKey, after: Sequence[str], left: tuple[datetime, datetime]
) -> tuple[InvitationFacts, ...]:
    """Return what is known of invitations that left between two times, without any of some steps.

    Who has answered, declined or is not written to any more is left out.

    Raises:
        StoreError: the wave is not kept.
    """
    message = outbox.c
    time = func.coalesce(message.claimed_at, message.queued_at)
    sent = select(message.invitation_id).where(
        message.step == INVITE, message.invitation_id == invitations.c.id, time.between(*left)
    )
    reminded = select(message.id).where(
        message.invitation_id == invitations.c.id, message.step.in_(after)
    )
    conditions = (
        invitations.c.wave_id == id_of_wave(connection, where),
        invitations.c.answered_at.is_(None),
        invitations.c.declined_at.is_(None),
        invitations.c.dropped.is_(None),
        sent.correlate(invitations).exists(),
        ~reminded.correlate(invitations).exists(),
    )
    return tuple(one.facts for one in facts(connection, *conditions))


def load_asked(connection: Connection, contact: str) -> tuple[tuple[WaveKey, InvitationFacts], ...]:
    """Return all that one contact was ever asked, by its key or address, in all studies.

    Raises:
        StoreError: the contact is not kept, or was erased.
    """
    condition = invitations.c.contact_id == id_of_contact(connection, contact)
    return tuple((one.where, one.facts) for one in facts(connection, condition))


def load_invitation(connection: Connection, code: str) -> tuple[WaveKey, InvitationFacts]:
    """Return what is known of an invitation, and its wave.

    Raises:
        StoreError: there is none of this code.
    """
    found = [*facts(connection, invitations.c.code == code)]
    if not found:
        raise StoreError(f"invitation {code[:8]}: found nothing kept, must be one of a wave.")
    return found[0].where, found[0].facts


def defer_invitations(connection: Connection, until: Iterable[tuple[str, datetime]]) -> int:
    """Let invitations, by their codes, leave no sooner than a time; return how many these are."""
    rows = [{"_code": code, "_time": time} for code, time in until]
    if rows:
        connection.execute(DEFER, rows)
    return len(rows)


def drop_invitations(connection: Connection, codes: Sequence[str], reason: str) -> int:
    """Send nothing more for invitations, for a reason; return how many had none before."""
    dropped = 0
    for start in range(0, len(codes), CHUNK):
        change = update(invitations).where(
            invitations.c.code.in_(codes[start : start + CHUNK]), invitations.c.dropped.is_(None)
        )
        dropped += connection.execute(change.values(dropped=reason)).rowcount
    return dropped


def next_deferred(connection: Connection, where: WaveKey) -> datetime | None:
    """Return from when on the first deferred invitation may leave that is not in the outbox.

    Raises:
        StoreError: the wave is not kept.
    """
    column = invitations.c
    query = select(func.min(column.send_after, type_=column.send_after.type)).where(
        column.wave_id == id_of_wave(connection, where),
        # Few are deferred, and of those alone it is asked what was written to them.
        column.send_after.is_not(None),
        column.dropped.is_(None),
        column.declined_at.is_(None),
        ~exists().where(outbox.c.invitation_id == column.id),
    )
    return connection.execute(query).scalar()


def _ids(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    query = select(contacts.c.key, contacts.c.id).where(contacts.c.key.in_(keys))
    found = {key: number for key, number in connection.execute(query)}  # noqa: C416 (rows)
    missing = [key for key in keys if key not in found]
    if missing:
        raise StoreError(
            f"invitations: found {len(missing)} for contacts that are not kept, must be those of "
            "a frame. Import the contacts again."
        )
    return found


def _row(one: Asked, contact_id: int) -> dict[str, Any]:
    return {
        "contact_id": contact_id,
        "code": token_hex(16),
        "language": one.language,
        "stratum": one.stratum,
        "weight": one.weight,
        "population": one.population,
        "send_after": one.send_after,
    }


DEFER = (
    update(invitations)
    .where(invitations.c.code == bindparam("_code"))
    .values(send_after=bindparam("_time"))
)
