"""Wall time and time that passes: what 09:00 in a zone is, also on the nights of a change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def moment(wall: datetime, zone: str) -> datetime:
    """Return the moment, in UTC, at which the clocks of a zone show a time.

    A time that the clocks leap over in spring is taken as long after the leap as it is after
    its beginning: 03:30 in a leap from 03:00 to 04:00 is 04:30. Of a time that they show twice in
    autumn the first is taken. (RFC 5545, 3.3.5, settles both in this way.)

    >>> moment(datetime(2027, 6, 1, 9), "Europe/Helsinki")
    datetime.datetime(2027, 6, 1, 6, 0, tzinfo=datetime.timezone.utc)
    """
    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


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
