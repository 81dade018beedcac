"""Addresses that get no mail, known by their SHA-256 alone: the truth about who is left alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, select, update

from validation.store.tables import contacts, invitations, links, suppressions
from validation.store.writing import add_new

Reason = Literal["unsubscribed", "bounced", "complained", "erased"]
EVERYWHERE = "*"


def suppress(
    connection: Connection, address_sha256: str, scope: str, reason: Reason, *, now: datetime
) -> bool:
    """Keep that an address gets no mail of a study, or of any; say whether that was new.

    Of several reasons the first stays, but for an erasure, which nothing may hide.

    Args:
        connection: the connection of a transaction.
        address_sha256: as `validation.sampling.hash_address` gives it.
        scope: the id of a study, or "*" for all.
        reason: why.
        now: since when.
    """
    row = {"address_sha256": address_sha256, "scope": scope, "reason": reason, "since": now}
    new = add_new(connection, suppressions, [row]) == 1
    if reason == "erased" and not new:
        column = suppressions.c
        same = (column.address_sha256 == address_sha256, column.scope == scope)
        connection.execute(update(suppressions).where(*same).values(reason=reason))
    return new


def suppress_invited(
    connection: Connection, code: str, scope: str, reason: Reason, *, now: datetime
) -> bool:
    """Keep that whoever holds an invitation gets no more mail; say whether that was new.

    Nobody is suppressed where the invitation has no address, as behind an open link.
    """
    query = (
        select(contacts.c.address_sha256)
        .join(invitations, invitations.c.contact_id == contacts.c.id)
        .where(invitations.c.code == code)
    )
    found = connection.execute(query).scalar()
    return found is not None and suppress(connection, found, scope, reason, now=now)


def suppress_linked(
    connection: Connection, sha256: str, scope: str, reason: Reason, *, now: datetime
) -> bool:
    """Keep that whoever opened a link gets no more mail; say whether that was new.

    Args:
        connection: the connection of a transaction.
        sha256: of the token of the link, that of an invitation or of a reader of digests.
        scope: the id of a study, or "*" for all.
        reason: why.
        now: since when.
    """
    query = (
        select(func.coalesce(links.c.address_sha256, contacts.c.address_sha256))
        .select_from(links)
        .outerjoin(invitations, invitations.c.id == links.c.invitation_id)
        .outerjoin(contacts, contacts.c.id == invitations.c.contact_id)
        .where(links.c.sha256 == sha256)
    )
    found = connection.execute(query).scalar()
    return found is not None and suppress(connection, found, scope, reason, now=now)


def suppressed(connection: Connection, study: str) -> frozenset[str]:
    """Return the SHA-256 of every address that gets no mail of a study."""
    return frozenset(reasons(connection, study))


def reasons(
    connection: Connection, study: str, among: Iterable[str] | None = None
) -> dict[str, Reason]:
    """Return why which address gets no mail of a study, the reason given first."""
    column = suppressions.c
    query = select(column.address_sha256, column.reason).where(
        column.scope.in_((EVERYWHERE, study))
    )
    if among is not None:
        query = query.where(column.address_sha256.in_([*among]))
    found = connection.execute(query.order_by(column.since.desc(), column.id.desc()))
    return {sha256: reason for sha256, reason in found}  # noqa: C416 (the last one stays)
