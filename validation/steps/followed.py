"""What happened to contacts that a study follows up, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import FollowUp, due_followups
from validation.settings import Settings
from validation.steps.following import asked_of, facts_of_events, sequels
from validation.steps.keeping import opened
from validation.steps.rolling import Sequel
from validation.store import (
    EndCount,
    EventCount,
    KeptFollowUp,
    count_events,
    count_followups,
    load_contact,
    load_followups,
    load_happened,
    load_planned,
)


@dataclass(frozen=True, slots=True)
class KeptEvents:
    """The events that a study follows up, in numbers, and by steps to which end they came.

    `over` are the follow-ups of one contact that came to an end, `open` those that wait; both are
    there only where one contact was asked for.
    """

    study: str
    names: tuple[str, ...]
    events: tuple[EventCount, ...]
    steps: tuple[tuple[str, str], ...]
    ends: tuple[EndCount, ...]
    over: tuple[KeptFollowUp, ...] = ()
    open: tuple[FollowUp, ...] = ()

    def waiting(self, name: str, step: str) -> int:
        """Return how many follow-ups of a step came to no end yet."""
        events = sum(one.events for one in self.events if one.name == name)
        own = (one for one in self.ends if (one.name, one.step) == (name, step))
        return max(0, events - sum(one.number for one in own))


def show_events(
    study: str, settings: Settings, *, now: datetime, contact: str | None = None
) -> KeptEvents:
    """Return what happened that a study follows up, and what became of it.

    Args:
        study: its id.
        settings: where things are kept.
        now: the time.
        contact: one alone, by its key or its address.

    Raises:
        TodennaError: the study is not kept or follows up nothing, or the contact is not kept.
    """
    with opened(settings) as store, store.reading() as connection:
        planned, _ = load_planned(connection, study)
        found = [*sequels(planned)]
        if not found:
            message = f"study {study}: found no cadence with an event, must have one."
            raise FieldworkError(f"{message} Write cadence: {{event: …, after: [14 days]}}.")
        names = tuple(
            dict.fromkeys(
                name for one in found for name in (one.cadence.event, *one.cadence.until_event)
            )
        )
        whose = None if contact is None else load_contact(connection, contact).key
        return KeptEvents(
            study=study,
            names=names,
            events=count_events(connection, names),
            steps=tuple(
                (one.cadence.event, step.name) for one in found for step in one.cadence.sequence
            ),
            ends=count_followups(connection, study),
            over=() if whose is None else load_followups(connection, study, whose),
            open=() if whose is None else tuple(_open(connection, found, whose, now)),
        )


def _open(
    connection: Connection, found: list[Sequel], contact: str, now: datetime
) -> Iterator[FollowUp]:
    for sequel in found:
        cadence = sequel.cadence
        names = {cadence.event, *cadence.until_event}
        happened = load_happened(connection, sequel.study.study, names, [contact], asked_of(sequel))
        events = facts_of_events(connection, sequel, happened, now)
        yield from due_followups(cadence, events, happened.done, now, label=sequel.label)
