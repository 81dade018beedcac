"""Assessments of waves: each time that the verdicts came out differently."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, select

from validation.errors import StoreError
from validation.store.plans import id_of_plan
from validation.store.studies import HINT, written
from validation.store.tables import assessments, plans, studies, waves
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import add_new
from validation.verdicts import Assessment


@dataclass(frozen=True, slots=True)
class KeptAssessment:
    """The verdicts of a wave, the how many-th that came out differently, and since when."""

    where: WaveKey
    number: int
    assessment: Assessment
    made_at: datetime


def save_assessment(
    connection: Connection, where: WaveKey, assessment: Assessment, *, made_at: datetime
) -> bool:
    """Keep the verdicts of a wave; say whether they differ from those kept last.

    Raises:
        StoreError: the wave or the plan of the assessment is not kept.
    """
    wave_id = id_of_wave(connection, where)
    plan_id = id_of_plan(connection, where.study, assessment.plan_hash)
    document, sha256 = written(assessment)
    latest = _latest(connection, wave_id)
    if latest is not None and latest.sha256 == sha256:
        return False
    row = {
        "wave_id": wave_id,
        "plan_id": plan_id,
        "number": 1 if latest is None else latest.number + 1,
        "sha256": sha256,
        "document": document,
        "made_at": made_at,
    }
    return add_new(connection, assessments, [row]) == 1


def load_assessment(
    connection: Connection, where: WaveKey, plan_hash: str | None = None
) -> KeptAssessment:
    """Return the last verdicts of a wave, perhaps those under one plan.

    Raises:
        StoreError: there are none.
    """
    found = [
        one
        for one in load_assessments(connection, where.study)
        if one.where == where and plan_hash in (None, one.assessment.plan_hash)
    ]
    if not found:
        raise StoreError(
            f"assessment of wave {where}: found nothing kept, must be assessed under the plan. "
            f"Assess the wave: todenna report {where.study} --wave {where.wave}."
        )
    return found[-1]


def load_assessments(connection: Connection, study: str) -> tuple[KeptAssessment, ...]:
    """Return all verdicts of a study: its waves in their order, in each the last ones last."""
    return tuple(kept_assessment(study, *row) for row in connection.execute(_query(study)))


def kept_assessment(
    study: str, wave: str, number: int, document: str, made_at: datetime
) -> KeptAssessment:
    """Return an assessment as a row of a query gives it."""
    assessment = Assessment.model_validate_json(document)
    return KeptAssessment(WaveKey(study, wave), number, assessment, made_at)


def id_of_assessment(connection: Connection, kept: KeptAssessment) -> int:
    """Return the row of an assessment.

    Raises:
        StoreError: it is not kept.
    """
    query = select(assessments.c.id).where(
        assessments.c.wave_id == id_of_wave(connection, kept.where),
        assessments.c.number == kept.number,
    )
    found = connection.execute(query).scalar()
    if found is None:
        raise StoreError(f"assessment of wave {kept.where}: found nothing kept. {HINT}")
    return int(found)


def _query(study: str) -> Select[tuple[str, int, str, datetime]]:
    column = assessments.c
    return (
        select(waves.c.key, column.number, column.document, column.made_at)
        .join(waves, waves.c.id == assessments.c.wave_id)
        .join(studies, studies.c.id == waves.c.study_id)
        .join(plans, plans.c.id == assessments.c.plan_id)
        .where(studies.c.key == study)
        .order_by(waves.c.id, assessments.c.number)
    )


def _latest(connection: Connection, wave_id: int) -> Row[tuple[int, str]] | None:
    # The wave is locked, so that two runs do not give the same number on PostgreSQL.
    connection.execute(select(waves.c.id).where(waves.c.id == wave_id).with_for_update())
    query = (
        select(assessments.c.number, assessments.c.sha256)
        .where(assessments.c.wave_id == wave_id)
        .order_by(assessments.c.number.desc())
        .limit(1)
    )
    return connection.execute(query).first()
