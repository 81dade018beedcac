"""Trends of studies: the waves lined up, as they were up to one of them."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from validation.store.studies import id_of_study
from validation.store.tables import trends
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import add_new
from validation.trends import Trend


def save_trend(
    connection: Connection, where: WaveKey, trend: Trend, *, plan_hash: str, now: datetime
) -> bool:
    """Keep the trend up to a wave under a plan, in place of an earlier one; say whether it is new.

    Raises:
        StoreError: the wave is not kept.
    """
    wave_id, document = id_of_wave(connection, where), trend.model_dump_json()
    column = trends.c
    same = (column.wave_id == wave_id, column.plan_hash == plan_hash)
    if connection.execute(select(column.document).where(*same)).scalar() == document:
        return False
    connection.execute(delete(trends).where(*same))
    row = {
        "study_id": id_of_study(connection, where.study),
        "wave_id": wave_id,
        "plan_hash": plan_hash,
        "document": document,
        "saved_at": now,
    }
    return add_new(connection, trends, [row]) == 1


def load_trend(
    connection: Connection, where: WaveKey, plan_hash: str | None = None
) -> Trend | None:
    """Return the trend up to a wave, perhaps under one plan; None where none was kept.

    Raises:
        StoreError: the wave is not kept.
    """
    column = trends.c
    query = select(column.document).where(column.wave_id == id_of_wave(connection, where))
    if plan_hash is not None:
        query = query.where(column.plan_hash == plan_hash)
    newest = query.order_by(column.saved_at.desc(), column.id.desc()).limit(1)
    document = connection.execute(newest).scalar()
    return None if document is None else Trend.model_validate_json(document)
