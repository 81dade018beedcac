"""Empty the outbox: through SendGrid where there is a key, else into a folder of files to open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from validation.errors import DeliveryError, SettingsError
from validation.mail import (
    FolderGateway,
    Gateway,
    Message,
    Outcome,
    SendGridAccount,
    SendGridGateway,
    SendResult,
    deliver_pending,
)
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import OutboxState, Store, claim_messages, expire_claims, settle_message

STATES: dict[str, OutboxState] = {
    "accepted": "sent",
    "refused": "failed",
    "later": "queued",
    "unknown": "unknown",
}
BROKEN_OFF = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class KeptOutbox:
    """The outbox of the store as the mail room empties it; each change is kept at once."""

    store: Store
    now: datetime

    def claim(self, limit: int) -> Sequence[Message]:
        """Return messages that nobody else will send, kept as claimed before they leave."""
        with self.store.transaction() as connection:
            claimed = claim_messages(connection, limit, now=self.now)
        return [Message.model_validate_json(one.payload) for one in claimed]

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of messages."""
        with self.store.transaction() as connection:
            for one in outcomes:
                state = STATES[one.state]
                settle_message(connection, one.key, state, now=self.now, error=one.reason)


def deliver_mail(settings: Settings, *, now: datetime) -> SendResult:
    """Return what became of the waiting mail; nothing leaves twice, whatever broke off before.

    Raises:
        TodennaError: nothing can be sent, such as with a key that is refused.
    """
    with opened(settings) as store:
        with store.transaction() as connection:
            expire_claims(connection, claimed_before=now - BROKEN_OFF, now=now)
        return deliver_pending(KeptOutbox(store, now), _gateway(settings), now)


def check_delivered(result: SendResult) -> None:
    """Check that all mail of a delivery left.

    Raises:
        DeliveryError: some did not, or may not have; it says why.
    """
    fates = {"refused": result.refused, "waiting": result.later, "unknown": result.unknown}
    found = ", ".join(f"{n} {fate}" for fate, n in fates.items() if n)
    if found:
        raise DeliveryError(
            f"mail: found {found} ({'; '.join(result.reasons)}), must be sent. What waits leaves "
            "with the next run; what is unknown may have left and is never sent again by itself: "
            "look for it among SendGrid's activities."
        )


def _gateway(settings: Settings) -> Gateway:
    if settings.sendgrid_key is None:
        return FolderGateway(settings.outbox)
    try:
        account = SendGridAccount(
            key=settings.sendgrid_key,
            sender=str(settings.sender),
            host=settings.sendgrid_host,
        )
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise SettingsError(f"SendGrid {problem['loc'][0]}: {problem['msg']}.") from error
    return SendGridGateway(account)
