"""What is kept, counted: for `todenna status`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from validation.store.outbox import OutboxState
from validation.store.tables import (
    assessments,
    domain_events,
    exclusions,
    outbox,
    plans,
    responses,
    studies,
    study_versions,
    waves,
)
from validation.store.waves import State


@dataclass(frozen=True, slots=True)
class WaveSummary:
    """A wave: its state, its responses and exclusions, and when it was last assessed."""

    wave: str
    state: State
    responses: int
    exclusions: int
    first_response_at: datetime | None
    imported_at: datetime | None
    assessed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StudySummary:
    """A study: how many versions it has, its last plan, and its waves."""

    study: str
    versions: int
    saved_at: datetime | None
    plan_hash: str | None
    plan_made_at: datetime | None
    waves: tuple[WaveSummary, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """All studies, the messages of the outbox by their state, and the events that wait."""

    studies: tuple[StudySummary, ...]
    outbox: Mapping[OutboxState, int]
    events: int


def summary(connection: Connection) -> Summary:
    """Return what is kept, in numbers."""
    found = connection.execute(select(studies.c.id, studies.c.key).order_by(studies.c.key))
    by_state = (
        select(outbox.c.state, func.count().label("n"))
        .group_by(outbox.c.state)
        .order_by(outbox.c.state)
    )
    happened = select(func.count()).where(domain_events.c.contact_key.is_not(None))
    return Summary(
        studies=tuple(_study(connection, study_id, key) for study_id, key in found.all()),
        outbox={row.state: row.n for row in connection.execute(by_state)},
        events=connection.execute(happened).scalar_one(),
    )


def _study(connection: Connection, study_id: int, key: str) -> StudySummary:
    versions = select(func.count(), func.max(study_versions.c.saved_at)).where(
        study_versions.c.study_id == study_id
    )
    plan = (
        select(plans.c.hash, plans.c.made_at)
        .where(plans.c.study_id == study_id)
        .order_by(plans.c.made_at.desc(), plans.c.id.desc())
    )
    n, saved_at = connection.execute(versions).one()
    plan_hash, made_at = connection.execute(plan).first() or (None, None)
    return StudySummary(key, n, saved_at, plan_hash, made_at, _waves(connection, study_id))


def _waves(connection: Connection, study_id: int) -> tuple[WaveSummary, ...]:
    query = (
        select(
            waves.c.key,
            waves.c.state,
            _of_wave(responses, func.count()),
            _of_wave(exclusions, func.count()),
            waves.c.first_response_at,
            waves.c.imported_at,
            _of_wave(assessments, func.max(assessments.c.made_at)),
        )
        .where(waves.c.study_id == study_id)
        .order_by(waves.c.id)
    )
    return tuple(WaveSummary(*row) for row in connection.execute(query))


def _of_wave(table: Table, what: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(what).select_from(table).where(table.c.wave_id == waves.c.id).scalar_subquery()
