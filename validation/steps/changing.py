"""What a person changes of a wave: its closing, what is held, or that it is fielded at all."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import Terms, WaveFacts, cancel, close_early, extend, release, skip
from validation.settings import Settings
from validation.steps.acting import facts_of
from validation.steps.keeping import opened
from validation.steps.linking import ANSWER_LIVES, STOP_LIVES
from validation.store import (
    KeptWave,
    WaveKey,
    close_drafts,
    extend_links,
    load_wave,
    lock_wave,
    move_wave,
    save_terms,
    settle_mailings,
)

Change = Callable[[WaveFacts], Terms]


def extend_wave(where: WaveKey, until: datetime, settings: Settings, *, now: datetime) -> Terms:
    """Leave a wave open for longer and return its terms; its links live on as well.

    Args:
        where: a wave that is planned or open.
        until: a moment, or what the clocks of the wave's zone show.
        settings: where things are kept.
        now: the time.

    Raises:
        TodennaError: the wave is not kept, is closed, or would not close later.
    """
    with opened(settings) as store, store.transaction() as connection:
        _, facts = _locked(connection, where)
        terms = extend(facts, until, now=now)
        save_terms(connection, where, terms)
        extend_links(connection, where, "answer", until=terms.closes_at + ANSWER_LIVES)
        extend_links(connection, where, "stop", until=terms.closes_at + STOP_LIVES)
    return terms


def close_wave(where: WaveKey, settings: Settings, *, now: datetime) -> Terms:
    """Close an open wave now and return its terms; what was begun is kept as partial responses.

    Raises:
        TodennaError: the wave is not kept, or not open.
    """
    with opened(settings) as store, store.transaction() as connection:
        kept, facts = _locked(connection, where)
        terms = close_early(facts, now=now)
        save_terms(connection, where, terms)
        move_wave(connection, where, before=kept.state, after="closed", now=now)
        close_drafts(connection, where, now=now)
    return terms


def cancel_wave(where: WaveKey, settings: Settings, *, now: datetime) -> Terms:
    """Call a wave off and return its terms; what waits in the outbox for it never leaves.

    What was begun is kept as when a wave closes; of an anonymous wave nothing can be joined again.

    Raises:
        TodennaError: the wave is not kept, or neither planned nor open.
    """
    with opened(settings) as store, store.transaction() as connection:
        kept, facts = _locked(connection, where)
        terms = cancel(facts, now=now)
        save_terms(connection, where, terms)
        move_wave(connection, where, before=kept.state, after="cancelled", now=now)
        for step in terms.steps:
            settle_mailings(connection, where, step, now=now, reason="cancelled")
        close_drafts(connection, where, now=now)
    return terms


def release_step(where: WaveKey, step: str, settings: Settings) -> Terms:
    """Let a step that is held because it is late be done after all; return the wave's terms.

    Raises:
        TodennaError: the wave is not kept, or has no such step.
    """
    return _change(where, lambda facts: release(facts.terms, step), settings)


def skip_step(where: WaveKey, step: str, settings: Settings) -> Terms:
    """Let a step never be done; return the wave's terms.

    Raises:
        TodennaError: the wave is not kept, has no such step, or it was done.
    """
    return _change(where, lambda facts: skip(facts.terms, step), settings)


def _change(where: WaveKey, change: Change, settings: Settings) -> Terms:
    with opened(settings) as store, store.transaction() as connection:
        _, facts = _locked(connection, where)
        terms = change(facts)
        save_terms(connection, where, terms)
    return terms


def _locked(connection: Connection, where: WaveKey) -> tuple[KeptWave, WaveFacts]:
    """Return a wave that nobody else changes until the transaction ends.

    Raises:
        TodennaError: it is not kept, or was not fielded here.
    """
    lock_wave(connection, where)
    kept = load_wave(connection, where)
    if kept.terms is None:
        message = f"wave {where}: found answers that were imported, must be fielded by Todenna."
        raise FieldworkError(f"{message} Nothing of it can be changed.")
    return kept, facts_of(connection, kept, kept.terms)
