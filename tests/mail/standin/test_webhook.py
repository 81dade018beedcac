import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from pydantic import ValidationError

from validation.mail import verify_events
from validation.mail.standin.webhook import (
    SIGNATURE,
    TIMESTAMP,
    Target,
    Webhook,
    write_events,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


class Listener:
    """A web address that keeps what it was told, and answers with the statuses it was given."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.posts: list[tuple[bytes, str, str]] = []
        self.url = ""
        self.on_good: Callable[[], None] = lambda: None

    def keys(self, webhook: Webhook) -> list[str]:
        """Return the references of all events, each post of which is believed."""
        return [
            one.reference
            for raw, signature, timestamp in self.posts
            for one in verify_events(raw, signature, timestamp, webhook.public_key, NOW)
        ]


@contextmanager
def listening(*statuses: int) -> Iterator[Listener]:
    listener = Listener(*statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            listener.posts.append((raw, self.headers[SIGNATURE], self.headers[TIMESTAMP]))
            status = listener.statuses.pop(0) if listener.statuses else 204
            self.send_response(status)
            self.end_headers()
            if status == 204:
                listener.on_good()

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 (the library's arguments)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        listener.url = f"http://127.0.0.1:{server.server_port}/hooks/mail"
        yield listener
        server.shutdown()
        thread.join()


def event(number: int) -> dict[str, Any]:
    return {
        "event": "delivered",
        "outbox_id": f"r{number}",
        "sg_event_id": f"k{number}",
        "timestamp": int(NOW.timestamp()),
    }


def post(webhook: Webhook) -> int:
    return asyncio.run(webhook.post(NOW.timestamp()))


def test_events_are_told_signed_and_end_with_the_end_of_a_line() -> None:
    webhook = Webhook([event(1), event(2)])
    with listening() as listener:
        webhook.target = Target(url=listener.url)
        told = post(webhook)

    assert (told, webhook.waiting) == (2, [])
    assert listener.keys(webhook) == ["r1", "r2"]
    assert listener.posts[0][0].endswith(b"}]\r\n")


def test_a_post_holds_a_thousand_events_as_the_service_does() -> None:
    webhook = Webhook([event(number) for number in range(1001)])
    with listening() as listener:
        webhook.target = Target(url=listener.url)
        post(webhook)

    assert [raw.count(b"sg_event_id") for raw, _, _ in listener.posts] == [1000, 1]


def test_events_come_twice_and_out_of_order_when_that_is_wanted() -> None:
    webhook = Webhook([event(number) for number in range(40)])
    with listening() as listener:
        webhook.target = Target(url=listener.url, duplicates=0.5, shuffled=True, batch=10)
        told = post(webhook)

    found = listener.keys(webhook)
    assert told > 50
    assert len(found) > 45
    assert set(found) == {f"r{number}" for number in range(40)}
    assert found != sorted(found, key=lambda one: int(one[1:]))


@pytest.mark.parametrize("status", [403, 500])
def test_what_is_not_taken_is_told_again(status: int) -> None:
    webhook = Webhook([event(1), event(2)])
    with listening(status) as listener:
        webhook.target = Target(url=listener.url)
        first, again = post(webhook), post(webhook)

    assert (first, again, webhook.waiting) == (0, 2, [])
    assert len(listener.posts) == 2


def test_where_nobody_listens_events_wait() -> None:
    webhook = Webhook([event(1)])
    with listening() as listener:
        webhook.target = Target(url=listener.url)

    assert (post(webhook), len(webhook.waiting)) == (0, 1)


def test_without_an_address_nobody_is_told() -> None:
    webhook = Webhook([event(1)])

    assert (post(webhook), len(webhook.waiting)) == (0, 1)


def test_another_stand_in_has_another_key() -> None:
    assert Webhook().public_key != Webhook().public_key


def test_events_are_told_on_this_machine_only() -> None:
    with pytest.raises(ValidationError, match="on this machine"):
        Target(url="https://example.com/hooks/mail")


def test_events_are_written_one_a_line() -> None:
    assert write_events([{"a": 1}, {"b": "ä"}]) == b'[{"a": 1},\r\n{"b": "\\u00e4"}]\r\n'
