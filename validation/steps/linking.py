"""Links to pages: a token of 256 bits for each, of which the SHA-256 alone is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import Link, WaveKey, load_wave, save_links

BYTES = 32
# Who opens a link after the closing is told so, and may still have the answers erased.
ANSWER_LIVES = timedelta(days=90)
# Who wants no more mail has to be able to say so for long after the last one.
STOP_LIVES = timedelta(days=730)


def mint_token() -> tuple[str, str]:
    """Return a new token and its SHA-256; the token itself is written nowhere but into a link."""
    token = secrets.token_urlsafe(BYTES)
    return token, hashlib.sha256(token.encode()).hexdigest()


def open_link(where: WaveKey, settings: Settings, *, now: datetime) -> str:
    """Return the address of one more open link to a wave, such as where the first one was lost.

    Raises:
        FieldworkError: the wave invites people by name.
        StoreError: the wave is not kept.
    """
    with opened(settings) as store, store.transaction() as connection:
        terms = load_wave(connection, where).terms
        if terms is None or terms.mode != "open_link":
            must = "must be one with mode: open_link"
            message = f"wave {where}: found one without open links, {must}."
            raise FieldworkError(f"{message} Who is invited gets a link by mail.")
        return mint_open_link(connection, where, settings, now=now)


def mint_open_link(
    connection: Connection, where: WaveKey, settings: Settings, *, now: datetime
) -> str:
    """Return the address of a new open link to a wave; nobody can be told it again.

    Raises:
        StoreError: the wave is not kept.
    """
    token, sha256 = mint_token()
    save_links(connection, where, [Link(sha256, "open")], now=now)
    return f"{settings.address}/o/{token}"
