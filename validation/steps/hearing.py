"""What the mail service tells of sent mail, kept as evidence once it is believed."""

from dataclasses import dataclass
from datetime import datetime

from validation.errors import WebhookError
from validation.fieldwork import Fate
from validation.mail import MailEvent, verify_events
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.store import Evidence, save_evidence

FATES: dict[str | None, Fate] = {
    "delivered": "delivered",
    "bounced": "bounced",
    "dropped": "dropped",
    "complained": "complained",
    "deferred": "deferred",
}


@dataclass(frozen=True, slots=True)
class EventPost:
    """A post to the webhook: its body as it came, and the two headers that sign it."""

    raw: bytes
    signature: str | None
    timestamp: str | None


def read_evidence(post: EventPost, settings: Settings, *, now: datetime) -> tuple[Evidence, ...]:
    """Return what a post to the webhook shows of our mail.

    Raises:
        WebhookError: it is not the mail service's, or no key is set by which it could be known.
    """
    if settings.webhook_key is None:
        raise WebhookError(
            "mail events: found no TODENNA_WEBHOOK_KEY, must be set for events to be believed. "
            "SendGrid's settings show it beside “Signed Event Webhook”."
        )
    key = settings.webhook_key
    return tuple(map(_evidence, verify_events(post.raw, post.signature, post.timestamp, key, now)))


def hear_events(post: EventPost, settings: Settings, *, now: datetime) -> int:
    """Keep what a post to the webhook shows and return how many events are new.

    Raises:
        TodennaError: it is not the mail service's, or the database cannot be used.
    """
    evidence = read_evidence(post, settings, now=now)
    with opened(settings) as store, store.transaction() as connection:
        return save_evidence(connection, evidence, now=now)


def _evidence(event: MailEvent) -> Evidence:
    return Evidence(
        key=event.key,
        reference=event.reference,
        event=event.event,
        happened_at=event.happened_at,
        fate=FATES.get(event.fate),
        suppression=event.suppression,
    )
