"""Links to pages: only the SHA-256 of a token is kept, never the token."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal

from sqlalchemy import Connection, select, update

from validation.errors import StoreError
from validation.store.tables import invitations, links
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import CHUNK, add_new

Purpose = Literal["answer", "stop", "open"]


@dataclass(frozen=True, slots=True)
class Link:
    """A token by its SHA-256, what it is for, and whose it is; an open link is nobody's.

    A reader of digests has no invitation and is known by the SHA-256 of their address.
    """

    sha256: str
    purpose: Purpose
    invitation: str | None = None
    expires_at: datetime | None = None
    address_sha256: str | None = None


def save_links(
    connection: Connection, where: WaveKey, made: Iterable[Link], *, now: datetime
) -> int:
    """Keep links into a wave and return how many were new.

    Raises:
        StoreError: the wave or an invitation is not kept.
    """
    common = {"wave_id": id_of_wave(connection, where), "made_at": now}
    added = 0
    left = iter(made)
    while chunk := list(islice(left, CHUNK)):
        ids = _ids(connection, {one.invitation for one in chunk if one.invitation is not None})
        rows = (
            {
                "sha256": one.sha256,
                "purpose": one.purpose,
                "invitation_id": None if one.invitation is None else ids[one.invitation],
                "expires_at": one.expires_at,
                "address_sha256": one.address_sha256,
            }
            | common
            for one in chunk
        )
        added += add_new(connection, links, rows)
    return added


def extend_links(
    connection: Connection, where: WaveKey, purpose: Purpose, *, until: datetime
) -> int:
    """Let links of a wave lead somewhere for longer, none for less; return how many these are.

    Raises:
        StoreError: the wave is not kept.
    """
    change = update(links).where(
        links.c.wave_id == id_of_wave(connection, where),
        links.c.purpose == purpose,
        links.c.expires_at < until,
    )
    return connection.execute(change.values(expires_at=until)).rowcount


def _ids(connection: Connection, codes: set[str]) -> dict[str, int]:
    query = select(invitations.c.code, invitations.c.id).where(invitations.c.code.in_(codes))
    found = {row.code: row.id for row in connection.execute(query)}
    missing = codes - {*found}
    if missing:
        raise StoreError(
            f"links: found {len(missing)} for invitations that are not kept, must be for those of "
            "the wave. Save the invitations first."
        )
    return found
