"""How a study file writes times: lengths of time, rules of repetition, zones, wall times."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from validation.study.base import Listed

NINE = time(9)
ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 (a rule is checked, no time is computed)
UNITS = {"hour": 1, "day": 24, "week": 7 * 24}
ELSEWHERE = ("COUNT", "UNTIL", "DTSTART", "EXDATE", "RDATE")
OFTENER = ("HOURLY", "MINUTELY", "SECONDLY")
OF_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")


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


def _some(span: timedelta) -> timedelta:
    if not span:
        message = "'0 days' is no time at all; write at least 1 hour"
        raise ValueError(message)
    return span


def _is_rule(rule: str) -> str:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 (few studies have a rule)

    wrong = next((key for key in (*ELSEWHERE, "\n") if key in rule.upper()), None)
    if wrong is not None:
        message = f"{wrong!r} in {rule!r} has no place there; write start, until and skip beside it"
        raise ValueError(message)
    try:
        rrulestr(rule, dtstart=ANY_DAY)
    except (ValueError, TypeError) as error:  # it has no FREQ
        message = f"{rule!r} is no RRULE ({error}); write one such as FREQ=MONTHLY;INTERVAL=3"
        raise ValueError(message) from error
    return _once_a_day(rule, _often(parts_of_rule(rule)))


def parts_of_rule(rule: str) -> dict[str, str]:
    """Return the parts of an RRULE by their names.

    >>> parts_of_rule("FREQ=MONTHLY;INTERVAL=3")
    {'FREQ': 'MONTHLY', 'INTERVAL': '3'}
    """
    written = rule.upper().strip().removeprefix("RRULE:").strip(";").split(";")
    return {
        name.strip(): value.strip() for name, _, value in (one.partition("=") for one in written)
    }


def _often(parts: dict[str, str]) -> bool:
    return parts["FREQ"] in OFTENER or any("," in parts.get(key, "") for key in OF_A_DAY)


def _is_cron(cron: str) -> str:
    from cronsim import CronSim, CronSimError  # noqa: PLC0415 (few studies have a cron rule)

    try:
        CronSim(cron, ANY_DAY)
    except CronSimError as error:
        message = f"{cron!r} is no cron expression ({error}); write one such as 0 9 1 */3 *"
        raise ValueError(message) from error
    # CronSim also reads six fields: those begin with the seconds, of which there is one here.
    return _once_a_day(cron, not all(one.isdigit() for one in cron.split()[:-3]))


def _once_a_day(rule: str, often: bool) -> str:  # noqa: FBT001 (what was found out)
    if often:
        message = f"{rule!r} comes more than once a day; a study has one wave a day at most"
        raise ValueError(message)
    return rule


def _is_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # "Europe" is a folder
        message = f"{zone!r} is no time zone; write one such as Europe/Helsinki"
        raise ValueError(message) from error
    return zone


def _start(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    day = str(value).strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and not isinstance(value, datetime):
        return datetime.combine(date.fromisoformat(day), NINE)
    return value


def _is_wall_time(value: datetime) -> datetime:
    if value.tzinfo is not None:
        message = f"{value.isoformat()!r} has an offset of its own; leave it out, zone says whose"
        raise ValueError(message)
    return value


Span = Annotated[
    timedelta,
    BeforeValidator(_span, json_schema_input_type=str),
    PlainSerializer(in_words, return_type=str),
    Field(json_schema_extra={"examples": ["14 days"]}),
]
Spans = Annotated[tuple[Span, ...], Listed]
Some = AfterValidator(_some)
Rule = Annotated[str, AfterValidator(_is_rule)]
Cron = Annotated[str, AfterValidator(_is_cron)]
Zone = Annotated[str, AfterValidator(_is_zone)]
Start = Annotated[
    datetime,
    BeforeValidator(_start, json_schema_input_type=str),
    AfterValidator(_is_wall_time),
    Field(json_schema_extra={"examples": ["2026-12-01T09:00"]}),
]
