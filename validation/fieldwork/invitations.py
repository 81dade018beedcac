"""What is known of one invitation and of the messages that went with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

MessageState = Literal["queued", "claimed", "sent", "unknown", "failed", "held"]
Fate = Literal["delivered", "bounced", "dropped", "complained", "deferred"]


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A message of one step: its state in the outbox, and what the mail service told of it."""

    state: MessageState
    at: datetime
    fate: Fate | None = None
    error: str = ""

    @property
    def left(self) -> bool:
        """Whether it left, or may have."""
        return self.state in {"claimed", "sent", "unknown"}

    @property
    def undelivered(self) -> bool:
        """Whether the address did not take it."""
        return self.fate in {"bounced", "dropped"}


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """A contact that is asked in a wave: what was sent, and what came back.

    `contact` is the key in the list; there is none behind an open link, or after an erasure.
    `answered_at` is when the answers were submitted; `partial` that there are answers which never
    were, `share` the part of the applicable items that they answer, where it is known. `dropped`
    is why nothing more is sent (erased, withdrawn …), `suppressed` why the address must not be
    written to (unsubscribed, bounced, complained, erased). `send_after` is until when the contact
    budget defers the invitation.
    """

    code: str
    contact: str | None = None
    language: str = "en"
    stratum: str | None = None
    weight: float | None = None
    population: int | None = None
    send_after: datetime | None = None
    started_at: datetime | None = None
    answered_at: datetime | None = None
    partial: bool = False
    share: float | None = None
    declined_at: datetime | None = None
    ineligible: bool = False
    dropped: str | None = None
    suppressed: str | None = None
    messages: Mapping[str, MessageFacts] = field(default_factory=dict)

    @property
    def undeliverable(self) -> bool:
        """Whether the address took none of the messages that were sent."""
        fates = [message.undelivered for message in self.messages.values() if message.left]
        return bool(fates) and all(fates)
