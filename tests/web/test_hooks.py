import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.web.conftest import browsing
from tests.web.fielded import NOW, Fielded
from validation.web.hooks import SIGNATURE, TIMESTAMP

KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
EVENTS = [
    {"event": kind, "sg_event_id": f"e-{kind}", "outbox_id": "r1", "timestamp": 1_803_893_400,
     "email": "p0@example.com", "ip": "192.0.2.7"}
    for kind in ("processed", "delivered", "group_unsubscribe")
]  # fmt: skip


@pytest.fixture
def client(alone: Fielded) -> Iterator[httpx.Client]:
    with browsing(alone, TODENNA_WEBHOOK_KEY=PUBLIC) as browser:
        yield browser.client


def signed(body: bytes, at: int = int(NOW.timestamp())) -> dict[str, Any]:
    signature = KEY.sign(str(at).encode() + body, ec.ECDSA(SHA256()))
    headers = {SIGNATURE: base64.b64encode(signature).decode(), TIMESTAMP: str(at)}
    return {"content": body, "headers": headers | {"content-type": "application/json"}}


def test_signed_events_are_kept_once_and_without_an_address(
    client: httpx.Client, alone: Fielded
) -> None:
    body = json.dumps(EVENTS).encode() + b"\r\n"
    statuses = [client.post("/hooks/mail", **signed(body)).status_code for _ in range(2)]

    kept = alone.rows("mail_event")
    assert statuses == [204, 204]
    assert [row["event"] for row in kept] == ["processed", "delivered", "group_unsubscribe"]
    assert "example.com" not in str(kept)


@pytest.mark.parametrize(
    "change",
    [
        lambda sent: sent | {"content": sent["content"] + b" "},
        lambda sent: sent | {"headers": {}},
        lambda sent: sent | {"headers": sent["headers"] | {SIGNATURE: "no signature"}},
        lambda sent: sent | {"headers": sent["headers"] | {TIMESTAMP: "1803893401"}},
        lambda sent: signed(sent["content"], int(NOW.timestamp()) - 700),
    ],
    ids=["other bytes", "no headers", "no signature", "other time", "played again"],
)
def test_what_is_not_signed_now_is_not_believed(
    client: httpx.Client,
    alone: Fielded,
    change: Any,  # noqa: ANN401 (a function of what is sent)
) -> None:
    sent = change(signed(json.dumps(EVENTS).encode()))

    assert client.post("/hooks/mail", **sent).status_code == 403
    assert alone.rows("mail_event") == []


def test_too_many_bytes_are_not_read(client: httpx.Client) -> None:
    assert client.post("/hooks/mail", **signed(b"[" + b" " * 2_000_000 + b"]")).status_code == 413


def test_without_a_key_nothing_is_believed(alone: Fielded) -> None:
    with browsing(alone) as browser:
        sent = signed(json.dumps(EVENTS).encode())
        assert browser.client.post("/hooks/mail", **sent).status_code == 403
