"""From a study file to a wave that is under way, kept in one transaction."""

from datetime import datetime
from pathlib import Path

from validation.settings import Settings
from validation.steps.advancing import advance_wave
from validation.steps.keeping import opened
from validation.steps.planning import Launch, Launched, checked_name, launched_before, plan_wave
from validation.steps.preparing import prepare_study
from validation.store import WaveKey


def launch_wave(path: Path, launch: Launch, settings: Settings, *, now: datetime) -> Launched:
    """Keep a wave of a study with its sample and return it; the same wave is launched once.

    The plan is frozen here, before the first answer; a pilot freezes none. What is due at once,
    such as the invitations of a wave that opens now, waits in the outbox when this returns.

    Raises:
        TodennaError: the study cannot be fielded so, or there is nobody to ask; nothing is kept.
    """
    prepared = prepare_study(path)
    where = WaveKey(prepared.study.study, checked_name(launch.name))
    with opened(settings) as store, store.transaction() as connection:
        launched = launched_before(connection, where)
        if launched is None:
            launched = plan_wave(connection, prepared, where, launch, settings, now=now)
    advance_wave(where, settings, now=now)
    return launched
