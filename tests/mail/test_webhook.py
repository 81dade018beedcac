import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sendgrid import EventWebhook

from validation.errors import SettingsError, WebhookError
from validation.mail import MailEvent, read_public_key, verify_events

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SENT = str(int(NOW.timestamp()))
PRIVATE = ec.generate_private_key(ec.SECP256R1())
DELIVERED = {
    "email": "anna@example.com",
    "timestamp": int(NOW.timestamp()) - 60,
    "event": "delivered",
    "sg_event_id": "ZGVsaXZlcmVk",
    "sg_message_id": "14c5d75ce93.dfd.64b469.filter0001",
    "ip": "192.0.2.7",
    "useragent": "Mozilla/5.0",
    "response": "250 OK for anna@example.com",
    "outbox_id": "a1b2",
    "kind": "invitation",
}


def key(form: Encoding = Encoding.DER, private: Any = PRIVATE) -> str:  # noqa: ANN401 (any key)
    public = private.public_key().public_bytes(form, PublicFormat.SubjectPublicKeyInfo)
    return str((base64.b64encode(public) if form is Encoding.DER else public).decode())


def sign(raw: bytes, timestamp: str = SENT) -> str:
    signed = PRIVATE.sign(timestamp.encode() + raw, ec.ECDSA(SHA256()))
    return base64.b64encode(signed).decode()


def body(*events: object) -> bytes:
    """Return events as SendGrid writes them: an event a line, and a line's end after the last."""
    return b"[" + b",\r\n".join(json.dumps(one).encode() for one in events) + b"]\r\n"


def read(*events: object) -> tuple[MailEvent, ...]:
    raw = body(*events)
    return verify_events(raw, sign(raw), SENT, key(), NOW)


def test_a_signed_event_is_kept_without_address_and_place() -> None:
    [event] = read(DELIVERED)

    assert event == MailEvent("ZGVsaXZlcmVk", "a1b2", "delivered", NOW - timedelta(minutes=1))
    assert event.fate == "delivered"
    assert not any(word in repr(event) for word in ("anna", "192", "Mozilla", "250"))


def test_the_signature_is_that_of_sendgrids_own_library() -> None:
    raw, ours = body(DELIVERED), EventWebhook(key())

    assert ours.verify_signature(raw.decode(), sign(raw), SENT)
    assert len(verify_events(raw, sign(raw), SENT, key(), NOW)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(json.dumps([DELIVERED]).encode(), id="the same JSON written again"),
        pytest.param(body(DELIVERED).strip(), id="without the end of the line"),
        pytest.param(body(DELIVERED).replace(b"\r\n", b"\n"), id="other ends of lines"),
        pytest.param(body(DELIVERED).replace(b"a1b2", b"a1b3"), id="tampered"),
        pytest.param(b"", id="empty"),
    ],
)
def test_other_bytes_than_the_signed_are_refused(changed: bytes) -> None:
    signature = sign(body(DELIVERED))

    with pytest.raises(WebhookError, match="signature that is not of these bytes"):
        verify_events(changed, signature, SENT, key(), NOW)


@pytest.mark.parametrize(
    "signature",
    [None, "", "no base64!", "AAAA", "é", sign(b"other")],
    ids=["none", "empty", "words", "short", "not ASCII", "of other bytes"],
)
def test_a_signature_that_is_missing_or_none_is_refused(signature: str | None) -> None:
    with pytest.raises(WebhookError, match="signature"):
        verify_events(body(DELIVERED), signature, SENT, key(), NOW)


@pytest.mark.parametrize("timestamp", [None, "", "now", "-1", "1e9", "٣", "9" * 30])
def test_a_time_that_is_missing_or_none_is_refused(timestamp: str | None) -> None:
    raw = body(DELIVERED)

    with pytest.raises(WebhookError, match=r"time|signature"):
        verify_events(raw, sign(raw, timestamp or ""), timestamp, key(), NOW)


def test_the_time_is_signed_too() -> None:
    raw = body(DELIVERED)

    with pytest.raises(WebhookError, match="signature"):
        verify_events(raw, sign(raw), str(int(SENT) + 1), key(), NOW)


@pytest.mark.parametrize("minutes", [-11, 11, -60 * 24, 60 * 24])
def test_a_post_of_another_time_is_refused_though_it_was_signed(minutes: int) -> None:
    raw = body(DELIVERED)

    with pytest.raises(WebhookError, match="must be within ten minutes"):
        verify_events(raw, sign(raw), SENT, key(), NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("minutes", [-10, 0, 10])
def test_clocks_may_differ_by_ten_minutes(minutes: int) -> None:
    raw = body(DELIVERED)

    assert verify_events(raw, sign(raw), SENT, key(), NOW + timedelta(minutes=minutes))


def test_the_key_may_be_as_sendgrid_shows_it_or_pem() -> None:
    raw = body(DELIVERED)

    for text in (key(), key(Encoding.PEM), f"  {key()}\n"):
        assert len(verify_events(raw, sign(raw), SENT, text, NOW)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no key",
        key()[:-8],
        key(private=ec.generate_private_key(ec.SECP384R1())),
        key(private=rsa.generate_private_key(65537, 2048)),
    ],
    # The keys are new in each run; tests that run in parallel must have the same names.
    ids=["nothing", "words", "cut", "another curve", "RSA"],
)
def test_what_is_no_key_of_a_webhook_is_told(text: str) -> None:
    with pytest.raises(SettingsError, match="TODENNA_WEBHOOK_KEY: found no public key"):
        read_public_key(text)


def test_another_key_is_refused() -> None:
    raw = body(DELIVERED)
    other = key(private=ec.generate_private_key(ec.SECP256R1()))

    with pytest.raises(WebhookError, match="signature"):
        verify_events(raw, sign(raw), SENT, other, NOW)


@pytest.mark.parametrize(
    ("told", "fate", "reason", "suppression"),
    [
        ({"event": "processed"}, None, "", None),
        ({"event": "open"}, None, "", None),
        ({"event": "click"}, None, "", None),
        ({"event": "delivered"}, "delivered", "", None),
        ({"event": "deferred", "response": "421 busy"}, "deferred", "", None),
        ({"event": "bounce", "type": "bounce"}, "bounced", "bounced", "bounced"),
        ({"event": "bounce", "type": "blocked"}, "bounced", "blocked", None),
        ({"event": "bounce"}, "bounced", "other", None),
        ({"event": "dropped", "reason": "Bounced Address"}, "dropped", "bounced", "bounced"),
        (
            {"event": "dropped", "reason": "Unsubscribed Address"},
            "dropped",
            "unsubscribed",
            "unsubscribed",
        ),
        (
            {"event": "dropped", "reason": "Spam Reporting Address"},
            "dropped",
            "complained",
            "complained",
        ),
        ({"event": "dropped", "reason": "Invalid"}, "dropped", "invalid", None),
        ({"event": "dropped", "reason": "anna@example.com"}, "dropped", "other", None),
        ({"event": "spamreport"}, "complained", "complained", "complained"),
        ({"event": "unsubscribe"}, "unsubscribed", "unsubscribed", "unsubscribed"),
        ({"event": "group_unsubscribe"}, "unsubscribed", "unsubscribed", "unsubscribed"),
    ],
)
def test_each_event_says_what_became_of_the_mail(
    told: dict[str, str], fate: str | None, reason: str, suppression: str | None
) -> None:
    [event] = read(DELIVERED | told)

    assert (event.fate, event.reason, event.suppression) == (fate, reason, suppression)


@pytest.mark.parametrize(
    "other",
    [
        {"outbox_id": None},
        {"outbox_id": "anna@example.com"},
        {"outbox_id": 7},
        {"event": "group_resubscribe"},
        {"event": ["delivered"]},
        {"sg_event_id": ""},
        {"sg_event_id": "x" * 201},
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"timestamp": 10**18},
    ],
)
def test_what_is_not_of_our_mail_is_left_out_and_the_rest_counts(other: dict[str, Any]) -> None:
    assert [one.reference for one in read(DELIVERED | other, "odd", DELIVERED)] == ["a1b2"]


def test_an_event_told_twice_in_a_post_is_one() -> None:
    bounced = DELIVERED | {"event": "bounce", "type": "bounce", "sg_event_id": "Ym91bmNl"}

    assert [one.event for one in read(bounced, DELIVERED, bounced)] == ["bounce", "delivered"]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[", b"null", b"\xff"])
def test_a_signed_body_that_is_no_list_is_refused(raw: bytes) -> None:
    with pytest.raises(WebhookError, match="must be a list of events"):
        verify_events(raw, sign(raw), SENT, key(), NOW)
