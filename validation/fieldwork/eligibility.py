"""Whether a message may leave now: asked when it is queued, and again just before it is sent."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Literal, get_args

from validation.fieldwork.due import WaveFacts, breath
from validation.fieldwork.invitations import InvitationFacts
from validation.fieldwork.terms import INVITE, THANK

Obstacle = Literal[
    "cancelled", "not_open", "wave_closed", "erased", "withdrawn", "suppressed", "declined",
    "ineligible", "answered", "not_answered", "undeliverable", "not_invited", "too_soon",
    "deferred", "rest_period",
]  # fmt: skip
OBSTACLES: dict[str, Obstacle] = {name: name for name in get_args(Obstacle)}


def obstacle(
    wave: WaveFacts, invitation: InvitationFacts, step: str, now: datetime
) -> Obstacle | None:
    """Return why a message of a step must not leave now; none if it may.

    Only `deferred` passes by itself: the message waits until `send_after`. With any other the
    message is dropped, and the reason is kept as its error.

    Args:
        wave: whose invitation it is.
        invitation: as it is known at this moment, read anew.
        step: invite, remind-1, remind-2 … or thank.
        now: the present.
    """
    if wave.state == "cancelled":
        return "cancelled"
    asked = THANK if step == THANK else INVITE if step == INVITE else "remind"
    return _person(invitation) or CHECKS[asked](wave, invitation, now)


def first_deferred(wave: WaveFacts, invitations: Iterable[InvitationFacts]) -> datetime | None:
    """Return from when on the first deferred invitation may leave; none if nobody waits.

    Who will not be invited any more (answered, suppressed, erased …) does not count, so that an
    invitation that cannot leave is not due for ever.
    """
    opens_at = wave.terms.opens_at
    times = [
        one.send_after
        for one in invitations
        if one.send_after is not None
        and INVITE not in one.messages
        and obstacle(wave, one, INVITE, max(one.send_after, opens_at)) is None
    ]
    return min(times, default=None)


def _person(invitation: InvitationFacts) -> Obstacle | None:
    found: tuple[tuple[bool, Obstacle], ...] = (
        (invitation.dropped == "erased", "erased"),
        (invitation.dropped is not None, "withdrawn"),
        (invitation.suppressed is not None, "suppressed"),
        (invitation.declined_at is not None, "declined"),
        (invitation.ineligible, "ineligible"),
    )
    return next((reason for holds, reason in found if holds), None)


def _invite(wave: WaveFacts, invitation: InvitationFacts, now: datetime) -> Obstacle | None:
    until = invitation.send_after
    if invitation.answered_at is not None:
        return "answered"
    if until is not None and until >= wave.terms.closes_at:
        return "rest_period"
    return _field_time(wave, now) or ("deferred" if until is not None and until > now else None)


def _remind(wave: WaveFacts, invitation: InvitationFacts, now: datetime) -> Obstacle | None:
    left = [message.at for message in invitation.messages.values() if message.left]
    if invitation.answered_at is not None:
        return "answered"
    if INVITE not in invitation.messages or not invitation.messages[INVITE].left:
        return "not_invited"
    if invitation.undeliverable:
        return "undeliverable"
    # Mail of one step leaves over some time, so a person's own pause may be shorter than planned.
    soon = now - max(left) < breath(wave.terms) / 2
    return _field_time(wave, now) or ("too_soon" if soon else None)


def _thank(wave: WaveFacts, invitation: InvitationFacts, now: datetime) -> Obstacle | None:
    del now
    if invitation.answered_at is None:
        return "not_answered"
    if invitation.undeliverable:
        return "undeliverable"
    return "not_open" if wave.state in {"planned", "open"} else None


def _field_time(wave: WaveFacts, now: datetime) -> Obstacle | None:
    if wave.state == "planned":
        return "not_open"
    return "wave_closed" if wave.state != "open" or now >= wave.terms.closes_at else None


CHECKS: dict[str, Callable[[WaveFacts, InvitationFacts, datetime], Obstacle | None]] = {
    INVITE: _invite,
    "remind": _remind,
    THANK: _thank,
}
