"""Waves that take in people as they become due: their terms, and who of them is reminded when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from validation.fieldwork.clock import later, moment, wall_time
from validation.fieldwork.due import WaveFacts, breath
from validation.fieldwork.eligibility import obstacle
from validation.fieldwork.followups import QUARTER
from validation.fieldwork.invitations import InvitationFacts
from validation.fieldwork.planning import default_reminders, plan_terms
from validation.fieldwork.terms import INVITE, Terms
from validation.study import EventCadence, Study

MONTHS = 12


def plan_follow_ups(
    study: Study, cadence: EventCadence, step: str, due_at: datetime, *, seed: int = 0
) -> Terms:
    """Return the terms of the wave of all follow-ups of a step in a month or quarter.

    It counts as open from the beginning of the period, by the clocks of the zone, and closes as
    long after its end as any wave of the study is open. People are reminded as long after their
    own invitation as the study has reminders after the opening.

    Args:
        study: of which `fieldwork` and `privacy` are looked at.
        cadence: what follows which event.
        step: the name of the step, with the label of its waves.
        due_at: of any of the follow-ups.
        seed: kept with the wave; nobody is drawn.

    Raises:
        FieldworkError: the study does not invite people, or a reminder is outside the field time.
    """
    first, end = period(due_at, cadence)
    plain = plan_terms(study, opens_at=first, zone=cadence.zone, seed=seed)
    fieldwork = study.fieldwork
    ages = fieldwork.reminders
    ages = default_reminders(fieldwork.open_for) if ages is None else tuple(sorted({*ages}))
    changed = {
        "closes_at": later(end, fieldwork.open_for, cadence.zone),
        "reminders": (),
        "follow_up": step,
        "remind_after": ages,
    }
    return Terms.model_validate(plain.model_dump() | changed)


def period(due_at: datetime, cadence: EventCadence) -> tuple[datetime, datetime]:
    """Return when the month or quarter of a moment begins, and when the next one does.

    >>> from datetime import UTC
    >>> cadence = EventCadence(event="bought", after=["14 days"], waves="quarter")
    >>> [f"{end:%Y-%m-%d}" for end in period(datetime(2026, 12, 5, tzinfo=UTC), cadence)]
    ['2026-10-01', '2027-01-01']
    """
    wall = wall_time(due_at, cadence.zone)
    length = 1 if cadence.waves == "month" else QUARTER
    first = (wall.month - 1) // length * length
    midnight = wall.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    starts = midnight.replace(month=first + 1)
    years, month = divmod(first + length, MONTHS)
    ends = midnight.replace(year=wall.year + years, month=month + 1)
    return moment(starts, cadence.zone), moment(ends, cadence.zone)


def personal_due(terms: Terms, invitation: InvitationFacts, step: str) -> datetime | None:
    """Return when one invitation is old enough for a reminder; None if it did not leave.

    The age counts from when the invitation left, by the clocks of the wave's zone.
    """
    invited = invitation.messages.get(INVITE)
    if invited is None or not invited.left:
        return None
    age = terms.remind_after[terms.reminding.index(step)]
    return later(invited.at, age, terms.zone)


def due_reminder(
    wave: WaveFacts, invitation: InvitationFacts, now: datetime
) -> tuple[str, datetime] | None:
    """Return which reminder one invitation is due, and since when; None if none is.

    Of several that were missed only the last is due, and none that is later than `lateness`:
    then the next one comes as planned.
    """
    terms = wave.terms
    due = [
        (step, at)
        for step in terms.reminding
        for at in [personal_due(terms, invitation, step)]
        if at is not None and at <= now
    ]
    if not due or wave.state != "open":
        return None
    step, at = due[-1]
    if any(one in invitation.messages for one in terms.reminding[len(due) - 1 :]):
        return None
    last = max(message.at for message in invitation.messages.values())
    at = max(at, last + breath(terms))
    late = at > now or now - at > terms.lateness or step in terms.skipped
    return None if late or obstacle(wave, invitation, step, now) is not None else (step, at)


def reminders_due(
    wave: WaveFacts, invitations: Iterable[InvitationFacts], now: datetime
) -> dict[str, datetime]:
    """Return which reminders somebody is due in a wave of follow-ups, and since when the first."""
    found: dict[str, datetime] = {}
    for one in invitations:
        due = due_reminder(wave, one, now)
        if due is not None:
            step, at = due
            found[step] = min(at, found.get(step, at))
    return found


def oldest_due(terms: Terms, step: str, now: datetime) -> tuple[datetime, datetime]:
    """Return between which times invitations may have left that are now due a reminder.

    It is a day wider than it need be, for clocks that were changed and mail that waited.
    """
    age = terms.remind_after[terms.reminding.index(step)]
    day = timedelta(days=1)
    return now - age - terms.lateness - breath(terms) - day, now - age + day
