"""When a schedule comes, by the clocks on the wall: RRULE and cron, and months that are short."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from heapq import merge
from itertools import groupby, product, takewhile

from validation.study import ScheduledCadence, parts_of_rule

SHORTEST = 28  # every month has so many days
ALWAYS_THERE = frozenset(
    {"FREQ", "INTERVAL", "WKST", "BYMONTH", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND"}
)
YEAR = tuple(str(month) for month in range(1, 13))
SECOND = timedelta(seconds=1)
Parts = dict[str, str]


def wall_times(cadence: ScheduledCadence, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the times of a schedule from one to another, in order, as clocks show them.

    Days that are to be skipped are among them. A day that a month does not have is its last day.

    >>> quarterly = ScheduledCadence(rrule="FREQ=MONTHLY;INTERVAL=3", start="2026-11-30T09:00")
    >>> for time in wall_times(quarterly, datetime(2026, 1, 1), datetime(2027, 6, 1)):
    ...     print(time)
    2026-11-30 09:00:00
    2027-02-28 09:00:00
    2027-05-30 09:00:00
    """
    begin = first if cadence.start is None else max(first, cadence.start)
    end = last if cadence.until is None else min(last, datetime.combine(cadence.until, time.max))
    for _, of_day in groupby(_times(cadence)(begin, end), key=datetime.date):
        yield next(of_day)


def _times(cadence: ScheduledCadence) -> Callable[[datetime, datetime], Iterator[datetime]]:
    def by_rule(begin: datetime, end: datetime) -> Iterator[datetime]:
        return _by_rule(str(cadence.rrule), cadence.start or begin, begin, end)

    def by_cron(begin: datetime, end: datetime) -> Iterator[datetime]:
        return _by_cron(str(cadence.cron), begin, end)

    return by_cron if cadence.rrule is None else by_rule


def _by_cron(cron: str, begin: datetime, end: datetime) -> Iterator[datetime]:
    from cronsim import CronSim  # noqa: PLC0415 (few studies have a cron rule)

    return takewhile(lambda found: found <= end, CronSim(cron, begin - SECOND))


def _by_rule(rule: str, start: datetime, begin: datetime, end: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrule, rrulestr  # noqa: PLC0415 (few studies have a rule)

    pieces = []
    for written in whole_rules(rule, start):
        found = rrulestr(written, dtstart=start)
        if isinstance(found, rrule):
            pieces.append(found.replace(until=end))
    return (found for found in merge(*pieces) if found >= begin)


def whole_rules(rule: str, start: datetime) -> tuple[str, ...]:
    """Return the rules that come when a rule does, also in months without the day of its start.

    >>> whole_rules("FREQ=YEARLY", datetime(2028, 2, 29, 9))
    ('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',)
    """
    return tuple(
        ";".join(f"{name}={value}" for name, value in parts.items())
        for parts in _clamped(parts_of_rule(rule), start)
    )


def _clamped(parts: Parts, start: datetime) -> Iterator[Parts]:
    """Yield rules that together come on the same days, and on the last of months too short."""
    yearly = parts["FREQ"] == "YEARLY"
    if not (yearly or parts["FREQ"] == "MONTHLY") or parts.keys() - ALWAYS_THERE:
        yield parts
        return
    of_start = YEAR if "BYMONTHDAY" in parts else (str(start.month),)
    months = _listed(parts, "BYMONTH") or (of_start if yearly else YEAR)
    days = _listed(parts, "BYMONTHDAY") or (str(start.day),)
    # The last of some days is looked for in each month, also in a rule that goes by years.
    for month, day in product(months if yearly else (",".join(months),), days):
        yield parts | {"BYMONTH": month} | _day(int(day))


def _listed(parts: Parts, name: str) -> tuple[str, ...]:
    return tuple(value for value in parts.get(name, "").split(",") if value)


def _day(day: int) -> Parts:
    if day <= SHORTEST:
        return {"BYMONTHDAY": str(day)}
    last = ",".join(str(one) for one in range(SHORTEST, day + 1))
    return {"BYMONTHDAY": last, "BYSETPOS": "-1"}
