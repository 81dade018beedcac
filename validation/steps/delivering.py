"""Empty the outbox: through SendGrid where there is a key, else into a folder of files to open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection

from validation.errors import DeliveryError, SettingsError
from validation.fieldwork import WaveFacts, obstacle
from validation.mail import (
    BATCH,
    FolderGateway,
    Gateway,
    Message,
    Outcome,
    SendGridAccount,
    SendGridGateway,
    SendResult,
    Wait,
    deliver_pending,
)
from validation.settings import Settings
from validation.steps.addressing import Addressing
from validation.steps.keeping import opened
from validation.steps.readers import address_readers
from validation.steps.settling import BROKEN_OFF, settle_events
from validation.store import (
    KeptWave,
    Mailing,
    OutboxMessage,
    OutboxState,
    Settlement,
    Store,
    claim_mailings,
    claim_messages,
    expire_claims,
    load_wave,
    settle_messages,
)

STATES: dict[str, OutboxState] = {
    "accepted": "sent",
    "refused": "failed",
    "later": "queued",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class KeptOutbox:
    """The outbox of the store as the mail room empties it; each change is kept at once."""

    store: Store
    addressing: Addressing
    now: datetime

    def claim(self, limit: int) -> Sequence[Message]:
        """Return messages that nobody else will send, kept as claimed before they leave.

        Mail to those who are asked is looked at once more: what need not leave any more is
        dropped, and the reason kept.
        """
        while True:
            with self.store.transaction() as connection:
                claimed = claim_messages(connection, limit, now=self.now)
                messages = self._told(connection, claimed)
            if messages:
                return messages
            if not claimed:
                break
        while True:
            with self.store.transaction() as connection:
                mailings = claim_mailings(connection, limit, now=self.now)
                messages = self._addressed(connection, mailings)
            if messages or not mailings:
                return messages

    def _told(self, connection: Connection, claimed: Sequence[OutboxMessage]) -> list[Message]:
        waiting = [Message.model_validate_json(one.payload) for one in claimed]
        told = address_readers(connection, waiting, self.addressing.settings, self.now)
        settle_messages(connection, told.dropped, now=self.now)
        return [*told.leaving]

    def _addressed(self, connection: Connection, mailings: Sequence[Mailing]) -> list[Message]:
        if not mailings:
            return []
        wave = load_wave(connection, mailings[0].where)
        hindered = dict(_hindered(wave, mailings, self.now))
        dropped = [Settlement(key, "failed", reason) for key, reason in hindered.items()]
        settle_messages(connection, dropped, now=self.now)
        leaving = [one for one in mailings if one.key not in hindered]
        return self.addressing.address(connection, wave, leaving, self.now)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of messages."""
        with self.store.transaction() as connection:
            settled = [Settlement(one.key, STATES[one.state], one.reason) for one in outcomes]
            settle_messages(connection, settled, now=self.now)


def deliver_mail(
    settings: Settings, *, now: datetime, wait: Wait | None = None, batch: int = BATCH
) -> SendResult:
    """Return what became of the waiting mail; nothing leaves twice, whatever broke off before.

    Args:
        settings: where things are kept and how mail leaves.
        now: the time.
        wait: is given the seconds that a spent rate limit lasts; without it the run ends there.
        batch: how many messages are claimed at once.

    Raises:
        TodennaError: nothing can be sent, such as with a key that is refused.
    """
    with opened(settings) as store:
        # What waits again may have been taken the first time, as an event may have told since.
        settle_events(store, now=now)
        with store.transaction() as connection:
            expire_claims(connection, claimed_before=now - BROKEN_OFF, now=now)
        kept = KeptOutbox(store, Addressing(settings), now)
        return deliver_pending(kept, _gateway(settings, wait), now, batch=batch)


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


def _hindered(
    wave: KeptWave, mailings: Sequence[Mailing], now: datetime
) -> Iterator[tuple[str, str]]:
    """Yield the messages that must not leave any more, by their keys, and why."""
    if wave.terms is None:
        return
    facts = WaveFacts(wave.state, wave.terms, wave.opened_at, wave.closed_at)
    for one in mailings:
        # It is claimed by now, and must not stand in its own way as a message that left.
        others = {step: sent for step, sent in one.facts.messages.items() if step != one.step}
        reason = obstacle(facts, replace(one.facts, messages=others), one.step, now)
        if reason is not None or one.address is None:
            yield one.key, reason or "no_address"


def _gateway(settings: Settings, wait: Wait | None) -> Gateway:
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
    return SendGridGateway(account, wait=wait)
