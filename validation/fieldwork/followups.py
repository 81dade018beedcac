"""Whom an event makes due: the same answer in whatever order and however often it is asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from validation.fieldwork.clock import later, wall_time
from validation.fieldwork.sequences import Course, Done, End, EventFacts, read_courses
from validation.study import EventCadence, EventStep

FollowUpOutcome = Literal["due", "later", "dropped", "stopped", "budget", "repeated"]
FollowUpReason = Literal[
    "not_due", "resting", "late", "unknown", "no_address", "suppressed", "ended", "condition",
    "running", "asked", "closed",
]  # fmt: skip
QUARTER = 3
ENDS: dict[FollowUpOutcome, End] = {
    "due": "invited",
    "dropped": "dropped",
    "stopped": "stopped",
    "budget": "budget",
    "repeated": "repeated",
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One step after an event: when it is due, in which wave, and what is to become of it now.

    What is `due` is to be invited now; `later` waits, for its time, for the end of the contact's
    rest, or for a list that has the contact. All others are over.
    """

    contact: str
    event: str
    step: str
    due_at: datetime
    wave: str
    outcome: FollowUpOutcome
    reason: FollowUpReason | None = None

    @property
    def end(self) -> End | None:
        """To which end it comes now; None while it waits."""
        return ENDS.get(self.outcome)


def due_followups(
    cadence: EventCadence,
    events: Iterable[EventFacts],
    done: Done,
    now: datetime,
    *,
    label: str = "",
) -> tuple[FollowUp, ...]:
    """Return every step after every event that came to no end yet, the first due first.

    A step is due so long after its event by the clocks of the zone, until its window is over. An
    ending event, a condition that does not hold when a step is due, and an address that must not
    be written to stop the step with all that come after it; a contact without the attribute of
    the condition does not fulfil it, and one on an item holds until it is answered otherwise. Past
    its window a step is dropped; who is left in peace all that time is told apart. Of two events of
    a contact that fall into one wave with the same step the second is dropped. An event that comes
    while a sequence runs is repeated, and begins none.

    Args:
        cadence: what follows which event.
        events: all that the contacts concerned have, also those that end a sequence.
        done: what came to an end before: (key of the event, name of the step) → how.
        now: the present.
        label: what the names of the waves carry beside time and step, where a study has several
            such cadences.
    """
    by_contact: dict[str, list[EventFacts]] = defaultdict(list)
    for event in events:
        by_contact[event.contact].append(event)
    asking = _Asking(cadence, done, now, label)
    found = [one for own in by_contact.values() for one in asking.of_contact(own)]
    return tuple(sorted(found, key=lambda one: (one.due_at, one.event, one.step)))


def one_each(followups: Iterable[FollowUp]) -> Iterator[FollowUp]:
    """Yield follow-ups, of which only one a contact is due; its others wait for their turn.

    >>> from datetime import UTC
    >>> due = [FollowUp("7", key, "day-14", datetime(2027, 3, 1, tzinfo=UTC), "w", "due")
    ...     for key in ("a", "b")]
    >>> [one.outcome for one in one_each(due)]
    ['due', 'later']
    """
    asked: set[str] = set()
    for one in followups:
        waits = one.outcome == "due" and one.contact in asked
        if one.outcome == "due":
            asked.add(one.contact)
        yield replace(one, outcome="later", reason="resting") if waits else one


def name_period(time: datetime, cadence: EventCadence) -> str:
    """Return the name of the month or quarter in which a moment lies by the clocks of the zone.

    >>> from datetime import UTC
    >>> cadence = EventCadence(event="bought", after=["14 days"], zone="Europe/Helsinki")
    >>> name_period(datetime(2026, 12, 31, 22, 30, tzinfo=UTC), cadence)
    '2027-01'
    """
    wall = wall_time(time, cadence.zone)
    quarter = (wall.month - 1) // QUARTER + 1
    return f"{wall:%Y-%m}" if cadence.waves == "month" else f"{wall:%Y}-Q{quarter}"


@dataclass(frozen=True, slots=True)
class _Asking:
    cadence: EventCadence
    done: Done
    now: datetime
    label: str

    def of_contact(self, events: Sequence[EventFacts]) -> Iterator[FollowUp]:
        courses = read_courses(self.cadence, events, self.done)
        asked = {
            self._wave(step, self._due_at(course.event, step))
            for course in courses
            for step in self.cadence.sequence
            if self._ended(course.event, step) == "invited"
        }
        for course in courses:
            for one in self._of_course(course):
                twice = one.outcome == "due" and one.wave in asked
                if one.outcome == "due":
                    asked.add(one.wave)
                yield replace(one, outcome="dropped", reason="asked") if twice else one

    def _of_course(self, course: Course) -> Iterator[FollowUp]:
        stopped: FollowUpReason | None = None
        for step in self.cadence.sequence:
            if self._ended(course.event, step) is not None:
                continue
            one = self._of_step(course, step)
            if stopped is not None:
                one = replace(one, outcome="stopped", reason=stopped)
            elif one.outcome == "stopped":
                stopped = one.reason
            yield one

    def _of_step(self, course: Course, step: EventStep) -> FollowUp:
        due_at = self._due_at(course.event, step)
        wave = self._wave(step, due_at)
        blank = FollowUp(course.event.contact, course.event.key, step.name, due_at, wave, "later")
        if course.repeated:
            return replace(blank, outcome="repeated", reason="running")
        if course.stopped_at is not None and course.stopped_at <= self.now:
            return replace(blank, outcome="stopped", reason="ended")
        if self.now < due_at:
            return replace(blank, reason="not_due")
        return self._of_person(course.event, blank)

    def _of_person(self, event: EventFacts, blank: FollowUp) -> FollowUp:
        until = later(blank.due_at, self.cadence.window, self.cadence.zone)
        over = self.now > until
        if event.attributes is None:
            return replace(blank, outcome="dropped" if over else "later", reason="unknown")
        if event.hindrance == "suppressed":
            return replace(blank, outcome="stopped", reason="suppressed")
        if not self._holds(event):
            return replace(blank, outcome="stopped", reason="condition")
        if event.hindrance is not None:
            return replace(blank, outcome="dropped" if over else "later", reason=event.hindrance)
        if over:
            rested = event.rests_until is not None and event.rests_until > until
            return replace(
                blank,
                outcome="budget" if rested else "dropped",
                reason="resting" if rested else "late",
            )
        resting = event.rests_until is not None and event.rests_until > self.now
        return replace(
            blank,
            outcome="later" if resting else "due",
            reason="resting" if resting else None,
        )

    def _holds(self, event: EventFacts) -> bool:
        return all(_fits(event, name, values) for name, values in self.cadence.holds.items())

    def _due_at(self, event: EventFacts, step: EventStep) -> datetime:
        return later(event.happened_at, step.after, self.cadence.zone)

    def _wave(self, step: EventStep, due_at: datetime) -> str:
        parts = (name_period(due_at, self.cadence), self.label, step.name)
        return "-".join(part for part in parts if part)

    def _ended(self, event: EventFacts, step: EventStep) -> End | None:
        end = self.done.get((event.key, step.name))
        return None if end is None else end.outcome


def _fits(event: EventFacts, name: str, values: Sequence[str]) -> bool:
    """Say whether a contact answered one of some values, or has it as an attribute."""
    answered, listed = event.answers.get(name), (event.attributes or {}).get(name)
    if answered is not None:
        return not answered.isdisjoint(values)
    return listed in values if listed is not None else name in event.answers
