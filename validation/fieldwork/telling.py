"""Who got what, who did not, and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from validation.fieldwork.due import WaveFacts, due_actions
from validation.fieldwork.eligibility import OBSTACLES, Obstacle, obstacle
from validation.fieldwork.invitations import Fate, InvitationFacts, MessageFacts, MessageState
from validation.fieldwork.rolling import personal_due
from validation.fieldwork.terms import INVITE, THANK, Terms
from validation.sampling import Contact, reach

Outcome = Literal["delivered", "sent", "undelivered", "waiting", "held", "not_sent"]
LeftOut = Literal["no_address", "suppressed", "not_drawn"]
Reason = Literal[
    Obstacle, LeftOut,
    "bounced", "dropped", "complained",
    "not_due", "queued", "leaving",
    "unknown", "late", "for_a_person",
    "refused", "skipped", "passed_over", "missed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What one contact got in one step, or why not; `until` is when it will be looked at again.

    `missed` is the alarm: nothing stood in the way, and still there is no message.
    """

    contact: str | None
    code: str | None
    step: str
    outcome: Outcome
    reason: Reason | None = None
    at: datetime | None = None
    until: datetime | None = None
    detail: str = ""


# The errors of messages that were dropped just before they left.
DROPPED: dict[str, Reason] = {**OBSTACLES, "no_address": "no_address"}
# What the mail service told of a message, and else how far it is in the outbox.
FATES: dict[Fate, tuple[Outcome, Reason | None]] = {
    "delivered": ("delivered", None),
    "complained": ("delivered", "complained"),
    "bounced": ("undelivered", "bounced"),
    "dropped": ("undelivered", "dropped"),
}
STATES: dict[MessageState, tuple[Outcome, Reason | None]] = {
    "claimed": ("waiting", "leaving"),
    "sent": ("sent", None),
    "unknown": ("held", "unknown"),
    "held": ("held", "for_a_person"),
    "failed": ("not_sent", "refused"),
}


def told(wave: WaveFacts, invitation: InvitationFacts, now: datetime) -> tuple[Line, ...]:
    """Return what one who is asked in a wave got: a line for each step of the wave."""
    telling = _Telling(wave, now)
    return tuple(telling.line(invitation, step) for step in wave.terms.steps)


def told_all(
    wave: WaveFacts,
    invitations: Iterable[InvitationFacts],
    left_out: Mapping[str, LeftOut],
    now: datetime,
) -> Iterator[Line]:
    """Yield what everybody of the list got: for each contact a line for each step."""
    telling = _Telling(wave, now)
    for invitation in invitations:
        for step in wave.terms.steps:
            yield telling.line(invitation, step)
    for key, reason in left_out.items():
        for step in wave.terms.steps:
            yield Line(key, None, step, "not_sent", reason)


def left_out(
    contacts: Iterable[Contact], invited: Collection[str], suppressed: Collection[str]
) -> dict[str, LeftOut]:
    """Return why contacts of the list were not asked: no address, suppressed, not drawn.

    Args:
        contacts: of the list.
        invited: the keys of those who were.
        suppressed: SHA-256 of the addresses that must not be written to.
    """
    found = reach([one for one in contacts if one.key not in invited], suppressed)
    parts: tuple[tuple[tuple[Contact, ...], LeftOut], ...] = (
        (found.without_address, "no_address"),
        (found.suppressed, "suppressed"),
        (found.reachable, "not_drawn"),
    )
    return {contact.key: reason for part, reason in parts for contact in part}


class _Telling:
    def __init__(self, wave: WaveFacts, now: datetime) -> None:
        self.wave = wave
        self.terms = wave.terms
        self.now = now
        self.late = {action.step for action in due_actions(wave, now) if action.held}

    def line(self, invitation: InvitationFacts, step: str) -> Line:
        message = invitation.messages.get(step)
        blank = Line(invitation.contact, invitation.code, step, "not_sent")
        if message is not None and message.state == "queued":
            return self._queued(invitation, blank)
        if message is not None:
            return _left(message, blank)
        if step in self.terms.skipped:
            return replace(blank, reason="skipped")
        if step in self.terms.done:
            return self._left_out_then(invitation, blank)
        if self._passed_over(invitation, step):
            return replace(blank, reason="passed_over")
        return self._to_come(invitation, blank)

    def _queued(self, invitation: InvitationFacts, blank: Line) -> Line:
        reason = obstacle(self.wave, invitation, blank.step, self.now)
        if reason is None or self._passes(reason):
            until = invitation.send_after if reason == "deferred" else None
            return replace(blank, outcome="waiting", reason="queued", until=until)
        return _hindered(reason, invitation, blank)

    def _left_out_then(self, invitation: InvitationFacts, blank: Line) -> Line:
        """Say why there is no message although the step was done: as things were at that time."""
        done = self.terms.done[blank.step]
        then = self.wave if blank.step == THANK else replace(self.wave, state="open")
        reason = obstacle(then, _known_by(invitation, done), blank.step, done)
        if blank.step == INVITE and reason == "deferred":
            return self._to_come(invitation, blank)
        if reason is None:
            return replace(blank, reason="missed", at=done)
        return replace(_hindered(reason, invitation, blank), at=done)

    def _to_come(self, invitation: InvitationFacts, blank: Line) -> Line:
        reason = obstacle(self.wave, invitation, blank.step, self.now)
        if reason is not None and not self._passes(reason):
            return _hindered(reason, invitation, blank)
        if blank.step in self.late or "open" in self.late:
            return replace(blank, outcome="held", reason="late")
        until = _due_at(self.terms, invitation, blank.step)
        if self.terms.follow_up is not None and self.now - until > self.terms.lateness:
            return replace(blank, reason="passed_over")
        waits = blank.step == INVITE and invitation.send_after is not None
        if waits and invitation.send_after is not None and invitation.send_after > until:
            return replace(blank, outcome="waiting", reason="deferred", until=invitation.send_after)
        return replace(blank, outcome="waiting", reason="not_due", until=until)

    def _passes(self, reason: Obstacle) -> bool:
        """Say whether it may stand in the way now and not later."""
        before_closing = self.wave.state in {"planned", "open"} and (
            self.now < self.terms.closes_at
        )
        return reason in {"not_open", "too_soon", "deferred"} or (
            before_closing and reason in {"not_invited", "not_answered"}
        )

    def _passed_over(self, invitation: InvitationFacts, step: str) -> bool:
        reminders = self.terms.reminding
        if step not in reminders:
            return False
        after = reminders[reminders.index(step) + 1 :]
        return any(one in self.terms.done or one in invitation.messages for one in after)


def _left(message: MessageFacts, blank: Line) -> Line:
    outcome, reason = FATES[message.fate] if message.fate in FATES else STATES[message.state]
    known = DROPPED.get(message.error) if message.state == "failed" else None
    detail = "" if known else message.error
    return replace(blank, outcome=outcome, reason=known or reason, at=message.at, detail=detail)


def _hindered(reason: Obstacle, invitation: InvitationFacts, blank: Line) -> Line:
    detail = invitation.suppressed if reason == "suppressed" else None
    return replace(blank, reason=reason, detail=detail or "")


def _known_by(invitation: InvitationFacts, time: datetime) -> InvitationFacts:
    """Return an invitation as it was at a time, as far as times are kept."""
    answered, declined = invitation.answered_at, invitation.declined_at
    return replace(
        invitation,
        answered_at=None if answered is None or answered > time else answered,
        declined_at=None if declined is None or declined > time else declined,
        messages={step: one for step, one in invitation.messages.items() if one.at <= time},
    )


def _due_at(terms: Terms, invitation: InvitationFacts, step: str) -> datetime:
    if step == INVITE:
        return terms.opens_at
    if terms.follow_up is not None and step in terms.reminding:
        return personal_due(terms, invitation, step) or terms.closes_at
    return terms.closes_at if step == THANK else terms.reminders[terms.steps.index(step) - 1]
