"""What is due for a wave: the same answer however often and in whatever order it is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from validation.fieldwork.states import WaveEvent, WaveState, move
from validation.fieldwork.terms import INVITE, THANK, Terms, record, remind

ActionKind = Literal["open", "invite", "remind", "thank", "close", "assess", "report"]
MOVING: dict[ActionKind, WaveEvent] = {
    "open": "open",
    "close": "close",
    "assess": "assess",
    "report": "report",
}
# A reminder waits so long after the mail before it, or as long as the terms have between two.
BREATH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class WaveFacts:
    """What is known of a wave: its state and terms, and what happened to it.

    `next_deferred` is the earliest time from which on one of the deferred invitations that are
    not in the outbox yet may leave. `reminders_due` says of a wave of follow-ups, by the step, from
    when on the first of those who have waited long enough is to be reminded.
    """

    state: WaveState
    terms: Terms
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    next_deferred: datetime | None = None
    reminders_due: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do for a wave now; what is held waits until a person releases or skips it.

    `remind` is for those alone who have not answered, `thank` for those who have; who that is, is
    looked at when the message leaves.
    """

    kind: ActionKind
    step: str
    due_at: datetime
    held: bool = False


def due_actions(wave: WaveFacts, now: datetime) -> tuple[Action, ...]:
    """Return what is due for a wave, in the order in which it has to be done.

    Every step comes once: what is done is recorded in the terms and in the state. What was missed
    is caught up; of several reminders that were missed only the last is sent. What respondents
    would notice (to open, to invite, to remind, to thank) is held if it comes later than
    `lateness`; a wave closes and is assessed however late it is. Whose invitation was deferred is
    invited when the time has come. In a wave of follow-ups each one is reminded by the age of the
    own invitation. A pilot is not assessed, and an open link invites nobody.
    """
    actions: list[Action] = []
    while True:
        held = {action.step for action in actions if action.held}
        action = next((one for one in _due(wave, now) if one.step not in held), None)
        if action is None or action.due_at > now:
            return tuple(actions)
        actions.append(action)
        wave = wave if action.held else performed(wave, action, now)


def performed(wave: WaveFacts, action: Action, now: datetime) -> WaveFacts:
    """Return what is known of a wave after an action was carried out.

    Raises:
        FieldworkError: the wave is in no state for it.
    """
    if action.kind not in MOVING:
        terms = record(wave.terms, action.step, now)
        if wave.terms.follow_up is not None and action.kind == "remind":
            left = {step: at for step, at in wave.reminders_due.items() if step != action.step}
            return replace(wave, reminders_due=left)
        return replace(wave, terms=terms, next_deferred=_after_invite(wave, action))
    state = move(wave.state, MOVING[action.kind])
    opened = now if action.kind == "open" else wave.opened_at
    closed = now if action.kind == "close" else wave.closed_at
    return replace(wave, state=state, opened_at=opened, closed_at=closed)


def _after_invite(wave: WaveFacts, action: Action) -> datetime | None:
    return None if action.kind == "invite" else wave.next_deferred


def _due(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    """Yield what may be due in this state, in its order, each with the time from which on."""
    for action in IN_STATE[wave.state](wave, now):
        if action.due_at <= now and action.step not in wave.terms.skipped:
            yield action


def _planned(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    terms = wave.terms
    late = _late(terms, "open", terms.opens_at, now) or now >= terms.closes_at
    yield Action("open", "open", terms.opens_at, held=late)


def _open(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    if now >= wave.terms.closes_at:
        yield Action("close", "close", wave.terms.closes_at)
    elif wave.terms.follow_up is not None:
        yield from _personal(wave)
    elif wave.terms.mode == "invite":
        yield from _invitations(wave, now)
        yield from _reminders(wave, now)


def _invitations(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    terms = wave.terms
    if INVITE not in terms.done:
        due = max(terms.opens_at, wave.opened_at or terms.opens_at)
        yield Action("invite", INVITE, due, held=_late(terms, INVITE, due, now))
    elif wave.next_deferred is not None:
        due = max(wave.next_deferred, terms.done[INVITE])
        yield Action("invite", INVITE, due, held=_late(terms, INVITE, due, now))


def _reminders(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    """Yield the last reminder whose time has come, if neither it nor a later one was done."""
    terms = wave.terms
    number = sum(time <= now for time in terms.reminders)
    after = [remind(later) for later in range(max(number, 1), len(terms.reminders) + 1)]
    if number and INVITE in terms.done and not any(step in terms.done for step in after):
        due = max(terms.reminders[number - 1], max(terms.done.values()) + breath(terms))
        step = remind(number)
        yield Action("remind", step, due, held=_late(terms, step, due, now))


def _personal(wave: WaveFacts) -> Iterator[Action]:
    for step, due in sorted(wave.reminders_due.items()):
        yield Action("remind", step, due)


def _closed(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    terms = wave.terms
    closed = wave.closed_at or terms.closes_at
    if THANK in terms.steps and THANK not in terms.done:
        yield Action("thank", THANK, closed, held=_late(terms, THANK, closed, now))
    if not terms.pilot:
        yield Action("assess", "assess", closed)


def _assessed(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    del now
    yield Action("report", "report", wave.closed_at or wave.terms.closes_at)


def _nothing(wave: WaveFacts, now: datetime) -> Iterator[Action]:
    del wave, now
    yield from ()


IN_STATE = {
    "planned": _planned,
    "open": _open,
    "closed": _closed,
    "assessed": _assessed,
    "reported": _nothing,
    "cancelled": _nothing,
}


def breath(terms: Terms) -> timedelta:
    """Return how long after a message the next one may leave."""
    times = (terms.opens_at, *terms.reminders)
    ages = (timedelta(0), *terms.remind_after)
    gaps = [after - before for before, after in pairwise(times)]
    return min([BREATH, *gaps, *(after - before for before, after in pairwise(ages))])


def _late(terms: Terms, step: str, due: datetime, now: datetime) -> bool:
    return now - due > terms.lateness and step not in terms.released
