"""Each step that reads or writes as a Prefect task; keys go in, keys and small documents come out.

Prefect walks through what goes into a task, so no answers and no documents do; and it would keep
what comes out of one to skip the next, so nothing is cached: a step that adds nothing the second
time is cheap to run again.
"""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.environment import settings_of_run
from validation import steps
from validation.mail import SendResult
from validation.steps import Generated, Imported, Queued, Source
from validation.store import WaveKey
from validation.verdicts import Assessment


@task(cache_policy=NO_CACHE)
def generate_survey(study_file: str) -> Generated:
    """Keep a study with its questionnaire and plan."""
    return steps.generate_survey(Path(study_file), settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def import_responses(
    study_file: str, answers_file: str, wave: str | None, *, replace: bool
) -> Imported:
    """Keep the answers of a file."""
    source = Source(Path(answers_file), wave, replace=replace)
    return steps.import_responses(Path(study_file), source, settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def assess_wave(study: str, wave: str) -> Assessment:
    """Keep the verdicts of a wave."""
    return steps.assess_wave(WaveKey(study, wave), settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def write_report(study: str, wave: str) -> tuple[Path, ...]:
    """Write the report of a wave, a page a language."""
    return steps.write_report(WaveKey(study, wave), settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def queue_digest(study: str, wave: str) -> Queued:
    """Put the digest of a wave into the outbox."""
    return steps.queue_digest(WaveKey(study, wave), settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def deliver_mail() -> SendResult:
    """Empty the outbox; never retried by itself, for what is unknown may have left."""
    result = steps.deliver_mail(settings_of_run(), now=_now(), wait=Event().wait)
    steps.check_delivered(result)
    return result


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (flows read the clock, the steps do not)
