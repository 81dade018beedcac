"""Wall time and time that passes: what 09:00 in a zone is, also on the nights of a change."""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST_LEAP = 25 * 60 * 60  # Samoa left out a whole day in 2011


def moment(wall: datetime, zone: str) -> datetime:
    """Return the moment, in UTC, at which the clocks of a zone show a time.

    A time that the clocks leap over in spring is the first moment after the leap: 03:30 in a leap
    from 03:00 to 04:00 is 04:00. Of a time that they show twice in autumn the first is taken.

    >>> moment(datetime(2027, 6, 1, 9), "Europe/Helsinki")
    datetime.datetime(2027, 6, 1, 6, 0, tzinfo=datetime.timezone.utc)
    """
    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    found = wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    return found if wall_time(found, zone) == wall else _after_leap(found, zone)


def wall_time(time: datetime, zone: str) -> datetime:
    """Return what the clocks of a zone show at a moment, without the zone.

    >>> wall_time(datetime(2027, 6, 1, 6, tzinfo=UTC), "Europe/Helsinki")
    datetime.datetime(2027, 6, 1, 9, 0)
    """
    return time.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def later(time: datetime, span: timedelta, zone: str) -> datetime:
    """Return the moment a span later by the clocks of a zone: four days after 09:00 is 09:00.

    >>> before = datetime(2027, 3, 26, 7, tzinfo=UTC)
    >>> later(before, timedelta(days=4), "Europe/Helsinki")
    datetime.datetime(2027, 3, 30, 6, 0, tzinfo=datetime.timezone.utc)
    """
    return moment(wall_time(time, zone) + span, zone)


def _after_leap(shortly_after: datetime, zone: str) -> datetime:
    """Return when the clocks of a zone were put forward, given a moment shortly after it."""
    inside, last = ZoneInfo(zone), int(shortly_after.timestamp())
    since = shortly_after.astimezone(inside).utcoffset()

    def is_over(second: int) -> bool:
        return datetime.fromtimestamp(second, inside).utcoffset() == since

    seconds = range(last - LONGEST_LEAP, last + 1)
    return datetime.fromtimestamp(seconds[bisect_left(seconds, True, key=is_over)], UTC)  # noqa: FBT003 (what is looked for)
