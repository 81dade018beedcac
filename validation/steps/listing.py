"""The waves of a study: those that are there, that were passed over, that wait, and that come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from validation.fieldwork import DueWave, due_waves, next_waves, passed_waves
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import (
    KeptWave,
    Recurrence,
    load_made,
    load_planned,
    load_recurrence,
    load_skipped,
    load_waves,
)
from validation.study import Study

Standing = Literal["kept", "skipped", "missed", "held", "due", "coming"]


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One wave of a study: of those that are there `state` says how far it is.

    `kind` says what made it or will: a person (manual), a schedule, a measure, an event. `skipped`
    was not wanted, by the study file or by a person; `missed` was due while no heart beat.
    """

    name: str
    standing: Standing
    at: datetime | None
    state: str | None = None
    kind: str = "schedule"
    phase: str | None = None
    baseline: str | None = None


@dataclass(frozen=True, slots=True)
class Waves:
    """All waves of a study, the oldest first, and whether and since when it repeats."""

    study: str
    recurrence: Recurrence | None
    lines: tuple[WaveLine, ...]


def list_waves(study: str, settings: Settings, *, now: datetime, coming: int = 4) -> Waves:
    """Return the waves of a study that were, that wait, and so many that come.

    Raises:
        TodennaError: the study is not kept.
    """
    with opened(settings) as store, store.reading() as connection:
        planned, _ = load_planned(connection, study)
        recurrence = load_recurrence(connection, study)
        lines = [_kept(one) for one in load_waves(connection, study)]
        if recurrence is not None and recurrence.runs:
            lines += _wanted(connection, planned, recurrence, now)
            lines += (_line(one, "coming") for one in next_waves(planned, now, coming))
    return Waves(study, recurrence, tuple(sorted(lines, key=_in_time)))


def _wanted(
    connection: Connection, study: Study, recurrence: Recurrence, now: datetime
) -> Iterator[WaveLine]:
    made = load_made(connection, study.study)
    skipped = load_skipped(connection, study.study)
    since = recurrence.started_at
    for due in due_waves(study, made | skipped, now, since=since):
        yield _line(due, "held" if due.held else "due")
    settled = made | {one.name for one in due_waves(study, made | skipped, now, since=since)}
    for passed in passed_waves(study, settled, now, since=since):
        reason = "skipped" if passed.name in skipped else passed.reason
        yield WaveLine(passed.name, reason, passed.due_at)


def _kept(kept: KeptWave) -> WaveLine:
    occasion = kept.occasion
    opens_at = None if kept.terms is None else kept.terms.opens_at
    return WaveLine(
        name=kept.where.wave,
        standing="kept",
        at=occasion.due_at or opens_at or kept.first_response_at,
        state=kept.state,
        kind=occasion.kind,
        phase=occasion.phase,
        baseline=occasion.baseline,
    )


def _line(due: DueWave, standing: Standing) -> WaveLine:
    return WaveLine(due.name, standing, due.due_at, None, due.kind, due.phase, due.baseline)


def _in_time(line: WaveLine) -> tuple[bool, float]:
    return (line.at is not None, line.at.timestamp() if line.at is not None else 0.0)
