"""What a page has to know when somebody opens a link: found for many links by one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from validation.fieldwork import WaveState
from validation.responses import Paradata
from validation.store.among import among
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


def find_visits(connection: Connection, hashes: Sequence[str]) -> list[Visit | None]:
    """Return what each link leads to, by the SHA-256 of its token; None for one that is unknown."""
    found = load_rows(connection, VISITS[connection.dialect.name], hashes=[*hashes])
    by_hash = {row[0]: _visit(row) for row in found}
    return [by_hash.get(sha256) for sha256 in hashes]


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
VISITS = {
    name: FOUND.where(among(name, links.c.sha256, "hashes")) for name in ("sqlite", "postgresql")
}
