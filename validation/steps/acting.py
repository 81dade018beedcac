"""What is due for a wave, done: each action in its own short transaction, and done once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from validation.fieldwork import (
    Action,
    Terms,
    WaveFacts,
    due_actions,
    first_deferred,
    obstacle,
    record,
)
from validation.settings import Settings
from validation.steps.inviting import rest
from validation.steps.judging import assess_wave
from validation.steps.keeping import opened
from validation.steps.queueing import queue_digest
from validation.steps.reminding import unreminded, with_reminders
from validation.steps.telling import write_report_pages
from validation.steps.trending import write_trend_pages
from validation.store import (
    KeptWave,
    WaveKey,
    close_drafts,
    defer_invitations,
    field_counts,
    load_invitations,
    load_wave,
    lock_wave,
    move_wave,
    next_deferred,
    queue_mailings,
    save_terms,
)

INVITE = "invite"
MOVING = frozenset({"open", "close", "assess", "report"})


@dataclass(frozen=True, slots=True)
class Acted:
    """What became of an action: whether this call did it, and how many messages wait through it."""

    where: WaveKey
    kind: str
    step: str
    done: bool
    messages: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """An action of a wave: which, where, and at what time it is done."""

    where: WaveKey
    kind: str
    step: str
    settings: Settings
    now: datetime

    def acted(self, *, done: bool, messages: int = 0, note: str = "") -> Acted:
        """Return what became of it."""
        return Acted(self.where, self.kind, self.step, done, messages, note)


def act(where: WaveKey, kind: str, step: str, settings: Settings, *, now: datetime) -> Acted:
    """Do one thing that is due in a wave and say what became of it; done again, it does nothing.

    Args:
        where: the wave.
        kind: open, invite, remind, thank, close, assess or report.
        step: the name of the step, such as remind-1.
        settings: where things are kept.
        now: the time.

    Raises:
        TodennaError: it cannot be done; nothing of it is kept.
    """
    return ACTS[kind](Acting(where, kind, step, settings, now))


def facts_of(
    connection: Connection, kept: KeptWave, terms: Terms, *, now: datetime | None = None
) -> WaveFacts:
    """Return what is known of a wave, from which follows what is due.

    Who is to be reminded in a wave of follow-ups is looked up for a time alone.
    """
    facts = WaveFacts(kept.state, terms, kept.opened_at, kept.closed_at)
    if terms.follow_up is not None:
        return facts if now is None else with_reminders(connection, kept.where, facts, now)
    if kept.state != "open" or INVITE not in terms.done:
        return facts
    if next_deferred(connection, kept.where) is None:
        return facts
    waiting = first_deferred(facts, load_invitations(connection, kept.where))
    return replace(facts, next_deferred=waiting)


def due_now(connection: Connection, kept: KeptWave, now: datetime) -> tuple[Action, ...]:
    """Return what can be done in a wave as it is kept; what follows from that comes after it.

    `due_actions` looks ahead: a wave that has to be opened is also to be invited to. Whether that
    will be so is only known when the wave was opened.
    """
    if kept.terms is None:
        return ()
    found: list[Action] = []
    for one in due_actions(facts_of(connection, kept, kept.terms, now=now), now):
        found.append(one)
        if one.kind in MOVING and not one.held:
            break
    return tuple(found)


def _open(acting: Acting) -> Acted:
    with _due(acting) as (connection, facts):
        if facts is not None:
            move_wave(connection, acting.where, before="planned", after="open", now=acting.now)
    return acting.acted(done=facts is not None)


def _write(acting: Acting) -> Acted:
    queued = 0
    with _due(acting) as (connection, facts):
        if facts is not None:
            if acting.kind == INVITE:
                _defer(connection, acting, facts.terms)
            codes = [
                one.code
                for one in load_invitations(connection, acting.where)
                if obstacle(facts, one, acting.step, acting.now) is None
            ]
            queued = queue_mailings(connection, acting.where, acting.step, codes, now=acting.now)
            save_terms(connection, acting.where, record(facts.terms, acting.step, acting.now))
    return acting.acted(done=facts is not None, messages=queued)


def _remind(acting: Acting) -> Acted:
    queued = 0
    with _due(acting) as (connection, facts):
        if facts is not None and facts.terms.follow_up is not None:
            codes = unreminded(connection, acting.where, facts, acting.step, acting.now)
            queued = queue_mailings(connection, acting.where, acting.step, codes, now=acting.now)
            return acting.acted(done=queued > 0, messages=queued)
    return _write(acting)


def _defer(connection: Connection, acting: Acting, terms: Terms) -> None:
    """Leave those in peace whom another study has written to since the sample was drawn."""
    waiting = {
        one.contact: one.code
        for one in load_invitations(connection, acting.where)
        if one.contact is not None and not one.messages
    }
    rested = rest(connection, list(waiting), terms, acting.now)
    defer_invitations(connection, [(waiting[key], until) for key, until in rested.deferred.items()])


def _close(acting: Acting) -> Acted:
    with _due(acting) as (connection, facts):
        if facts is not None:
            move_wave(connection, acting.where, before="open", after="closed", now=acting.now)
            close_drafts(connection, acting.where, now=acting.now)
    return acting.acted(done=facts is not None)


def _assess(acting: Acting) -> Acted:
    with _due(acting) as (connection, facts):
        if facts is None:
            return acting.acted(done=False)
        if not field_counts(connection, acting.where).complete:
            skipped = (*facts.terms.skipped, acting.step)
            terms = facts.terms.model_copy(update={"skipped": skipped})
            save_terms(connection, acting.where, terms)
            return acting.acted(done=True, note="nobody answered, so there is nothing to assess")
    assess_wave(acting.where, acting.settings, now=acting.now)
    return acting.acted(done=True)


def _report(acting: Acting) -> Acted:
    # The digest is queued before the wave counts as reported, or a run that breaks off between
    # the two would leave the readers without it.
    with _due(acting) as (_, facts):
        if facts is None:
            return acting.acted(done=False)
    with opened(acting.settings) as store:
        write_trend_pages(acting.where, store, acting.settings, now=acting.now)
        write_report_pages(acting.where, store, acting.settings, now=acting.now)
    queued = queue_digest(acting.where, acting.settings, now=acting.now)
    with opened(acting.settings) as store, store.transaction() as connection:
        done = move_wave(
            connection, acting.where, before="assessed", after="reported", now=acting.now
        )
    return acting.acted(done=done, messages=queued.new)


@contextmanager
def _due(acting: Acting) -> Iterator[tuple[Connection, WaveFacts | None]]:
    """Yield what is known of a wave that nobody else changes; None if the action is not due."""
    with opened(acting.settings) as store, store.transaction() as connection:
        lock_wave(connection, acting.where)
        kept = load_wave(connection, acting.where)
        wanted = (acting.kind, acting.step, False)
        due = due_now(connection, kept, acting.now)
        still = any((one.kind, one.step, one.held) == wanted for one in due)
        facts = facts_of(connection, kept, kept.terms) if still and kept.terms else None
        yield connection, facts


ACTS: dict[str, Callable[[Acting], Acted]] = {
    "open": _open,
    "invite": _write,
    "remind": _remind,
    "thank": _write,
    "close": _close,
    "assess": _assess,
    "report": _report,
}
