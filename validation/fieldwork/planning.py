"""From what a study says about its fieldwork to the terms of one wave."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from validation.errors import FieldworkError, Problem
from validation.fieldwork.clock import later, moment
from validation.fieldwork.terms import Terms
from validation.study import Study

DAY = timedelta(days=1)
NOTHING = timedelta(0)
APART = DAY  # default reminders come no sooner than this after the mail before them


def plan_terms(
    study: Study, *, opens_at: datetime, zone: str, pilot: bool = False, seed: int = 0
) -> Terms:
    """Return the terms of a wave of a study that opens at a time.

    Lengths of time are by the clocks of the zone: a reminder 4 days after 09:00 comes at 09:00,
    also when the clocks were changed in between.

    Args:
        study: of which `fieldwork` and `privacy` are looked at.
        opens_at: a moment, or what the clocks of the zone show.
        zone: IANA name, such as Europe/Helsinki.
        pilot: whether this wave is only to try the questionnaire out.
        seed: with which the sample is drawn.

    Raises:
        FieldworkError: the answers come from elsewhere, a reminder is outside the field time, or
            there is no such zone.
    """
    fieldwork = study.fieldwork
    if fieldwork.mode == "import":
        message = "fieldwork.mode: found import, must be invite or open_link."
        raise FieldworkError(f"{message} Write one of them to field the study here.")
    opening = moment(opens_at, _checked(zone))
    offsets = _offsets(fieldwork.reminders, fieldwork.open_for)
    return Terms(
        mode=fieldwork.mode,
        opens_at=opening,
        closes_at=later(opening, fieldwork.open_for, zone),
        reminders=_times(opening, offsets, zone) if fieldwork.mode == "invite" else (),
        own_reminders=fieldwork.reminders is not None,
        zone=zone,
        anonymous=study.privacy is not None and study.privacy.anonymous,
        pilot=pilot,
        thank_you=fieldwork.thank_you,
        lateness=fieldwork.lateness,
        rest_period=fieldwork.rest_period,
        seed=seed,
    )


def default_reminders(open_for: timedelta) -> tuple[timedelta, ...]:
    """Return when people are reminded if the study does not say: at half time and a day before.

    Half time is rounded down to whole days, so that the reminder comes at the hour of the
    invitation. A reminder needs a day between itself and the mail before it.

    >>> [str(offset) for offset in default_reminders(timedelta(days=14))]
    ['7 days, 0:00:00', '13 days, 0:00:00']
    >>> [str(offset) for offset in default_reminders(timedelta(days=2))]
    ['1 day, 0:00:00']
    """
    return tuple(_apart(sorted({open_for // (2 * DAY) * DAY, open_for - DAY})))


def _apart(offsets: Sequence[timedelta]) -> Iterator[timedelta]:
    before = NOTHING
    for offset in offsets:
        if offset >= before + APART:
            yield offset
            before = offset


def _checked(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"zone: found {zone!r}, must be the name of a time zone."
        raise FieldworkError(f"{message} Write one such as Europe/Helsinki.") from error
    return zone


def _offsets(reminders: Sequence[timedelta] | None, open_for: timedelta) -> tuple[timedelta, ...]:
    if reminders is None:
        return default_reminders(open_for)
    wrong = [offset for offset in reminders if not NOTHING < offset < open_for]
    if wrong:
        must = f"between the opening and the closing after {open_for}"
        problems = [
            Problem("fieldwork.reminders", str(offset), must, "Write 4 days.") for offset in wrong
        ]
        raise FieldworkError("Reminders do not fit into the time of the wave.", problems)
    return tuple(sorted(set(reminders)))


def _times(opens_at: datetime, offsets: Sequence[timedelta], zone: str) -> tuple[datetime, ...]:
    return tuple(later(opens_at, offset, zone) for offset in offsets)
