"""What was found before, as it is kept, without a look at the answers."""

from sqlalchemy import Connection

from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import WaveKey, load_assessment, load_trend
from validation.trends import complete_assessment
from validation.verdicts import Assessment


def recall_verdicts(where: WaveKey, settings: Settings) -> Assessment:
    """Return the last verdicts of a wave that were kept.

    Raises:
        TodennaError: the wave was not assessed.
    """
    with opened(settings) as store, store.reading() as connection:
        return load_verdicts(connection, where)


def load_verdicts(
    connection: Connection, where: WaveKey, plan_hash: str | None = None
) -> Assessment:
    """Return the last verdicts of a wave, perhaps under one plan.

    Those that take several waves are there once the trend up to this one is kept.

    Raises:
        TodennaError: the wave was not assessed.
    """
    assessment = load_assessment(connection, where, plan_hash).assessment
    trend = load_trend(connection, where, assessment.plan_hash)
    return assessment if trend is None else complete_assessment(assessment, trend, where.wave)
