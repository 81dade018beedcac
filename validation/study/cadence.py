"""How a study repeats: by a schedule, around what was done, or after what happened to somebody."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from validation.study.base import Codes, Document, Id, Ids
from validation.study.times import NINE, Cron, Rule, Some, Span, Spans, Start, Zone

Respondents = Annotated[
    Literal["fresh", "panel"],
    Field(description="each wave draws anew, or asks those again who were drawn first"),
]


class ScheduledCadence(Document):
    """A wave each time a rule says so, at wall time in a zone."""

    rrule: Rule | None = None
    cron: Cron | None = None
    start: Start | None = Field(None, description="the first day and time; an rrule counts from it")
    until: date | None = Field(None, description="the last day on which a wave may come")
    skip: tuple[date, ...] = Field((), description="days on which the wave is left out")
    zone: Zone = "UTC"
    respondents: Respondents = "fresh"

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if (self.rrule is None) == (self.cron is None):
            message = "a cadence needs exactly one of rrule or cron, measure, event"
            raise ValueError(message)
        if self.rrule is not None and self.start is None:
            message = "an rrule needs a start to count from, such as start: 2026-12-01T09:00"
            raise ValueError(message)
        if self.start is not None and self.until is not None and self.until < self.start.date():
            message = f"until {self.until} is before the start"
            raise ValueError(message)
        return self


class Comparison(Document):
    """The people whom a measure did not reach: a level of an item that splits the audience."""

    segment: Id
    level: Id


class MeasureCadence(Document):
    """Waves to the whole audience around something we did ourselves; not causal by itself."""

    measure: Id
    on: date
    at: time = Field(NINE, description="when waves open, by the clocks of the zone")
    before: Spans = ()
    after: Spans = ()
    zone: Zone = "UTC"
    compared_with: Comparison | None = None
    respondents: Respondents = "fresh"

    @model_validator(mode="after")
    def _some_wave(self) -> Self:
        if not (self.before or self.after):
            message = "a measure needs waves: before: [7 days], after: [14 days] or both"
            raise ValueError(message)
        if not all(self.before):
            message = "a wave before must be some time before, such as before: [7 days]"
            raise ValueError(message)
        if self.at.tzinfo is not None:
            message = "at has an offset of its own; leave it out, zone says whose time it is"
            raise ValueError(message)
        return self


class EventStep(Document):
    """One questionnaire of a sequence: how long after the event, and about which hypotheses."""

    after: Annotated[Span, Some]
    ask: Ids = Field((), description="hypotheses; without them all of the study")

    @property
    def name(self) -> str:
        """The name of the step, of the time that has passed.

        >>> EventStep(after="2 weeks").name
        'day-14'
        """
        days, rest = divmod(self.after, timedelta(days=1))
        return f"hour-{round(self.after.total_seconds() / 3600)}" if rest else f"day-{days}"


class EventCadence(Document):
    """A sequence of questionnaires for each contact to whom something happened."""

    event: Id
    after: Spans = ()
    steps: tuple[EventStep, ...] = ()
    holds: dict[Id, Codes] = Field(
        default_factory=dict,
        alias="while",
        description="attribute or item → its values; followed up only as long as it holds",
    )
    until_event: Ids = Field((), description="any of these events ends the sequence")
    window: Annotated[Span, Some] = timedelta(days=7)
    waves: Literal["month", "quarter"] = "month"
    zone: Zone = "UTC"

    @model_validator(mode="after")
    def _one_sequence(self) -> Self:
        if bool(self.after) == bool(self.steps):
            message = "an event needs either after: [14 days, 90 days] or steps with after and ask"
            raise ValueError(message)
        if len({step.after for step in self.sequence}) < len(self.sequence):
            message = "the same time after the event stands twice; write it once"
            raise ValueError(message)
        return self

    @property
    def sequence(self) -> tuple[EventStep, ...]:
        """The questionnaires that follow the event, in the order of time."""
        steps = self.steps or tuple(EventStep(after=span) for span in self.after)
        return tuple(sorted(steps, key=lambda step: step.after))


def _kind(value: Any) -> str:  # noqa: ANN401 (whatever stands in the file)
    keys = value if isinstance(value, Mapping) else value.__class__.model_fields
    return next((kind for kind in ("measure", "event") if kind in keys), "schedule")


Cadence = Annotated[
    Annotated[ScheduledCadence, Tag("schedule")]
    | Annotated[MeasureCadence, Tag("measure")]
    | Annotated[EventCadence, Tag("event")],
    Discriminator(_kind),
]


def _as_cadences(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


Cadences = Annotated[
    tuple[Cadence, ...],
    BeforeValidator(_as_cadences, json_schema_input_type=Cadence | list[Cadence] | None),
]
