"""Settle mail of which nobody knows whether it left: by evidence, and by what a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from validation.errors import Problem, StoreError
from validation.mail import HELD, HORIZON, judge_silence
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import (
    KeptMessage,
    OutboxState,
    Settlement,
    Store,
    expire_claims,
    heard_until,
    hold_waiting,
    load_messages,
    settle_evidence,
    settle_messages,
)

# A claim this old belongs to a run that died: sending a batch takes seconds.
BROKEN_OFF = timedelta(minutes=15)
HELD_BY_HAND = "held by a person"
UNSETTLED: tuple[OutboxState, ...] = ("held", "unknown")


@dataclass(frozen=True, slots=True)
class SettledMail:
    """How many events were acted upon, messages settled by them, addresses left alone since.

    `expired` claims belong to runs that broke off. Of `queued` it is known now that they never
    left: they wait again; `held` waits for a person from now on.
    """

    events: int = 0
    messages: int = 0
    suppressed: int = 0
    expired: int = 0
    queued: int = 0
    held: int = 0


def settle_mail(settings: Settings, *, now: datetime, horizon: timedelta = HORIZON) -> SettledMail:
    """Settle mail by what the mail service told of it, and return what that came to.

    Mail of which nothing was told within the horizon waits again if the service is known to tell
    (`judge_silence`), or if it is written into a folder, which holds each message once. Else it
    is held for a person.

    Raises:
        TodennaError: the database cannot be used.
    """
    into_folder = settings.sendgrid_key is None
    with opened(settings) as store:
        found = settle_events(store, now=now)
        with store.transaction() as connection:
            expired = expire_claims(connection, claimed_before=now - BROKEN_OFF, now=now)
            silent = dict(_silent(connection, timedelta(0) if into_folder else horizon, now))
            queue = [key for key, held in silent.items() if into_folder or not held]
            hold = [key for key in silent if key not in {*queue}]
            settle_messages(connection, [Settlement(key, "queued") for key in queue], now=now)
            settle_messages(connection, [Settlement(key, "held", HELD) for key in hold], now=now)
    return replace(found, expired=expired, queued=len(queue), held=len(hold))


def settle_events(store: Store, *, now: datetime) -> SettledMail:
    """Act upon all that the mail service told, and return what that came to."""
    events = messages = suppressed = 0
    while True:
        with store.transaction() as connection:
            found = settle_evidence(connection, now=now)
        if not found.events:
            return SettledMail(events, messages, suppressed)
        events += found.events
        messages += found.messages
        suppressed += found.suppressed


def list_unsettled(settings: Settings) -> tuple[KeptMessage, ...]:
    """Return the messages that wait for a person or for evidence, those held first.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.reading() as connection:
        return _unsettled(connection)


def hold_messages(settings: Settings, *, now: datetime) -> int:
    """Hold all mail that waits, as after a backup was restored, and return how many that is.

    What the copy believes to be waiting may have left since; a person sees to it.

    Raises:
        TodennaError: the database cannot be used.
    """
    with opened(settings) as store, store.transaction() as connection:
        return hold_waiting(connection, HELD_BY_HAND, now=now)


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


def _silent(
    connection: Connection, horizon: timedelta, now: datetime
) -> Iterator[tuple[str, bool]]:
    """Yield the messages of which nothing was told for too long, and whether they are held."""
    heard = heard_until(connection)
    for one in load_messages(connection, "unknown"):
        if one.claimed_at is not None:
            silence = judge_silence(one.claimed_at, now=now, heard_until=heard, horizon=horizon)
            if silence != "wait":
                yield one.message.key, silence == "hold"


def _unsettled(connection: Connection) -> tuple[KeptMessage, ...]:
    return tuple(one for state in UNSETTLED for one in load_messages(connection, state))
