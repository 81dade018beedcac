"""HTTP as uvicorn speaks it, with bounds on what comes before a request can be looked at."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 32_768
PATIENCE = 20.0


class BoundedProtocol(HttpToolsProtocol):
    """A connection that may not send headers without end, nor take its time over them."""

    _head = 0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the class above
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Count the head of another request."""
        super().on_message_begin()
        self._head = 0
        if self._waiting is None:
            self._wait()

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
