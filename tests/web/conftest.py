"""Small applications, and whoever asks them, within this process."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message

from validation.web import protocol
from validation.web.serving import build_server, listen

HOST = "http://127.0.0.1"
Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask() -> Ask:
    """Ask an application one thing."""

    def one(app: ASGIApp, method: str, path: str, **more: object) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
                return await client.request(method, path, **more)  # type: ignore[arg-type]  # as the client takes them

        return asyncio.run(answer())

    return one


@dataclass
class Sent:
    """A request as it comes from the network: its parts, and its headers."""

    parts: list[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)
    read: int = 0

    def request(self) -> Request:
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
        return Request(scope, self._receive)

    async def _receive(self) -> Message:
        part = self.parts[self.read]
        self.read += 1
        more = self.read < len(self.parts)
        return {"type": "http.request", "body": part, "more_body": more}


@pytest.fixture
def sent() -> type[Sent]:
    return Sent


async def plain(scope: object, receive: object, send: object) -> None:
    """Answer anything with a word."""
    await Response("word")(scope, receive, send)  # type: ignore[arg-type]  # as an application is called


@dataclass(frozen=True)
class Served:
    """An application that a real server serves at an address of this machine."""

    url: str
    monkeypatch: pytest.MonkeyPatch

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def patience(self, seconds: float) -> None:
        self.monkeypatch.setattr(protocol, "PATIENCE", seconds)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    app = FastAPI()
    app.mount("/", plain)
    with serving(app) as url:
        yield Served(url, monkeypatch)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application beside the test; yield its address."""
    with listen("127.0.0.1", 0) as listener:
        server = build_server(app)
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)
