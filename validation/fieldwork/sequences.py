"""Which events begin a sequence of follow-ups, and until when it runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from validation.fieldwork.clock import later
from validation.study import EventCadence

End = Literal["invited", "dropped", "stopped", "budget", "repeated"]
Hindrance = Literal["no_address", "suppressed"]


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Something that happened to a contact, and what is known of that contact by now.

    `attributes` are those of the latest list, None as long as the contact is in none; `answers` are
    the last ones to the items that a condition names, None to one that was not answered;
    `hindrance` is why it cannot be written to, `rests_until` until when the contact budget leaves
    it in peace.
    """

    key: str
    name: str
    contact: str
    happened_at: datetime
    attributes: Mapping[str, str] | None = None
    answers: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    hindrance: Hindrance | None = None
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """To which end a step after an event came, and when that was decided."""

    outcome: End
    at: datetime


Done = Mapping[tuple[str, str], Ended]


@dataclass(frozen=True, slots=True)
class Course:
    """What an event set in motion for its contact: a sequence, unless another one runs.

    `stopped_at` is when an ending event came, or when it was seen that the condition of the
    sequence does not hold any more.
    """

    event: EventFacts
    repeated: bool
    stopped_at: datetime | None = None


def read_courses(
    cadence: EventCadence, events: Sequence[EventFacts], done: Done
) -> tuple[Course, ...]:
    """Return what the events of one contact set in motion, in the order in which they happened.

    A sequence runs from its event until its last step is due, or until it is stopped. What happens
    meanwhile for the second time begins nothing: it is repeated. Whatever was begun stays so, also
    if an earlier event becomes known later.
    """
    own = sorted((one for one in events if one.name == cadence.event), key=in_order)
    runs = {one.key: _run(cadence, one, events, done) for one in own}
    known = {one.key: _known(cadence, one, done) for one in own}
    running = [runs[key] for key, repeated in known.items() if repeated is False]
    courses: list[Course] = []
    for one in own:
        repeated = known[one.key]
        if repeated is None:
            repeated = any(_meet(runs[one.key], other) for other in running)
            running += [] if repeated else [runs[one.key]]
        courses.append(Course(one, repeated, runs[one.key].stopped_at))
    return tuple(courses)


def in_order(event: EventFacts) -> tuple[datetime, str]:
    """Return by what events are put in order: when they happened, and then their keys."""
    return event.happened_at, event.key


@dataclass(frozen=True, slots=True)
class _Run:
    start: datetime
    end: datetime
    stopped_at: datetime | None


def _run(
    cadence: EventCadence, event: EventFacts, events: Sequence[EventFacts], done: Done
) -> _Run:
    last = later(event.happened_at, cadence.sequence[-1].after, cadence.zone)
    came = (
        one.happened_at
        for one in events
        if one.name in cadence.until_event and _comes_after(one, event)
    )
    seen = (end.at for end in _ends_of(cadence, event, done) if end.outcome == "stopped")
    stopped_at = min([*came, *seen], default=None)
    return _Run(event.happened_at, min(last, stopped_at or last), stopped_at)


def _comes_after(ending: EventFacts, event: EventFacts) -> bool:
    # At the same moment an event ends another kind of sequence, but never its own.
    if ending.happened_at == event.happened_at:
        return ending.name != event.name
    return ending.happened_at > event.happened_at


def _known(cadence: EventCadence, event: EventFacts, done: Done) -> bool | None:
    """Say whether an event was taken as repeated; None if nothing came of it yet."""
    found = [end.outcome for end in _ends_of(cadence, event, done)]
    return None if not found else "repeated" in found


def _ends_of(cadence: EventCadence, event: EventFacts, done: Done) -> Iterator[Ended]:
    for step in cadence.sequence:
        end = done.get((event.key, step.name))
        if end is not None:
            yield end


def _meet(one: _Run, other: _Run) -> bool:
    first, second = sorted((one, other), key=lambda run: run.start)
    # Of two at the same moment the first by its key runs, however short.
    return second.start < first.end or first.start == second.start
