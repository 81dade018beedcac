"""What the flows of studies that repeat read and write, as Prefect tasks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.environment import settings_of_run
from validation import steps
from validation.steps import DrawnTrend, OperatorNotice
from validation.store import WaveKey
from validation.verdicts import Assessment


@dataclass(frozen=True, slots=True)
class SeenWave:
    """A wave as it is kept: of which study, its name, whether fielded here, whether assessed."""

    study: str
    wave: str
    fielded: bool
    assessed: bool


@task(cache_policy=NO_CACHE)
def list_waves(study: str | None = None) -> tuple[SeenWave, ...]:
    """List the waves of a study, or of all, the oldest first."""
    return tuple(
        SeenWave(one.study, wave.wave, wave.imported_at is None, wave.assessed_at is not None)
        for one in steps.read_status(settings_of_run()).studies
        if study in (None, one.study)
        for wave in one.waves
    )


@task(cache_policy=NO_CACHE)
def recall_verdicts(study: str, wave: str) -> Assessment:
    """Read the last verdicts of a wave."""
    return steps.recall_verdicts(WaveKey(study, wave), settings_of_run())


@task(cache_policy=NO_CACHE)
def build_trend(study: str) -> tuple[DrawnTrend, tuple[Path, ...]]:
    """Line up the waves of a study, draw them, and write what they say, a page a language."""
    settings, now = settings_of_run(), datetime.now(UTC)  # noqa: TID251 (as below)
    newest = steps.newest_assessed(study, settings)
    drawn = steps.draw_trend(newest, settings, now=now)
    return drawn, steps.write_trend_report(newest, settings, now=now)


@task(cache_policy=NO_CACHE)
def queue_notice(notice: OperatorNotice) -> bool:
    """Put a notice to the operator into the outbox."""
    now = datetime.now(UTC)  # noqa: TID251 (flows read the clock, the steps do not)
    return steps.queue_notice(notice, settings_of_run(), now=now)
