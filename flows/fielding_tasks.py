"""The steps of fielding as Prefect tasks: keys go in, keys and small documents come out."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.environment import settings_of_run
from validation import steps
from validation.steps import (
    Acted,
    Due,
    Fieldwork,
    FollowedUp,
    Launch,
    Made,
    Retained,
    SettledMail,
)
from validation.store import WaveKey


@task(cache_policy=NO_CACHE)
def launch_wave(study_file: str, launch: Launch) -> str:
    """Plan a wave with its sample, and return its study."""
    return steps.launch_wave(Path(study_file), launch, settings_of_run(), now=_now()).where.study


@task(cache_policy=NO_CACHE)
def list_due() -> tuple[Due, ...]:
    """List what is due in every wave."""
    return steps.list_due(settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE, task_run_name="{step} of {study} {wave}")
def act(study: str, wave: str, kind: str, step: str) -> Acted:
    """Do one thing that is due in a wave."""
    return steps.act(WaveKey(study, wave), kind, step, settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def show_fieldwork(study: str, wave: str) -> Fieldwork:
    """Count how far a wave is."""
    return steps.show_fieldwork(WaveKey(study, wave), settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def settle_mail() -> SettledMail:
    """Settle mail by what the mail service told of it."""
    return steps.settle_mail(settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def make_due_waves() -> Made:
    """Make the waves that studies want by their cadences."""
    return steps.make_due_waves(settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def follow_up() -> FollowedUp:
    """Invite whoever is due after an event."""
    return steps.follow_up(settings_of_run(), now=_now())


@task(cache_policy=NO_CACHE)
def count_unsettled() -> int:
    """Count the mail that waits for a person, or for evidence."""
    return len(steps.list_unsettled(settings_of_run()))


@task(cache_policy=NO_CACHE)
def purge(*, dry_run: bool) -> tuple[Retained, ...]:
    """Erase what was kept for its time."""
    return steps.purge_expired(settings_of_run(), now=_now(), dry_run=dry_run)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (flows read the clock, the steps do not)
