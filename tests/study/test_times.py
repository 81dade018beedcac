"""How a study file writes times."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from validation.study.times import Cron, Rule, Span, Start, Zone, in_words, parts_of_rule


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2 weeks", timedelta(days=14)),
        ("1 day", timedelta(days=1)),
        ("36 hours", timedelta(hours=36)),
    ],
)
def test_lengths_of_time_are_written_in_words(written: str, span: timedelta) -> None:
    assert TypeAdapter(Span).validate_python(written) == span


def test_lengths_of_time_are_said_in_days_where_they_are_days() -> None:
    assert in_words(timedelta(weeks=2)) == "14 days"
    assert in_words(timedelta(hours=25)) == "25 hours"


@pytest.mark.parametrize(
    ("kind", "written", "message"),
    [
        (Span, "soon", "is no length of time"),
        (Rule, "every month", "is no RRULE"),
        (Rule, "INTERVAL=3", "is no RRULE"),
        (Rule, "FREQ=MONTHLY;COUNT=4", "'COUNT' in .* write start, until and skip beside it"),
        (Rule, "FREQ=MONTHLY;UNTIL=20270101", "'UNTIL' in"),
        (Rule, "FREQ=DAILY\nFREQ=WEEKLY", "has no place there"),
        (Rule, "FREQ=HOURLY;INTERVAL=48", "more than once a day"),
        (Rule, "FREQ=DAILY;BYHOUR=9,15", "more than once a day"),
        (Cron, "0 9 1 *", "is no cron expression"),
        (Cron, "0 9,15 * * *", "more than once a day"),
        (Cron, "*/5 9 * * *", "more than once a day"),
        (Cron, "* 0 9 * * *", "more than once a day"),
        (Zone, "Europe/Hellsinki", "is no time zone"),
        (Start, "2026-12-01T09:00+02:00", "has an offset of its own"),
    ],
)
def test_times_that_nobody_can_keep_are_refused(
    kind: Any,  # noqa: ANN401 (a type with its checks)
    written: str,
    message: str,
) -> None:
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(kind).validate_python(written)


@pytest.mark.parametrize("rule", ["0 9 1 */3 *", "30 14 L * *", "0 0 9 * * 1"])
def test_cron_rules_of_one_time_a_day_are_taken(rule: str) -> None:
    assert TypeAdapter(Cron).validate_python(rule) == rule


def test_rule_is_read_by_its_parts() -> None:
    assert parts_of_rule("rrule:freq=yearly; bymonth=2;") == {"FREQ": "YEARLY", "BYMONTH": "2"}


@pytest.mark.parametrize("written", ["2026-12-01", "2026-12-01T09:00", "2026-12-01 09:00:00"])
def test_day_alone_means_nine_o_clock(written: str) -> None:
    nine = datetime(2026, 12, 1, 9)  # noqa: DTZ001 (wall time)
    assert TypeAdapter(Start).validate_python(written) == nine
