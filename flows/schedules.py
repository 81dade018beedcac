"""When Prefect starts the turn of a study: its cadences as schedules of Prefect's.

Which wave is due, the tables of Todenna say; a schedule only sees to it that somebody looks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from prefect.schedules import Cron, RRule, Schedule

from validation.fieldwork import whole_rules
from validation.study import EventCadence, MeasureCadence, ScheduledCadence, Study

STAMP = "%Y%m%dT%H%M%S"  # by the clocks of the schedule's zone


@dataclass(frozen=True, slots=True)
class Recurring:
    """A study that has deployments of its own: with the file it stands in."""

    path: Path
    document: Study

    @property
    def study(self) -> str:
        """The id of the study."""
        return self.document.study

    @property
    def title(self) -> str:
        """What the study is called, in its first language."""
        title, language = self.document.title, self.document.languages[0]
        return self.study if title is None else title.within(language)

    @property
    def rhythm(self) -> str:
        """When it is fielded, in a line."""
        told = (_TOLD[type(one)](one) for one in self.document.cadences)
        return "; ".join(told) or "fielded by hand"


def build_schedules(study: Study) -> tuple[Schedule, ...]:
    """Return the schedules of a study, one a cadence that has times of its own."""
    return tuple(
        schedule
        for number, cadence in enumerate(study.cadences, 1)
        for schedule in _BUILT[type(cadence)](cadence, f"cadence-{number}")
    )


def _scheduled(cadence: ScheduledCadence, slug: str) -> Iterator[Schedule]:
    if cadence.cron is not None:
        yield Cron(cadence.cron, timezone=cadence.zone, slug=slug)
    elif cadence.start is not None and cadence.rrule is not None:
        last = "" if cadence.until is None else f";UNTIL={cadence.until:%Y%m%d}T235959"
        rules = whole_rules(cadence.rrule, cadence.start)
        lines = [f"DTSTART:{cadence.start:{STAMP}}", *(f"RRULE:{one}{last}" for one in rules)]
        lines += [f"EXDATE:{one:%Y%m%d}T{cadence.start:%H%M%S}" for one in cadence.skip]
        yield RRule("\n".join(lines), timezone=cadence.zone, slug=slug)


def _measured(cadence: MeasureCadence, slug: str) -> Iterator[Schedule]:
    middle = datetime.combine(cadence.on, cadence.at)
    times = sorted(
        [*(middle - span for span in cadence.before), *(middle + span for span in cadence.after)]
    )
    stamps = ",".join(f"{one:{STAMP}}" for one in times)
    yield RRule(f"RDATE:{stamps}", timezone=cadence.zone, slug=slug)


def _followed(_: EventCadence, __: str) -> Iterator[Schedule]:
    """Yield nothing: an event starts the heartbeat, and the heartbeat follows it up."""
    yield from ()


def _tell_schedule(cadence: ScheduledCadence) -> str:
    rule = cadence.cron or cadence.rrule
    start = "" if cadence.start is None else f" from {cadence.start:%Y-%m-%d %H:%M}"
    return f"a wave by `{rule}`{start} ({cadence.zone})"


def _tell_measure(cadence: MeasureCadence) -> str:
    count = len(cadence.before) + len(cadence.after)
    return f"{count} waves around `{cadence.measure}` on {cadence.on} ({cadence.zone})"


def _tell_event(cadence: EventCadence) -> str:
    steps = ", ".join(step.name for step in cadence.sequence)
    return f"after each `{cadence.event}`: {steps} (started by the heartbeat)"


_BUILT: dict[type, Callable[[Any, str], Iterator[Schedule]]] = {
    ScheduledCadence: _scheduled,
    MeasureCadence: _measured,
    EventCadence: _followed,
}
_TOLD: dict[type, Callable[[Any], str]] = {
    ScheduledCadence: _tell_schedule,
    MeasureCadence: _tell_measure,
    EventCadence: _tell_event,
}
