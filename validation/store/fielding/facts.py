"""What is known of invitations, read in a few queries however many they are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, func, select

from validation.fieldwork import InvitationFacts, MessageFacts
from validation.store.fielding.suppression import reasons
from validation.store.tables import contacts, invitations, outbox, studies, waves
from validation.store.waves import WaveKey

Messages = dict[str, MessageFacts]
OWN = (
    "code",
    "language",
    "stratum",
    "weight",
    "population",
    "send_after",
    "started_at",
    "answered_at",
    "declined_at",
    "dropped",
)


@dataclass(frozen=True, slots=True)
class Found:
    """An invitation, its wave, and the address to which mail goes."""

    id: int
    where: WaveKey
    address: str | None
    facts: InvitationFacts


def facts(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Found]:
    """Yield the invitations for which all conditions hold, in the order in which they were made."""
    messages = _messages(connection, conditions)
    query = (
        select(
            invitations.c.id,
            studies.c.key.label("study"),
            waves.c.key.label("wave"),
            contacts.c.key.label("contact"),
            contacts.c.address,
            contacts.c.address_sha256,
            invitations.c.partial_at.is_not(None).label("partial"),
            invitations.c.partial_share,
            *(invitations.c[name] for name in OWN),
        )
        .join(waves, waves.c.id == invitations.c.wave_id)
        .join(studies, studies.c.id == waves.c.study_id)
        .outerjoin(contacts, contacts.c.id == invitations.c.contact_id)
        .where(*conditions)
        .order_by(invitations.c.id)
    )
    silent: dict[str, dict[str, str]] = {}
    for row in connection.execute(query).all():
        if row.study not in silent:
            silent[row.study] = dict(reasons(connection, row.study))
        yield _found(row, messages.get(row.id, {}), silent[row.study].get(row.address_sha256))


def _messages(
    connection: Connection, conditions: tuple[ColumnElement[bool], ...]
) -> dict[int, Messages]:
    column = outbox.c
    query = (
        select(
            column.invitation_id,
            column.step,
            column.state,
            func.coalesce(column.claimed_at, column.settled_at, column.queued_at).label("at"),
            column.fate,
            column.last_error,
        )
        .join(invitations, invitations.c.id == column.invitation_id)
        .where(*conditions)
        .order_by(column.id)
    )
    found: dict[int, Messages] = defaultdict(dict)
    for number, step, *rest in connection.execute(query):
        found[number][step] = MessageFacts(*rest)
    return found


def _found(row: Row[tuple[object, ...]], messages: Messages, reason: str | None) -> Found:
    told = InvitationFacts(
        **{name: getattr(row, name) for name in OWN},
        contact=row.contact,
        partial=bool(row.partial),
        share=row.partial_share,
        suppressed=reason,
        messages=messages,
    )
    return Found(row.id, WaveKey(row.study, row.wave), row.address, told)
