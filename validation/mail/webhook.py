"""What the mail service tells of sent mail: believed when signed, kept without addresses."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from validation.errors import SettingsError, WebhookError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

# A post that was listened to must not be played again.
WINDOW = timedelta(minutes=10)
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LONGEST_KEY = 200
CURVE = "secp256r1"

Fate = Literal["delivered", "bounced", "dropped", "complained", "deferred", "unsubscribed"]
Reason = Literal["", "blocked", "bounced", "unsubscribed", "complained", "invalid", "other"]
Suppression = Literal["unsubscribed", "bounced", "complained"]
Event = Mapping[str, Any]

# Each of them shows that the service has taken the mail, also those that say no fate.
FATES: dict[str, Fate | None] = {
    "processed": None,
    "open": None,
    "click": None,
    "delivered": "delivered",
    "deferred": "deferred",
    "bounce": "bounced",
    "dropped": "dropped",
    "spamreport": "complained",
    "unsubscribe": "unsubscribed",
    "group_unsubscribe": "unsubscribed",
}
BOUNCES: dict[str, Reason] = {"bounce": "bounced", "blocked": "blocked"}
DROPS: dict[str, Reason] = {
    "bounced address": "bounced",
    "unsubscribed address": "unsubscribed",
    "spam reporting address": "complained",
    "invalid": "invalid",
}
PLAIN: dict[str, Reason] = {
    "spamreport": "complained",
    "unsubscribe": "unsubscribed",
    "group_unsubscribe": "unsubscribed",
}
SUPPRESSED: dict[Reason, Suppression] = {
    "bounced": "bounced",
    "unsubscribed": "unsubscribed",
    "complained": "complained",
}


@dataclass(frozen=True, slots=True)
class MailEvent:
    """What happened to one mail: by whose key, of which `outbox_id`; no address, no place."""

    key: str
    reference: str
    event: str
    happened_at: datetime
    reason: Reason = ""

    @property
    def fate(self) -> Fate | None:
        """What became of the mail; None where the event shows only that it was taken."""
        return FATES[self.event]

    @property
    def suppression(self) -> Suppression | None:
        """Why the address may get no mail any more; None where it may."""
        return SUPPRESSED.get(self.reason)


def verify_events(
    raw: bytes, signature: str | None, timestamp: str | None, public_key: str, now: datetime
) -> tuple[MailEvent, ...]:
    """Return the events of a post to the webhook, each once, those of other mail left out.

    Args:
        raw: the body exactly as it came; another way of writing the same JSON is not signed.
        signature: the header X-Twilio-Email-Event-Webhook-Signature.
        timestamp: the header X-Twilio-Email-Event-Webhook-Timestamp.
        public_key: the verification key as SendGrid shows it, or as PEM.
        now: the time, at most ten minutes from that of the post.

    Raises:
        WebhookError: the post is not the mail service's, or not of now, or no list of events.
        SettingsError: the key is none.
    """
    _check_signature(raw, signature or "", timestamp or "", public_key)
    _check_time(timestamp or "", now)
    found = [_read(one) for one in _list(raw)]
    return tuple({one.key: one for one in found if one is not None}.values())


@cache
def read_public_key(text: str) -> "EllipticCurvePublicKey":
    """Return the verification key of a webhook.

    Raises:
        SettingsError: it is no key for signatures on the curve P-256.
    """
    # The door of this room stays light.
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ec import (  # noqa: PLC0415
        EllipticCurvePublicKey,
    )
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        load_der_public_key,
    )

    bare = "".join(line for line in text.splitlines() if not line.startswith("-----"))
    try:
        key = load_der_public_key(base64.b64decode("".join(bare.split()), validate=True))
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, EllipticCurvePublicKey) or key.curve.name != CURVE:
        raise SettingsError(
            "TODENNA_WEBHOOK_KEY: found no public key of the event webhook, must be the "
            "verification key that SendGrid's settings show beside “Signed Event Webhook”."
        )
    return key


def _check_signature(raw: bytes, signature: str, timestamp: str, public_key: str) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    key = read_public_key(public_key)
    try:
        der = base64.b64decode(signature, validate=True)
        key.verify(der, timestamp.encode() + raw, ECDSA(SHA256()))
    except (InvalidSignature, binascii.Error, ValueError):
        raise WebhookError(
            "mail events: found a signature that is not of these bytes, must be the mail "
            "service's. Look at TODENNA_WEBHOOK_KEY where it is."
        ) from None


def _check_time(timestamp: str, now: datetime) -> None:
    sent = _time(timestamp) if timestamp.isdigit() else None
    if sent is None or abs(now - sent) > WINDOW:
        raise WebhookError(
            f"mail events: found the time {timestamp[:20]!r}, must be within ten minutes of "
            f"{int(now.timestamp())}. Set the clock of this machine where it is wrong."
        )


def _list(raw: bytes) -> list[Any]:
    try:
        events = json.loads(raw)
    except ValueError:
        events = None
    if not isinstance(events, list):
        raise WebhookError("mail events: found another body, must be a list of events in JSON.")
    return events


def _read(event: object) -> MailEvent | None:
    """Return an event, or None where it is not of our mail or of a kind that is not known."""
    if not isinstance(event, Mapping) or str(event.get("event")) not in FATES:
        return None
    key, reference = event.get("sg_event_id"), event.get("outbox_id")
    happened_at = _time(event.get("timestamp"))
    if not (isinstance(key, str) and 0 < len(key) <= LONGEST_KEY and happened_at):
        return None
    if not (isinstance(reference, str) and REFERENCE.fullmatch(reference)):
        return None
    return MailEvent(key, reference, event["event"], happened_at, _reason(event))


def _time(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _reason(event: Event) -> Reason:
    """Return the kind of a reason; its sentence is left out, for it may hold an address."""
    if event["event"] == "bounce":
        return BOUNCES.get(str(event.get("type")), "other")
    if event["event"] == "dropped":
        return DROPS.get(str(event.get("reason")).casefold(), "other")
    return PLAIN.get(event["event"], "")
