"""Open links: whoever opens one gets an invitation of their own, which nobody is behind."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Connection, select

from validation.errors import StoreError
from validation.store.tables import invitations, links


@dataclass(frozen=True, slots=True)
class Minted:
    """A personal link for somebody who came by an open one: SHA-256 of both tokens."""

    open_sha256: str
    sha256: str
    language: str
    expires_at: datetime | None


def mint_invitation(connection: Connection, minted: Minted, *, now: datetime) -> str:
    """Make an invitation and its link for somebody who came by an open link; return its code.

    Raises:
        StoreError: the open link is not kept.
    """
    query = select(links.c.wave_id).where(
        links.c.sha256 == minted.open_sha256, links.c.purpose == "open"
    )
    wave_id = connection.execute(query).scalar()
    if wave_id is None:
        raise StoreError("open link: found nothing kept, must be one of a wave. Make a new one.")
    code = token_hex(16)
    row = {"wave_id": wave_id, "code": code, "language": minted.language, "made_at": now}
    added = connection.execute(invitations.insert().values(row)).inserted_primary_key
    link = {
        "sha256": minted.sha256,
        "wave_id": wave_id,
        "invitation_id": None if added is None else added[0],
        "purpose": "answer",
        "made_at": now,
        "expires_at": minted.expires_at,
    }
    connection.execute(links.insert().values(link))
    return code
