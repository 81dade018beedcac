"""Small applications, and whoever asks them, within this process."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message

from tests.servers.postgres import new_database
from tests.web.browsing import Browser
from tests.web.fielded import NOW, Fielded, fielding
from validation.settings import read_settings
from validation.web import Clocks, build_app, protocol
from validation.web.serving import build_server, listen

HOST = "http://127.0.0.1"
PEOPLE = 200
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
def serving(app: FastAPI, proxies: Sequence[str] = ()) -> Iterator[str]:
    """Serve an application beside the test; yield its address."""
    with listen("127.0.0.1", 0) as listener:
        server = build_server(app, proxies)
        thread = Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


@dataclass
class Town:
    """A wave in the field with many people, and somebody at its pages."""

    wave: Fielded
    browser: Browser
    taken: int = -1

    def next(self) -> Fielded:
        self.taken += 1
        return replace(self.wave, person=self.taken)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """Yield a wave that tests share, in a database of either kind, with its pages served."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            address = f"sqlite:///{tmp_path_factory.mktemp('web') / 'todenna.db'}"
        else:
            address = stack.enter_context(new_database(request.getfixturevalue("postgres")))
        wave = stack.enter_context(fielding(address, people=PEOPLE))
        yield Town(wave, stack.enter_context(browsing(wave)))


@pytest.fixture
def fielded(town: Town) -> Fielded:
    """Return a shared wave, with somebody in it who belongs to this test alone."""
    return town.next()


@pytest.fixture
def browser(town: Town) -> Browser:
    return town.browser


@pytest.fixture
def alone(tmp_path: Path, sqlite_schema: Path) -> Iterator[Fielded]:
    """Yield a wave of this test alone, in SQLite."""
    path = shutil.copyfile(sqlite_schema, tmp_path / "todenna.db")
    with fielding(f"sqlite:///{path}") as wave:
        yield wave


@contextmanager
def browsing(fielded: Fielded, **settings: str) -> Iterator[Browser]:
    """Serve a wave on this machine and yield somebody at its pages."""
    with (
        serving(built(fielded, **settings)) as url,
        httpx.Client(base_url=url, trust_env=False, follow_redirects=True) as client,
    ):
        yield Browser(client)


def built(fielded: Fielded, **settings: str) -> FastAPI:
    """Return the application over a wave, at the time at which it is open."""
    environment = {"TODENNA_DATABASE": fielded.address, **settings}
    return build_app(read_settings(environment), clocks=Clocks(now=lambda: NOW))
