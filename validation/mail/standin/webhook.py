"""Telling a web address what happened to mail, signed as the service signs it."""

import base64
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from validation.mail.standin.events import Event

MOST = 1000
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
PATIENCE = 30.0


def _here(url: str) -> str:
    if urlsplit(url).hostname not in LOOPBACK:
        message = f"found {url!r}, must be an address on this machine."
        raise ValueError(message)
    return url


class Target(BaseModel):
    """Where events are told, and how badly: so large a part of them twice, and out of order.

    With `automatic` they are told as they happen, else when it is asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[str, AfterValidator(_here)]
    duplicates: Annotated[float, Field(ge=0, le=1)] = 0.0
    shuffled: bool = False
    seed: int = 1
    batch: Annotated[int, Field(ge=1, le=MOST)] = MOST
    automatic: bool = False


@dataclass(slots=True)
class Webhook:
    """The events that nobody was told yet, and the key that signs them."""

    waiting: list[Event] = field(default_factory=list)
    target: Target | None = None
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def public_key(self) -> str:
        """The key as the service's settings show it."""
        public = self.private.public_key()
        der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(der).decode()

    def sign(self, raw: bytes, timestamp: str) -> dict[str, str]:
        """Return the headers of a post of these bytes."""
        signed = self.private.sign(timestamp.encode() + raw, ec.ECDSA(SHA256()))
        return {
            "Content-Type": "application/json",
            SIGNATURE: base64.b64encode(signed).decode(),
            TIMESTAMP: timestamp,
        }

    async def post(self, now: float) -> int:
        """Return how many events were told; what is not taken with 2xx is told again later."""
        if self.target is None:
            return 0
        told = 0
        coming, self.waiting = _spoilt(self.waiting, self.target), []
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
            for batch in _batches(coming, self.target.batch):
                if await self._take(client, self.target.url, batch, now):
                    told += len(batch)
                else:
                    self.waiting += batch
        return told

    async def _take(
        self, client: httpx.AsyncClient, url: str, batch: list[Event], now: float
    ) -> bool:
        raw = write_events(batch)
        try:
            answer = await client.post(url, content=raw, headers=self.sign(raw, str(int(now))))
        except httpx.HTTPError:
            return False
        return answer.is_success


def write_events(events: Iterable[Event]) -> bytes:
    """Return events as the service writes them: one a line, with a line's end after the last."""
    return b"[" + b",\r\n".join(json.dumps(one).encode() for one in events) + b"]\r\n"


def _spoilt(events: list[Event], target: Target) -> list[Event]:
    chance = random.Random(target.seed)  # noqa: S311 (no secret)
    coming = events + [one for one in events if chance.random() < target.duplicates]
    if target.shuffled:
        chance.shuffle(coming)
    return coming


def _batches(events: list[Event], size: int) -> Iterator[list[Event]]:
    return (events[start : start + size] for start in range(0, len(events), size))
