"""What a person may change of a wave that is planned or open."""

from datetime import datetime
from typing import Any

from validation.errors import FieldworkError
from validation.fieldwork.clock import later, moment, wall_time
from validation.fieldwork.due import WaveFacts
from validation.fieldwork.planning import APART, default_reminders
from validation.fieldwork.states import move
from validation.fieldwork.terms import INVITE, Terms, remind

CHANGEABLE = ("planned", "open")


def extend(wave: WaveFacts, until: datetime, *, now: datetime) -> Terms:
    """Return the terms of a wave that closes later.

    Default reminders that were not sent are reckoned anew: at half time and a day before closing
    of the longer wave. Reminders that the study itself sets stay where they are.

    Args:
        wave: planned or open.
        until: a moment, or what the clocks of the wave's zone show.
        now: the present.

    Raises:
        FieldworkError: the wave is closed, or `until` is not after both its closing and `now`.
    """
    terms, closes_at = wave.terms, moment(until, wave.terms.zone)
    _check_state(wave, CHANGEABLE, "extend")
    if closes_at <= max(terms.closes_at, now):
        must = f"after the closing at {_shown(terms.closes_at, terms)} and not past"
        raise FieldworkError(f"closing: found {_shown(closes_at, terms)}, must be {must}. Mend it.")
    reminders = terms.reminders
    if terms.mode == "invite" and not terms.own_reminders and terms.follow_up is None:
        reminders = _reckoned_anew(terms, closes_at)
    return _changed(terms, closes_at=closes_at, reminders=reminders)


def close_early(wave: WaveFacts, *, now: datetime) -> Terms:
    """Return the terms of an open wave that closes now; its other reminders never leave.

    Raises:
        FieldworkError: the wave is not open.
    """
    _check_state(wave, ("open",), "close")
    if now <= wave.terms.opens_at:
        must = f"after the opening at {_shown(wave.terms.opens_at, wave.terms)}"
        raise FieldworkError(
            f"closing: found {_shown(now, wave.terms)}, must be {must}. Cancel it."
        )
    return _changed(wave.terms, closes_at=min(now, wave.terms.closes_at))


def cancel(wave: WaveFacts, *, now: datetime) -> Terms:
    """Return the terms of a wave that is given up: nothing more is sent, nobody can answer.

    Raises:
        FieldworkError: the wave is neither planned nor open.
    """
    move(wave.state, "cancel")
    return _changed(wave.terms, cancelled_at=now)


def release(terms: Terms, step: str) -> Terms:
    """Return the terms with a step let go that was held because it is late.

    Raises:
        FieldworkError: the wave has no such step.
    """
    _check_step(step, ("open", *terms.steps))
    return _changed(terms, released=_with(terms.released, step))


def skip(terms: Terms, step: str) -> Terms:
    """Return the terms with a step that will not be done.

    Raises:
        FieldworkError: the wave has no such step, or it was done. Invitations can be skipped
            also then: for those who were deferred.
    """
    _check_step(step, tuple(one for one in terms.steps if one not in terms.done or one == INVITE))
    return _changed(terms, skipped=_with(terms.skipped, step))


def _reckoned_anew(terms: Terms, closes_at: datetime) -> tuple[datetime, ...]:
    opening = wall_time(terms.opens_at, terms.zone)
    offsets = default_reminders(wall_time(closes_at, terms.zone) - opening)
    passed = _passed(terms)
    last = max([terms.opens_at, *terms.done.values()])
    times = [later(terms.opens_at, offset, terms.zone) for offset in offsets[passed:]]
    return (*terms.reminders[:passed], *(time for time in times if time >= last + APART))


def _passed(terms: Terms) -> int:
    """Return how many reminders, from the first on, were sent, passed over or skipped."""
    over = {*terms.done, *terms.skipped}
    numbers = [number for number in range(1, len(terms.reminders) + 1) if remind(number) in over]
    return max(numbers, default=0)


def _check_state(wave: WaveFacts, states: tuple[str, ...], verb: str) -> None:
    if wave.state not in states:
        must = f"{' or '.join(states)} to {verb} it"
        message = f"wave: found {wave.state}, must be {must}."
        raise FieldworkError(f"{message} Look at where the wave is first.")


def _check_step(step: str, steps: tuple[str, ...]) -> None:
    if step not in steps:
        must = f"one of {', '.join(steps)}" if steps else "a step, of which none is left"
        raise FieldworkError(f"step: found {step!r}, must be {must}. Look at the wave's steps.")


def _with(steps: tuple[str, ...], step: str) -> tuple[str, ...]:
    return steps if step in steps else (*steps, step)


def _changed(terms: Terms, **values: Any) -> Terms:  # noqa: ANN401 (any field of the terms)
    return Terms.model_validate(terms.model_dump() | values)


def _shown(time: datetime, terms: Terms) -> str:
    return f"{wall_time(time, terms.zone):%Y-%m-%d %H:%M} ({terms.zone})"
