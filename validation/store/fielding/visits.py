"""What a page has to know when somebody opens a link: found for many links by one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from validation.fieldwork import WaveState
from validation.responses import Paradata
from validation.store.among import among
from validation.store.fielding.answering import (
    OF_INVITATION,
    OF_WAVE,
    Locked,
    build_locked,
    lock_postgresql,
)
from validation.store.fielding.links import Purpose
from validation.store.rows import load_rows
from validation.store.tables import drafts, invitations, links, questionnaires, studies, waves
from validation.store.waves import read_terms


@dataclass(frozen=True, slots=True)
class Visit:
    """A link as it is opened: where it leads, whose it is, and how far its answers came.

    `questionnaire` is the fingerprint of the one that is answered; there is no invitation, and no
    answer, behind an open link. `dropped` is why nothing is asked any more, such as erased.
    """

    study: str
    wave: str
    questionnaire: str
    purpose: Purpose
    invitation: str | None
    language: str
    wave_state: WaveState
    opens_at: datetime | None
    closes_at: datetime | None
    expires_at: datetime | None
    anonymous: bool
    pilot: bool
    answered: bool
    declined: bool
    dropped: str | None
    answers: Mapping[str, Any]
    paradata: Paradata
    started_at: datetime | None


class LockedVisit(NamedTuple):
    """A link as it is opened, and its invitation; there is none behind an open link."""

    visit: Visit
    locked: Locked | None


def find_visits(connection: Connection, hashes: Sequence[str]) -> list[Visit | None]:
    """Return what each link leads to, by the SHA-256 of its token; None for one that is unknown."""
    found = load_rows(connection, VISITS[connection.dialect.name], hashes=[*hashes])
    by_hash = {row[0]: _visit(row) for row in found}
    return [by_hash.get(sha256) for sha256 in hashes]


def lock_visits(connection: Connection, hashes: Sequence[str]) -> list[LockedVisit | None]:
    """Return what each link leads to, its invitation locked against others that answer or close.

    One query does what `find_visits` and `lock_invitations` do one after the other.
    """
    found = load_rows(connection, LOCKING[connection.dialect.name], hashes=[*hashes])
    by_hash = {row[0]: _locked_visit(row) for row in found}
    return [by_hash.get(sha256) for sha256 in hashes]


def _locked_visit(row: Sequence[Any]) -> LockedVisit:
    visit, locked = row[:WIDTH], row[WIDTH:]
    return LockedVisit(_visit(visit), None if locked[0] is None else build_locked(locked))


def _visit(row: Sequence[Any]) -> Visit:
    *told, terms, pilot, answered_at, declined_at, dropped, answers, paradata, started_at = row[1:]
    seen = (
        terms is not None and read_terms(terms).anonymous,
        pilot,
        answered_at is not None,
        declined_at is not None,
        dropped,
        answers or {},
        paradata or {},
        started_at,
    )
    return Visit(*(*told, *seen))


DRAFTED = questionnaires.alias("drafted")
FOUND = (
    select(
        links.c.sha256,
        studies.c.key,
        waves.c.key,
        func.coalesce(DRAFTED.c.fingerprint, questionnaires.c.fingerprint),
        links.c.purpose,
        invitations.c.code,
        func.coalesce(drafts.c.language, invitations.c.language, ""),
        waves.c.state,
        waves.c.opens_at,
        waves.c.closes_at,
        links.c.expires_at,
        waves.c.terms,
        waves.c.pilot,
        invitations.c.answered_at,
        invitations.c.declined_at,
        invitations.c.dropped,
        drafts.c.answers,
        drafts.c.paradata,
        drafts.c.started_at,
    )
    .select_from(links)
    .join(waves, waves.c.id == links.c.wave_id)
    .join(studies, studies.c.id == waves.c.study_id)
    .join(questionnaires, questionnaires.c.id == waves.c.questionnaire_id)
    .outerjoin(invitations, invitations.c.id == links.c.invitation_id)
    .outerjoin(drafts, drafts.c.invitation_id == links.c.invitation_id)
    .outerjoin(DRAFTED, DRAFTED.c.id == drafts.c.questionnaire_id)
)


def _locking_sqlite(ours: ColumnElement[bool]) -> Select[Any]:
    # It has one writer.
    return FOUND.add_columns(*OF_INVITATION, *OF_WAVE).where(ours)


def _locking_postgresql(ours: ColumnElement[bool]) -> Select[Any]:
    behind = select(links.c.invitation_id).where(ours)
    locked = lock_postgresql(invitations.c.id.in_(behind)).cte("locked")
    found = FOUND.add_columns(*locked.c).outerjoin(locked, locked.c.id == links.c.invitation_id)
    return found.where(ours)


WIDTH = len(FOUND.selected_columns)
OURS = {name: among(name, links.c.sha256, "hashes") for name in ("sqlite", "postgresql")}
VISITS = {name: FOUND.where(ours) for name, ours in OURS.items()}
LOCKING = {
    "sqlite": _locking_sqlite(OURS["sqlite"]),
    "postgresql": _locking_postgresql(OURS["postgresql"]),
}
