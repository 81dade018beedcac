"""What the retention of a study no longer lets us keep: counted, and deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)

from validation.store.studies import id_of_study
from validation.store.tables import (
    contacts,
    domain_events,
    drafts,
    exclusions,
    followups,
    frame_members,
    frames,
    invitations,
    links,
    responses,
    studies,
    waves,
)
from validation.store.writing import CHUNK

OVER = ("closed", "assessed", "reported", "cancelled")
Ids = Select[tuple[int]]


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when what is kept: of waves that ended before these times it is kept no more.

    With answers go drafts and exclusions; with contacts their links. Events go, whosever they are,
    when they happened before a time, but for those of names that other studies follow up.
    A contact stays while a wave that asked it, in any study, is younger than that, while it
    stands in the frame of another study's name, or in this one's while any of its waves is, or in
    a list that was imported since.
    """

    study: str
    answers_before: datetime
    contacts_before: datetime
    events_before: datetime | None = None
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows of each kind are kept no more."""

    responses: int
    drafts: int
    exclusions: int
    contacts: int
    links: int
    events: int = 0


def count_expired(connection: Connection, retention: Retention) -> Purged:
    """Return how much a purge would delete; nothing is deleted.

    Raises:
        StoreError: the study is not kept.
    """
    return Purged(
        **{
            name: connection.execute(select(func.count()).select_from(one.subquery())).scalar_one()
            for name, one in _expired(connection, retention).items()
        }
    )


def expired_addresses(connection: Connection, retention: Retention) -> tuple[str, ...]:
    """Return the addresses of the contacts that a purge would delete.

    Raises:
        StoreError: the study is not kept.
    """
    gone = _expired(connection, retention)["contacts"]
    known = (contacts.c.id.in_(gone), contacts.c.address.is_not(None))
    return tuple(connection.execute(select(contacts.c.address).where(*known)).scalars())


def purge(connection: Connection, retention: Retention) -> Purged:
    """Delete what the retention does not let us keep, and return how much that was.

    Invitations stay without their contact, so that rates of response can be counted; verdicts
    that were made stay as they are.

    Raises:
        StoreError: the study is not kept.
    """
    found = {
        name: connection.execute(one).scalars().all()
        for name, one in _expired(connection, retention).items()
    }
    for name, table in EMPTIED.items():
        for some in _chunks(found[name]):
            connection.execute(delete(table).where(table.c.id.in_(some)))
    for some in _chunks(found["contacts"]):
        _forget(connection, some)
    return Purged(**{name: len(ids) for name, ids in found.items()})


def _expired(connection: Connection, retention: Retention) -> Mapping[str, Ids]:
    study_id = id_of_study(connection, retention.study)
    of_study = waves.c.study_id == study_id
    answered = select(waves.c.id).where(of_study, _ended(retention.answers_before))
    asked = select(waves.c.id).where(of_study, _ended(retention.contacts_before))
    return {
        "responses": select(responses.c.id).where(responses.c.wave_id.in_(answered)),
        "drafts": select(drafts.c.id).where(drafts.c.wave_id.in_(answered)),
        "exclusions": select(exclusions.c.id).where(exclusions.c.wave_id.in_(answered)),
        "contacts": _contacts(study_id, retention),
        "links": select(links.c.id).where(links.c.wave_id.in_(asked)),
        "events": _events(retention),
    }


def _events(retention: Retention) -> Ids:
    column = domain_events.c
    return select(column.id).where(
        column.contact_key.is_not(None),
        column.happened_at < (retention.events_before or retention.contacts_before),
        column.name.not_in(retention.spared),
    )


def _contacts(study_id: int, retention: Retention) -> Ids:
    before = retention.contacts_before
    of_study = waves.c.study_id == study_id
    invited = select(invitations.c.contact_id).join(waves, waves.c.id == invitations.c.wave_id)
    recent = invited.where(~_ended(before), invitations.c.contact_id.is_not(None))
    in_frame = frames.c.id == frame_members.c.frame_id
    member = select(frame_members.c.contact_id).join(frames, in_frame)
    own = member.where(frames.c.key == retention.study)
    # A list that several studies share is no reason to keep somebody for ever.
    others = member.join(studies, studies.c.key == frames.c.key).where(
        studies.c.key != retention.study
    )
    fresh = member.where(frames.c.saved_at >= before)
    told = domain_events.c
    waiting = select(told.contact_key).where(
        told.contact_key.is_not(None),
        told.happened_at >= (retention.events_before or retention.contacts_before),
    )
    at_work = select(waves.c.id).where(of_study, ~_ended(before)).exists().correlate(None)
    column = contacts.c.id
    return select(column).where(
        or_(column.in_(own), column.in_(invited.where(of_study))),
        contacts.c.erased_at.is_(None),
        contacts.c.saved_at < before,
        column.not_in(recent),
        column.not_in(fresh),
        column.not_in(others),
        contacts.c.key.not_in(waiting),
        ~and_(column.in_(own), at_work),
    )


def _ended(before: datetime) -> ColumnElement[bool]:
    ended = func.coalesce(waves.c.closed_at, waves.c.closes_at, waves.c.made_at)
    return and_(waves.c.state.in_(OVER), ended < before)


def _forget(connection: Connection, ids: Sequence[int]) -> None:
    names = (contacts.c.key, contacts.c.address_sha256)
    keys = [select(one).where(contacts.c.id.in_(ids), one.is_not(None)) for one in names]
    own = select(invitations.c.id).where(invitations.c.contact_id.in_(ids))
    told = or_(*(domain_events.c.contact_key.in_(one) for one in keys))
    connection.execute(delete(domain_events).where(told))
    ended = update(followups).where(followups.c.contact_id.in_(ids))
    connection.execute(ended.values(contact_id=None))
    connection.execute(delete(links).where(links.c.invitation_id.in_(own)))
    connection.execute(delete(frame_members).where(frame_members.c.contact_id.in_(ids)))
    asked = update(invitations).where(invitations.c.contact_id.in_(ids))
    dropped = func.coalesce(invitations.c.dropped, "retention")
    connection.execute(asked.values(contact_id=None, dropped=dropped))
    connection.execute(delete(contacts).where(contacts.c.id.in_(ids)))


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


EMPTIED: Mapping[str, Table] = {
    "events": domain_events,
    "responses": responses,
    "drafts": drafts,
    "exclusions": exclusions,
    "links": links,
}
