"""When a study is fielded, how it repeats, and who is told."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    model_validator,
)

from validation.language import Language
from validation.study.base import Codes, Document, Id, Listed, Names, Share

ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 (a rule is checked, no time is computed)
UNITS = {"hour": 1, "day": 24, "week": 7 * 24}


def _span(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    if isinstance(value, timedelta):
        return value
    written = re.fullmatch(r"(\d+) (hour|day|week)s?", str(value).strip())
    if written is None:
        message = f"{value!r} is no length of time; write one such as 14 days, 2 weeks or 36 hours"
        raise ValueError(message)
    return timedelta(hours=int(written[1]) * UNITS[written[2]])


def in_words(span: timedelta) -> str:
    """Return a length of time as it is written in a study file.

    >>> in_words(timedelta(hours=36))
    '36 hours'
    """
    hours = round(span.total_seconds() / 3600)
    return f"{hours // 24} days" if hours % 24 == 0 else f"{hours} hours"


def _is_rule(rule: str) -> str:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 (few studies have a rule)

    try:
        rrulestr(rule)
    except ValueError as error:
        message = f"{rule!r} is no RRULE ({error}); write one such as FREQ=MONTHLY;INTERVAL=3"
        raise ValueError(message) from error
    return rule


def _is_cron(cron: str) -> str:
    from cronsim import CronSim, CronSimError  # noqa: PLC0415 (few studies have a cron rule)

    try:
        CronSim(cron, ANY_DAY)
    except CronSimError as error:
        message = f"{cron!r} is no cron expression ({error}); write one such as 0 9 1 */3 *"
        raise ValueError(message) from error
    return cron


def _is_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # "Europe" is a folder
        message = f"{zone!r} is no time zone; write one such as Europe/Helsinki"
        raise ValueError(message) from error
    return zone


Span = Annotated[
    timedelta,
    BeforeValidator(_span, json_schema_input_type=str),
    PlainSerializer(in_words, return_type=str),
    Field(json_schema_extra={"examples": ["14 days"]}),
]
Spans = Annotated[tuple[Span, ...], Listed]
Rule = Annotated[str, AfterValidator(_is_rule)]
Cron = Annotated[str, AfterValidator(_is_cron)]
Zone = Annotated[str, AfterValidator(_is_zone)]


def _is_address(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 (the same)

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        message = f"{address!r} is no e-mail address ({error}); write one such as a@example.com"
        raise ValueError(message) from error


Address = Annotated[str, AfterValidator(_is_address)]


class Fieldwork(Document):
    """How one wave is fielded; without `reminders` at half time and a day before closing."""

    mode: Literal["invite", "open_link", "import"] = "import"
    open_for: Annotated[Span, Field(gt=timedelta(0))] = timedelta(days=14)
    reminders: Spans | None = Field(None, description="lengths of time after opening; [] is none")
    rest_period: Span = timedelta(days=0)
    response_rate: Annotated[Share, Field(gt=0)] = Field(
        0.25, description="the part of the invited who are expected to answer"
    )
    invitations: Annotated[int, Field(gt=0)] | None = Field(
        None, description="how many are invited; without it what the claims need"
    )
    strata: Names = Field((), description="attributes of contacts by which the sample is drawn")
    thank_you: bool = False
    lateness: Span = Field(
        timedelta(days=2), description="what is due for longer waits for a person"
    )
    attention: dict[Id, Codes] = Field(
        default_factory=dict, description="item → the answers of those who read it"
    )


class ScheduledCadence(Document):
    """A wave each time a rule says so, at wall time in a zone."""

    rrule: Rule | None = None
    cron: Cron | None = None
    start: datetime | None = None
    zone: Zone = "UTC"

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if (self.rrule is None) == (self.cron is None):
            message = "a cadence needs exactly one of rrule or cron, measure, event"
            raise ValueError(message)
        return self


class MeasureCadence(Document):
    """Waves to the whole audience around something we did ourselves; not causal by itself."""

    measure: Id
    on: date
    before: Spans = ()
    after: Spans = ()
    zone: Zone = "UTC"


class EventCadence(Document):
    """A sequence of questionnaires for each contact to whom something happened."""

    event: Id
    after: Annotated[Spans, Field(min_length=1)]
    window: Span = timedelta(days=7)


def _kind(value: Any) -> str:  # noqa: ANN401 (whatever stands in the file)
    keys = value if isinstance(value, Mapping) else value.__class__.model_fields
    return next((kind for kind in ("measure", "event") if kind in keys), "schedule")


Cadence = Annotated[
    Annotated[ScheduledCadence, Tag("schedule")]
    | Annotated[MeasureCadence, Tag("measure")]
    | Annotated[EventCadence, Tag("event")],
    Discriminator(_kind),
]


class Digest(Document):
    """Who is told by e-mail, in which language, and when."""

    to: Annotated[tuple[Address, ...], Listed, Field(min_length=1)]
    language: Language | None = None
    send: Literal["when_changed", "always"] = "when_changed"
