"""Messages, and a stand-in of SendGrid's API that runs as long as the tests of this room."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from validation.mail import InlineImage, Message, SendGridAccount, run_standin
from validation.mail.standin import STANDIN_KEY

# The smallest picture there is: one pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]


@dataclass(frozen=True, slots=True)
class Standin:
    """A running stand-in, seen from outside."""

    url: str
    client: httpx.Client

    def inbox(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get("/inbox.json").raise_for_status().json()
        return found

    def payloads(self) -> list[dict[str, Any]]:
        """The requests that were accepted."""
        found: list[dict[str, Any]] = self.client.get("/requests.json").raise_for_status().json()
        return found

    def fault(self, kind: str, **more: int | bool) -> None:
        self.client.post("/faults", json={"kind": kind, **more}).raise_for_status()

    def clear(self) -> None:
        for path in ("/inbox", "/faults", "/_local/suppressions", "/_local/webhook"):
            self.client.delete(path).raise_for_status()


@pytest.fixture(scope="session")
def running() -> Iterator[Standin]:
    with run_standin() as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield Standin(url, client)


@pytest.fixture
def standin(running: Standin, monkeypatch: pytest.MonkeyPatch) -> Iterator[Standin]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield running
    running.clear()


@pytest.fixture
def make_message() -> MakeMessage:
    def make(name: str = "anna", **other: object) -> Message:
        usual: dict[str, object] = {
            "key": f"digest:mobile:2026-Q4:{name}",
            "outbox_id": f"0193-{name}",
            "kind": "digest",
            "to": f"{name}@example.com",
            "language": "fi",
            "subject": "5 of 12 hypotheses hold, 2 changed",
            "html": "<p>Five hold.</p>",
            "text": "Five hold.",
        }
        return Message.model_validate(usual | other)

    return make


@pytest.fixture
def picture() -> InlineImage:
    return InlineImage(content_id="forest", png=PNG)


@pytest.fixture
def make_account(standin: Standin) -> MakeAccount:
    def make(**other: object) -> SendGridAccount:
        usual: dict[str, object] = {
            "key": STANDIN_KEY,
            "sender": "research@example.com",
            "sender_name": "Research",
            "host": standin.url,
            "timeout": 20,
        }
        return SendGridAccount.model_validate(usual | other)

    return make
