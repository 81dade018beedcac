"""HTTP as uvicorn speaks it, with bounds on what comes before a request can be looked at."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 32_768
PATIENCE = 20.0


class Joined:
    """A connection on which what is written in one turn of the loop is sent in one piece.

    The head of an answer and its page are written one after the other: sent on their own, each
    would take a call of the system here and another where it is read.

    Args:
        transport: the connection.
        loop: whose turns count.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Send at the end of the turn."""
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(data)

    def close(self) -> None:
        """Send what was written, and end the connection."""
        self._send()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the connection has)
        return getattr(self._transport, name)

    def _send(self) -> None:
        held, self._held = self._held, []
        if held:
            self._transport.write(b"".join(held))


class BoundedProtocol(HttpToolsProtocol):
    """A connection that may not send headers without end, nor take its time over them."""

    _head = 0
    _begun = False
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the class above
        """Begin to wait for the first request."""
        super().connection_made(cast("asyncio.Transport", Joined(transport, self.loop)))
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what was sent, and wait for the rest of a head that is not whole."""
        super().data_received(data)
        if self._begun and self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Count the head of another request."""
        super().on_message_begin()
        self._head = 0
        self._begun = True

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Start the request."""
        self._begun = False
        self._wait_no_more()
        super().on_headers_complete()

    def _count(self, more: int) -> None:
        self._head += more
        if self._head > LONGEST_HEAD:
            # The parser stops, and uvicorn answers that the request is a bad one.
            raise ValueError("the head of the request is too long")

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(PATIENCE, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
