"""Erasing a person: what is theirs goes, what was counted stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Connection, Table, delete, select, update

from validation.store.fielding.contacts import id_of_contact
from validation.store.fielding.suppression import EVERYWHERE, suppress
from validation.store.tables import (
    contacts,
    domain_events,
    drafts,
    frame_members,
    invitations,
    links,
    outbox,
    responses,
)

UNSENT = ("queued", "held")


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased of a person."""

    responses: int
    drafts: int
    links: int
    invitations: int


def erase_contact(connection: Connection, key: str, *, now: datetime) -> Erased:
    """Erase a contact by its key or address, with its answers, and return how much that was.

    Its address stays as a SHA-256, so that it is never written to or imported again. What was
    submitted in an anonymous wave cannot be found; verdicts that were made stay as they are.

    Raises:
        StoreError: it is not kept, or was erased before.
    """
    contact_id = id_of_contact(connection, key)
    query = select(contacts.c.key, contacts.c.address_sha256).where(contacts.c.id == contact_id)
    kept = connection.execute(query.with_for_update()).one()
    if kept.address_sha256 is not None:
        suppress(connection, kept.address_sha256, EVERYWHERE, "erased", now=now)
    erased = _forget(connection, contact_id, now)
    connection.execute(delete(frame_members).where(frame_members.c.contact_id == contact_id))
    names = [one for one in (kept.key, kept.address_sha256) if one is not None]
    connection.execute(delete(domain_events).where(domain_events.c.contact_key.in_(names)))
    blank = dict.fromkeys(("address", "address_sha256", "language", "basis"))
    values = blank | {"key": token_hex(16), "attributes": {}, "erased_at": now}
    connection.execute(update(contacts).where(contacts.c.id == contact_id).values(values))
    return erased


def _forget(connection: Connection, contact_id: int, now: datetime) -> Erased:
    own = select(invitations.c.id).where(invitations.c.contact_id == contact_id)
    ids = connection.execute(own).scalars().all()
    answered = select(responses.c.invitation_id).where(responses.c.invitation_id.in_(ids))
    none = dict.fromkeys(("answered_at", "partial_at", "partial_share", "started_at"))
    connection.execute(update(invitations).where(invitations.c.id.in_(answered)).values(none))
    found = Erased(
        responses=_delete(connection, responses, ids),
        drafts=_delete(connection, drafts, ids),
        links=_delete(connection, links, ids),
        invitations=len(ids),
    )
    unsent = update(outbox).where(outbox.c.invitation_id.in_(ids), outbox.c.state.in_(UNSENT))
    connection.execute(unsent.values(state="failed", settled_at=now, last_error="erased"))
    asked = update(invitations).where(invitations.c.id.in_(ids))
    connection.execute(asked.values(contact_id=None, dropped="erased", erased_at=now))
    return found


def _delete(connection: Connection, table: Table, ids: Sequence[int]) -> int:
    return connection.execute(delete(table).where(table.c.invitation_id.in_(ids))).rowcount
