"""Schedules by the clocks on the wall, beside lists that were written by hand."""

from datetime import datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from validation.fieldwork.rules import wall_times
from validation.study import ScheduledCadence

EVER = datetime(2040, 1, 1)  # noqa: DTZ001 (wall time)
BEGIN = datetime(2026, 1, 1)  # noqa: DTZ001 (wall time)
DAYS = st.dates(BEGIN.date(), datetime(2029, 1, 1).date())  # noqa: DTZ001 (wall time)


def days(rule: str, start: str, count: int = 5, **more: str) -> list[str]:
    cadence = ScheduledCadence.model_validate({"rrule": rule, "start": start, **more})
    found = wall_times(cadence, BEGIN, EVER)
    return [f"{one:%Y-%m-%d}" for one, _ in zip(found, range(count), strict=False)]


def cron_days(cron: str, **more: str) -> list[str]:
    found = wall_times(ScheduledCadence.model_validate({"cron": cron, **more}), BEGIN, EVER)
    return [f"{one:%Y-%m-%d %H:%M}" for one, _ in zip(found, range(4), strict=False)]


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        (
            "FREQ=MONTHLY;INTERVAL=3",
            "2026-11-30",
            ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30"],
        ),
        (
            "FREQ=MONTHLY",
            "2027-12-31",
            ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"],
        ),
        (
            "FREQ=YEARLY",
            "2028-02-29",
            ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,31",
            "2027-01-20",
            ["2027-01-31", "2027-02-15", "2027-02-28", "2027-03-15", "2027-03-31"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=30,31",
            "2027-01-01",
            ["2027-01-30", "2027-01-31", "2027-02-28", "2027-03-30", "2027-03-31"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=2,6;BYMONTHDAY=30",
            "2027-01-01",
            ["2027-02-28", "2027-06-30", "2028-02-29", "2028-06-30", "2029-02-28"],
        ),
        (
            "FREQ=YEARLY;BYMONTHDAY=31",
            "2027-01-01",
            ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
        ),
        (
            "FREQ=MONTHLY;BYMONTH=2,3;BYMONTHDAY=31",
            "2027-01-01",
            ["2027-02-28", "2027-03-31", "2028-02-29", "2028-03-31", "2029-02-28"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "2027-01-01",
            ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
        ),
        (  # a rule of weekdays keeps its meaning: Fridays that are the 31st
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=31",
            "2026-01-01",
            ["2026-07-31", "2027-12-31", "2028-03-31", "2029-08-31", "2030-05-31"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            "2026-12-21",
            ["2026-12-21", "2027-01-04", "2027-01-18", "2027-02-01", "2027-02-15"],
        ),
    ],
)
def test_days_of_a_rule(rule: str, start: str, expected: list[str]) -> None:
    assert days(rule, start) == expected


@pytest.mark.parametrize(
    ("rule", "first"),
    [("FREQ=MONTHLY", "12-01 09:30"), ("FREQ=MONTHLY;BYHOUR=7", "01-01 07:30")],
)
def test_hour_is_that_of_the_start_or_of_the_rule(rule: str, first: str) -> None:
    cadence = ScheduledCadence.model_validate({"rrule": rule, "start": "2026-12-01T09:30"})
    assert f"{next(wall_times(cadence, BEGIN, EVER)):%m-%d %H:%M}" == first


def test_last_day_belongs_to_the_schedule_and_no_day_after_it() -> None:
    found = days("FREQ=MONTHLY", "2026-11-30", until="2027-01-30")
    assert found == ["2026-11-30", "2026-12-30", "2027-01-30"]


@pytest.mark.parametrize(
    ("cron", "more", "expected"),
    [
        (
            "0 9 1 */3 *",
            {},
            ["2026-01-01 09:00", "2026-04-01 09:00", "2026-07-01 09:00", "2026-10-01 09:00"],
        ),
        (
            "0 9 31 * *",  # cron leaves short months out
            {},
            ["2026-01-31 09:00", "2026-03-31 09:00", "2026-05-31 09:00", "2026-07-31 09:00"],
        ),
        (
            "30 8 L 2 *",
            {"start": "2027-02-28T08:30"},
            ["2027-02-28 08:30", "2028-02-29 08:30", "2029-02-28 08:30", "2030-02-28 08:30"],
        ),
        ("0 9 * * 1", {"until": "2026-01-12"}, ["2026-01-05 09:00", "2026-01-12 09:00"]),
        ("0 0 9 1 * *", {"until": "2026-02-01"}, ["2026-01-01 09:00", "2026-02-01 09:00"]),
    ],
)
def test_days_of_a_cron_rule(cron: str, more: dict[str, str], expected: list[str]) -> None:
    assert cron_days(cron, **more) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=10",
        "FREQ=WEEKLY;BYDAY=TU,TH",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ],
)
@settings(deadline=None, max_examples=60)
@given(DAYS)
def test_where_no_month_is_too_short_days_are_those_of_the_rule(rule: str, start: object) -> None:
    first = datetime.fromisoformat(f"{start}T09:00")
    expected = rrulestr(rule, dtstart=first).between(first, first + timedelta(days=900), inc=True)
    cadence = ScheduledCadence(rrule=rule, start=first)
    assert [*wall_times(cadence, first, first + timedelta(days=900))] == expected


@pytest.mark.parametrize(
    ("frequency", "step", "intervals"),
    [
        ("MONTHLY", relativedelta(months=1), [1, 2, 3, 4, 6, 12]),
        ("YEARLY", relativedelta(years=1), [1, 2, 3, 4]),
    ],
)
@settings(deadline=None, max_examples=60)
@given(start=DAYS, data=st.data())
def test_months_and_years_are_counted_from_the_start_and_end_with_their_last_day(
    frequency: str, step: relativedelta, intervals: list[int], start: object, data: st.DataObject
) -> None:
    interval = data.draw(st.sampled_from(intervals))
    first = datetime.fromisoformat(f"{start}T09:00")
    cadence = ScheduledCadence(rrule=f"FREQ={frequency};INTERVAL={interval}", start=first)
    found = [*wall_times(cadence, first, first + timedelta(days=4000))]
    assert found == [first + step * (interval * n) for n in range(len(found))]
    assert first + step * (interval * len(found)) > first + timedelta(days=4000)
