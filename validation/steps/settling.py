"""Settle mail of which nobody knows whether it left: by evidence, and by what a person decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from validation.errors import Problem, StoreError
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import (
    KeptMessage,
    OutboxState,
    Settlement,
    expire_claims,
    load_messages,
    settle_evidence,
    settle_messages,
)

# A claim this old belongs to a run that died: sending a batch takes seconds.
BROKEN_OFF = timedelta(minutes=15)
# For so long the mail service may still tell what became of a message.
HORIZON = timedelta(hours=6)
UNSETTLED: tuple[OutboxState, ...] = ("held", "unknown")


@dataclass(frozen=True, slots=True)
class SettledMail:
    """How many events were acted upon, messages settled by them, addresses left alone since.

    `expired` claims belong to runs that broke off; `held` waits for a person from now on.
    """

    events: int = 0
    messages: int = 0
    suppressed: int = 0
    expired: int = 0
    held: int = 0


def settle_mail(settings: Settings, *, now: datetime, horizon: timedelta = HORIZON) -> SettledMail:
    """Settle mail by what the mail service told of it, and return what that came to.

    Mail of which nothing is known after the horizon is held for a person; nothing is ever sent
    again by itself.

    Raises:
        TodennaError: the database cannot be used.
    """
    events = messages = suppressed = 0
    with opened(settings) as store:
        while True:
            with store.transaction() as connection:
                found = settle_evidence(connection, now=now)
            if not found.events:
                break
            events += found.events
            messages += found.messages
            suppressed += found.suppressed
        with store.transaction() as connection:
            expired = expire_claims(connection, claimed_before=now - BROKEN_OFF, now=now)
            held = _hold(connection, now - horizon, now)
    return SettledMail(events, messages, suppressed, expired, held)


def list_unsettled(settings: Settings) -> tuple[KeptMessage, ...]:
    """Return the messages that wait for a person or for evidence, those held first.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        return _unsettled(connection)


def release_messages(
    references: Sequence[str], settings: Settings, *, now: datetime
) -> tuple[str, ...]:
    """Let messages leave that surely did not arrive, and return their keys.

    Args:
        references: of the messages; none at all is all that are held.
        settings: where things are kept.
        now: the time.

    Raises:
        StoreError: one of them is not held; then none is released.
    """
    return _decide(references, "queued", "", settings, now)


def abandon_messages(
    references: Sequence[str], settings: Settings, *, now: datetime
) -> tuple[str, ...]:
    """Give messages up that arrived or need not leave, and return their keys.

    Args:
        references: of the messages; none at all is all that are held.
        settings: where things are kept.
        now: the time.

    Raises:
        StoreError: one of them is not held; then none is given up.
    """
    return _decide(references, "failed", "given up by a person", settings, now)


def _decide(
    references: Sequence[str], state: OutboxState, error: str, settings: Settings, now: datetime
) -> tuple[str, ...]:
    with opened(settings) as store, store.transaction() as connection:
        waiting = {one.message.reference: one for one in _unsettled(connection)}
        wanted = references or [name for name, one in waiting.items() if one.state == "held"]
        unknown = [name for name in wanted if name not in waiting]
        if unknown:
            must = "the reference of a message that is held or unknown"
            problems = [Problem("reference", repr(name), must) for name in unknown]
            raise StoreError("Nothing was changed. `todenna mail list` shows them.", problems)
        keys = tuple(waiting[name].message.key for name in wanted)
        settle_messages(connection, [Settlement(key, state, error) for key in keys], now=now)
    return keys


def _hold(connection: Connection, before: datetime, now: datetime) -> int:
    old = [
        one
        for one in load_messages(connection, "unknown")
        if one.claimed_at is not None and one.claimed_at < before
    ]
    held = [Settlement(one.message.key, "held", one.last_error) for one in old]
    settle_messages(connection, held, now=now)
    return len(held)


def _unsettled(connection: Connection) -> tuple[KeptMessage, ...]:
    return tuple(one for state in UNSETTLED for one in load_messages(connection, state))
