from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.fieldwork import later, moment, wall_time

HELSINKI = "Europe/Helsinki"
WALL = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1))  # noqa: DTZ001 (wall time)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2027-03-28T02:59", "2027-03-28T00:59"),  # the last minute before the leap
        ("2027-03-28T03:00", "2027-03-28T01:00"),  # does not exist: is the first moment after
        ("2027-03-28T03:30", "2027-03-28T01:00"),
        ("2027-03-28T04:00", "2027-03-28T01:00"),
        ("2027-10-31T02:59", "2027-10-30T23:59"),
        ("2027-10-31T03:30", "2027-10-31T00:30"),  # is shown twice: the first
        ("2027-10-31T04:00", "2027-10-31T02:00"),
        ("2028-02-29T09:00", "2028-02-29T07:00"),
    ],
)
def test_every_wall_time_of_the_nights_of_a_change_is_one_moment(wall: str, expected: str) -> None:
    assert moment(datetime.fromisoformat(wall), HELSINKI) == datetime.fromisoformat(expected + "Z")


@pytest.mark.parametrize(
    ("before", "days", "after"),
    [
        ("2027-03-26T09:00", 4, "2027-03-30T09:00"),  # the leap of spring lies between
        ("2027-10-29T09:00", 4, "2027-11-02T09:00"),
        ("2027-03-27T03:30", 1, "2027-03-28T04:00"),  # would come in the leap
        ("2027-03-27T03:30", 2, "2027-03-29T03:30"),
        ("2027-10-30T03:30", 1, "2027-10-31T03:30"),
        ("2028-02-28T09:00", 1, "2028-02-29T09:00"),
        ("2028-02-28T09:00", 2, "2028-03-01T09:00"),
        ("2027-02-28T09:00", 1, "2027-03-01T09:00"),
        ("2027-12-31T09:00", 14, "2028-01-14T09:00"),
    ],
)
def test_days_are_counted_by_the_clocks_on_the_wall(before: str, days: int, after: str) -> None:
    start = moment(datetime.fromisoformat(before), HELSINKI)

    found = wall_time(later(start, timedelta(days=days), HELSINKI), HELSINKI)

    assert found.isoformat(timespec="minutes") == after


def test_a_reminder_over_the_change_comes_an_hour_of_true_time_earlier() -> None:
    start = datetime(2027, 3, 26, 7, tzinfo=UTC)

    assert later(start, timedelta(days=4), HELSINKI) - start == timedelta(days=4, hours=-1)


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2027-03-14T02:30", "America/New_York", "2027-03-14T07:00"),
        ("2027-11-07T01:30", "America/New_York", "2027-11-07T05:30"),
        ("2027-10-03T02:15", "Australia/Lord_Howe", "2027-10-02T15:30"),  # leaps half an hour
        ("2011-12-30T09:00", "Pacific/Apia", "2011-12-30T10:00"),  # left out that day
    ],
)
def test_leaps_of_other_zones_are_theirs(wall: str, zone: str, expected: str) -> None:
    assert moment(datetime.fromisoformat(wall), zone) == datetime.fromisoformat(expected + "Z")


def test_a_moment_with_its_zone_is_taken_as_it_is() -> None:
    stockholm = datetime(2027, 6, 1, 9, tzinfo=ZoneInfo("Europe/Stockholm"))

    assert moment(stockholm, HELSINKI) == datetime(2027, 6, 1, 7, tzinfo=UTC)


@given(WALL, st.sampled_from([HELSINKI, "UTC", "America/St_Johns", "Asia/Kathmandu"]))
def test_what_the_clocks_show_leads_back_to_the_moment(wall: datetime, zone: str) -> None:
    found = moment(wall, zone)

    shown = wall_time(found, zone)

    assert timedelta(0) <= shown - wall <= timedelta(hours=1)
    assert moment(shown, zone) == found


@given(WALL, st.timedeltas(timedelta(0), timedelta(days=90)), st.timedeltas(timedelta(0)))
def test_a_longer_span_never_ends_earlier(wall: datetime, span: timedelta, more: timedelta) -> None:
    longer = span + min(more, timedelta(days=90))
    start = moment(wall, HELSINKI)

    assert later(start, longer, HELSINKI) >= later(start, span, HELSINKI)
