"""What the name of a wave says: when it was, and of which step of a sequence."""

import re
from datetime import date

DATED = re.compile(
    r"(?P<year>[12]\d{3})(?:-?[Qq](?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"(?:-(?P<step>[a-z].*))?"
)


def day_of(name: str) -> date | None:
    """Return the first day of what a wave is named after: a day, a month, a quarter or a year.

    >>> day_of("2014"), day_of("2027-Q2"), day_of("2026-12-day-14"), day_of("spring")
    (datetime.date(2014, 1, 1), datetime.date(2027, 4, 1), datetime.date(2026, 12, 1), None)
    """
    found = DATED.fullmatch(name)
    if found is None:
        return None
    month = 3 * int(found["quarter"]) - 2 if found["quarter"] else int(found["month"] or 1)
    try:
        return date(int(found["year"]), month, int(found["day"] or 1))
    except ValueError:
        return None


def step_of(name: str) -> str:
    """Return of which step after an event a wave is; nothing for one that is of none.

    Only waves of the same step ask people as long after what happened to them.

    >>> step_of("2026-12-day-14"), step_of("2026-12-01")
    ('day-14', '')
    """
    found = DATED.fullmatch(name)
    return (found["step"] or "") if found else ""
