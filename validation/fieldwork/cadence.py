"""Which waves a study wants by its cadences: the same answer however often it is asked."""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Literal

from validation.fieldwork.clock import moment, wall_time
from validation.fieldwork.rules import wall_times
from validation.study import MeasureCadence, ScheduledCadence, Study

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
HORIZON = timedelta(days=13 * 366)  # from one leap day to the next there may be eight years
Repeating = ScheduledCadence | MeasureCadence
Reason = Literal["skipped", "missed"]


@dataclass(frozen=True, slots=True)
class DueWave:
    """A wave that a cadence wants at a time, named after the day on which it is due.

    Of a wave around a measure `phase` says whether it is before or after, and `baseline` with
    which wave it is compared: the last one before. `held` is too late to be made without a person.
    """

    name: str
    due_at: datetime
    kind: Literal["schedule", "measure"]
    zone: str
    respondents: Literal["fresh", "panel"] = "fresh"
    phase: Literal["before", "after"] | None = None
    baseline: str | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class PassedWave:
    """A wave that was wanted and never made: its day is to be skipped, or it was missed."""

    name: str
    due_at: datetime
    reason: Reason


def due_waves(
    study: Study, existing: Collection[str], now: datetime, *, since: datetime
) -> tuple[DueWave, ...]:
    """Return the waves that have to be made now, in the order in which they were due.

    Of several that a cadence has missed only the last is made, and what is due for longer than the
    study's `lateness` is held. A wave before a measure is not made after it. On a day on which a
    schedule and a measure meet the wave is that of the measure.

    Args:
        study: of which `cadences` and `fieldwork.lateness` are looked at.
        existing: the names of the waves that are there, or that a person does not want.
        now: the time.
        since: when the study was started; what was due before is never made.
    """
    lateness = study.fieldwork.lateness
    found: dict[str, DueWave] = {}
    for cadence in _repeating(study):
        for wave in deque(_wanted(study, cadence, since, now), maxlen=1):
            if wave.name not in existing and not _is_over(cadence, wave, now):
                held = now - wave.due_at > lateness
                based = _compared(cadence, wave, existing)
                found.setdefault(wave.name, replace(based, held=held))
    return tuple(sorted(found.values(), key=_in_time))


def next_waves(study: Study, now: datetime, count: int) -> tuple[DueWave, ...]:
    """Return the waves that come next after a time, the nearest first, at most so many."""
    streams = [
        (_compared(cadence, wave) for wave in _wanted(study, cadence, now + TICK, until))
        for cadence in _repeating(study)
        for until in [_begin(cadence, now) + HORIZON]
    ]
    return tuple(islice(_once(merge(*streams, key=_in_time)), count))


def passed_waves(
    study: Study, existing: Collection[str], now: datetime, *, since: datetime
) -> tuple[PassedWave, ...]:
    """Return the waves that were wanted since a study was started and will not be made any more.

    Args:
        study: of which `cadences` are looked at.
        existing: the names of the waves that are there, or that a person does not want.
        now: the time.
        since: when the study was started.
    """
    known = {*existing, *(wave.name for wave in due_waves(study, existing, now, since=since))}
    found: dict[str, PassedWave] = {}
    for cadence in _repeating(study):
        skipped = _skipped(cadence)
        for wave in _waves(cadence, since, now):
            if wave.name not in known:
                reason: Reason = "skipped" if wave.name in skipped else "missed"
                found.setdefault(wave.name, PassedWave(wave.name, wave.due_at, reason))
    return tuple(sorted(found.values(), key=lambda one: one.due_at))


def _repeating(study: Study) -> list[Repeating]:
    return [one for one in study.cadences if isinstance(one, ScheduledCadence | MeasureCadence)]


def _wanted(
    study: Study, cadence: Repeating, since: datetime, until: datetime
) -> Iterator[DueWave]:
    """Yield the waves of a cadence from one time to another, on days that no other has."""
    taken = _skipped(cadence)
    if isinstance(cadence, ScheduledCadence):
        measures = [one for one in study.cadences if isinstance(one, MeasureCadence)]
        taken |= {wave.name for one in measures for wave in _around(one)}
    return (wave for wave in _waves(cadence, since, until) if wave.name not in taken)


def _waves(cadence: Repeating, since: datetime, until: datetime) -> Iterator[DueWave]:
    waves = (
        _around(cadence)
        if isinstance(cadence, MeasureCadence)
        else _scheduled(cadence, since, until)
    )
    return (wave for wave in waves if since <= wave.due_at <= until)


def _scheduled(cadence: ScheduledCadence, since: datetime, until: datetime) -> Iterator[DueWave]:
    first, last = (wall_time(one, cadence.zone) for one in (since, until))
    for wall in wall_times(cadence, first - DAY, last + DAY):
        due_at = moment(wall, cadence.zone)
        yield DueWave(_name(wall), due_at, "schedule", cadence.zone, cadence.respondents)


def _around(cadence: MeasureCadence) -> list[DueWave]:
    done = datetime.combine(cadence.on, cadence.at)
    times = [("before", done - span) for span in cadence.before]
    times += [("after", done + span) for span in cadence.after]
    found = {
        _name(wall): DueWave(
            _name(wall),
            moment(wall, cadence.zone),
            "measure",
            cadence.zone,
            cadence.respondents,
            "before" if phase == "before" else "after",
        )
        for phase, wall in times
    }
    return sorted(found.values(), key=_in_time)


def _compared(
    cadence: Repeating, wave: DueWave, existing: Collection[str] | None = None
) -> DueWave:
    if wave.phase != "after" or not isinstance(cadence, MeasureCadence):
        return wave
    before = [one.name for one in _around(cadence) if one.phase == "before"]
    made = [name for name in before if existing is None or name in existing]
    return replace(wave, baseline=made[-1] if made else None)


def _is_over(cadence: Repeating, wave: DueWave, now: datetime) -> bool:
    if wave.phase != "before" or not isinstance(cadence, MeasureCadence):
        return False
    return now >= moment(datetime.combine(cadence.on, cadence.at), cadence.zone)


def _begin(cadence: Repeating, now: datetime) -> datetime:
    if isinstance(cadence, MeasureCadence):
        return max([now, *(wave.due_at for wave in _around(cadence))])
    return now if cadence.start is None else max(now, moment(cadence.start, cadence.zone))


def _skipped(cadence: Repeating) -> set[str]:
    days: tuple[date, ...] = cadence.skip if isinstance(cadence, ScheduledCadence) else ()
    return {day.isoformat() for day in days}


def _name(wall: datetime) -> str:
    return wall.date().isoformat()


def _in_time(wave: DueWave) -> datetime:
    return wave.due_at


def _once(waves: Iterator[DueWave]) -> Iterator[DueWave]:
    seen: set[str] = set()
    for wave in waves:
        if wave.name not in seen:
            seen.add(wave.name)
            yield wave
