"""Who is to be followed up after what happened, and what became of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, or_, select, union

from validation.fieldwork import Ended, FollowUp
from validation.sampling import Contact
from validation.store.events import COLUMNS, DomainEvent
from validation.store.fielding.contacts import SHOWN, kept_contact
from validation.store.tables import (
    contacts,
    domain_events,
    followups,
    frame_members,
    invitations,
    responses,
    studies,
    waves,
)
from validation.store.writing import CHUNK, add_new
from validation.study import EventCadence

One = TypeVar("One")
# Spans count by the clocks of a zone, so a day after may be some hours less than 24 of them.
CLOCKS = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Happened:
    """All that happened to some contacts, those of them who are in a list, and what came of it.

    An event has the key of its contact where a list has it; else what was told. Answers are the
    last ones of each contact, by its key, to the items that were asked for.
    """

    events: tuple[DomainEvent, ...]
    people: Mapping[str, Contact]
    done: Mapping[tuple[str, str], Ended] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def find_due_contacts(
    connection: Connection,
    study: str,
    cadence: EventCadence,
    *,
    since: datetime,
    now: datetime,
) -> tuple[str, ...]:
    """Return the contacts of events, as these name them, of which a step may be due.

    Args:
        connection: the connection of a transaction.
        study: for which they are followed up.
        cadence: what follows which event.
        since: events of before are left alone.
        now: the time.
    """
    column = domain_events.c
    open_steps = [
        and_(column.happened_at <= now - step.after + CLOCKS, ~_ended(study, step.name))
        for step in cadence.sequence
    ]
    query = (
        select(column.contact_key)
        .distinct()
        .where(
            column.name == cadence.event,
            column.contact_key.is_not(None),
            column.happened_at >= since,
            or_(*open_steps),
        )
        .order_by(column.contact_key)
    )
    return tuple(connection.execute(query).scalars())


def load_happened(
    connection: Connection,
    study: str,
    names: Collection[str],
    told: Sequence[str],
    items: Collection[str] = (),
) -> Happened:
    """Return what happened to contacts, and what came of it in a study.

    Args:
        connection: the connection of a transaction.
        study: for which they are followed up.
        names: of the events that matter.
        told: the contacts as events name them: their keys, or the SHA-256 of their addresses.
        items: of which their answers matter.
    """
    people = {one.key: one for one in _known(connection, told)}
    again = {name: one.key for one in people.values() for name in (one.key, one.sha256) if name}
    wanted = [*dict.fromkeys([*told, *again])]
    column = domain_events.c
    events = [
        DomainEvent(*row)
        for some in _chunks(wanted)
        for row in connection.execute(
            select(*COLUMNS).where(column.contact_key.in_(some), column.name.in_(names))
        )
    ]
    ours = tuple(replace(one, contact=again.get(one.contact or "", one.contact)) for one in events)
    done = _done(connection, study, [one.key for one in events])
    return Happened(ours, people, done, _answers(connection, study, [*people], items))


def count_unlisted(connection: Connection, told: Sequence[str]) -> int:
    """Return of how many contacts, as events name them, nobody is in any list."""
    people = [*_known(connection, [*dict.fromkeys(told)])]
    known = {name for one in people for name in (one.key, one.sha256)}
    return len({*told} - known)


def save_followups(
    connection: Connection, study: str, ended: Iterable[FollowUp], *, now: datetime
) -> int:
    """Keep to which end follow-ups came and return of how many that was not known.

    The invitation of one that was invited is looked up by its wave and contact.
    """
    added = 0
    for some in _chunks([one for one in ended if one.end is not None]):
        events = _ids(connection, domain_events, {one.event for one in some})
        people = _ids(connection, contacts, {one.contact for one in some})
        asked = _asked(connection, study, some)
        rows = [
            {
                "event_id": events[one.event],
                "contact_id": people.get(one.contact),
                "study": study,
                "step": one.step,
                "due_at": one.due_at,
                "wave_id": wave,
                "invitation_id": invitation,
                "outcome": one.end,
                "reason": one.reason,
                "decided_at": now,
            }
            for one in some
            for wave, invitation in [asked.get((one.wave, one.contact), (None, None))]
            if one.event in events
        ]
        added += add_new(connection, followups, rows)
    return added


def load_codes(
    connection: Connection, study: str, wave: str, people: Collection[str]
) -> dict[str, str]:
    """Return the codes of the invitations of some contacts to a wave, by their keys."""
    found: dict[str, str] = {}
    for some in _chunks([*people]):
        query = (
            select(contacts.c.key, invitations.c.code)
            .join(invitations, invitations.c.contact_id == contacts.c.id)
            .join(waves, waves.c.id == invitations.c.wave_id)
            .join(studies, studies.c.id == waves.c.study_id)
            .where(studies.c.key == study, waves.c.key == wave, contacts.c.key.in_(some))
        )
        found |= {key: code for key, code in connection.execute(query)}  # noqa: C416 (rows)
    return found


def _ended(study: str, step: str) -> ColumnElement[bool]:
    return exists().where(
        followups.c.event_id == domain_events.c.id,
        followups.c.study == study,
        followups.c.step == step,
    )


def _known(connection: Connection, told: Sequence[str]) -> Iterator[Contact]:
    listed = exists().where(frame_members.c.contact_id == contacts.c.id)
    for some in _chunks(told):
        either = union(
            select(contacts.c.id).where(contacts.c.key.in_(some)),
            select(contacts.c.id).where(contacts.c.address_sha256.in_(some)),
        )
        query = select(*SHOWN).where(contacts.c.id.in_(either), listed)
        yield from (kept_contact(row) for row in connection.execute(query))


def _done(
    connection: Connection, study: str, events: Sequence[str]
) -> dict[tuple[str, str], Ended]:
    column = followups.c
    found: dict[tuple[str, str], Ended] = {}
    for some in _chunks(events):
        query = (
            select(domain_events.c.key, column.step, column.outcome, column.decided_at)
            .join(domain_events, domain_events.c.id == column.event_id)
            .where(column.study == study, domain_events.c.key.in_(some))
        )
        for key, step, outcome, at in connection.execute(query):
            found[key, step] = Ended(outcome, at)
    return found


def _answers(
    connection: Connection, study: str, people: Sequence[str], items: Collection[str]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for some in _chunks(people) if items else ():
        query = (
            select(contacts.c.key, responses.c.answers)
            .join(invitations, invitations.c.contact_id == contacts.c.id)
            .join(responses, responses.c.invitation_id == invitations.c.id)
            .join(waves, waves.c.id == invitations.c.wave_id)
            .join(studies, studies.c.id == waves.c.study_id)
            .where(studies.c.key == study, contacts.c.key.in_(some))
            .order_by(responses.c.submitted_at, responses.c.id)
        )
        for key, answers in connection.execute(query):
            given = {name: answers[name] for name in items if name in answers}
            found[key] = found.get(key, {}) | given
    return found


def _ids(connection: Connection, table: Table, keys: set[str]) -> dict[str, int]:
    found = connection.execute(select(table.c.key, table.c.id).where(table.c.key.in_(keys)))
    return {name: one for name, one in found}  # noqa: C416 (rows)


def _asked(
    connection: Connection, study: str, ended: Sequence[FollowUp]
) -> dict[tuple[str, str], tuple[int, int]]:
    invited = {one.contact for one in ended if one.end == "invited"}
    query = (
        select(waves.c.key, contacts.c.key, waves.c.id, invitations.c.id)
        .join(invitations, invitations.c.wave_id == waves.c.id)
        .join(contacts, contacts.c.id == invitations.c.contact_id)
        .join(studies, studies.c.id == waves.c.study_id)
        .where(studies.c.key == study, contacts.c.key.in_(invited))
    )
    wanted = {(one.wave, one.contact) for one in ended if one.end == "invited"}
    found = connection.execute(query).all()
    return {(wave, key): (w, i) for wave, key, w, i in found if (wave, key) in wanted}


def _chunks(these: Sequence[One]) -> list[Sequence[One]]:
    return [these[start : start + CHUNK] for start in range(0, len(these), CHUNK)]
