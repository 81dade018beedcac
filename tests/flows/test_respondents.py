"""Invented people answer the pages of the real server, each in a way of their own."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx
import pytest

from benchmarks.fielding.waves import Opened, open_wave
from flows.browsing import Asked, Browser, BrowsingError
from flows.crowds import answer_links, spread
from flows.respondents import Manner, Respondent
from validation.settings import Settings, read_settings
from validation.store import load_records, open_store
from validation.web import build_app, listen, serving

NOW = datetime.now(UTC) - timedelta(hours=1)  # noqa: TID251 (the server reads the clock, too)
Served = tuple[str, Opened, Settings]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Yield an open wave of six invitations, and the address at which its pages are."""
    settings = read_settings({"TODENNA_HOME": str(tmp_path)})
    opened = open_wave(settings, 6, seed=5, now=NOW)
    with listen("127.0.0.1", 0) as listener, serving(build_app(settings), listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", opened, settings


@pytest.mark.parametrize(
    "manner", [Manner(), Manner(back=0.2, twice=0.3)], ids=["straight on", "back and double"]
)
def test_every_answer_is_kept_as_it_was_given(served: Served, manner: Manner) -> None:
    address, opened, settings = served
    links = {f"{address}{one.path}": one.written for one in opened.invited}

    crowd = asyncio.run(answer_links(links, manner, at_once=3))

    assert crowd.problems == {}
    assert crowd.finished == 6
    assert {visit.heading for visit in crowd.visits.values()} == {"Thank you for your answers"}
    with open_store(settings.database) as store, store.reading() as connection:
        kept = {one.key: one.answers for one in load_records(connection, opened.where)}
    assert kept == {one.code: one.answers for one in opened.invited}
    assert {json.dumps(one) for one in kept.values() if "ä & “ö”" in str(one)} != set()


def test_who_leaves_has_not_finished(served: Served) -> None:
    address, opened, _ = served
    links = {f"{address}{opened.invited[0].path}": opened.invited[0].written}

    crowd = asyncio.run(answer_links(links, Manner(leave=1.0), at_once=1))

    assert [(visit.pages, visit.finished) for visit in crowd.visits.values()] == [(0, False)]


def answering(respond: Callable[[httpx.Request], httpx.Response]) -> list[Asked]:
    """Return what somebody asked of a server that answers so."""
    asked: list[Asked] = []

    async def visit() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as client:
            written = {"rated": {"a.rated": ["7"]}}
            person = Respondent(Browser(client, asked.append), written, Manner(), Random(1))  # noqa: S311 (no secret)
            await person.visit("http://host/r/x")

    asyncio.run(visit())
    return asked


def page(inside: str) -> httpx.Response:
    button = '<button name="go" value="next">'
    return httpx.Response(200, text=f'<h1>P</h1><form id="page" method="post">{inside}{button}')


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (httpx.Response(404, text="<h1>We do not know this link</h1>"), "GET: 404 We do not"),
        (httpx.Response(303, headers={"Location": "/r/x"}), "GET: 303"),
        (page('<input type="radio" name="a.rated" value="1">'), "no place for the answers"),
        (page('<input name="a.rated">'), "no end after 60 pages"),
        (httpx.Response(200, text='<form id="page" method="post">'), "no button to go on with"),
    ],
    ids=["unknown", "in a ring", "no such answer", "never ends", "no button"],
)
def test_a_page_that_nobody_could_use_is_told(answer: httpx.Response, problem: str) -> None:
    with pytest.raises(BrowsingError, match=problem):
        answering(lambda _: answer)


def test_a_connection_that_breaks_is_told() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("cut", request=request)

    with pytest.raises(BrowsingError, match="GET: ReadError"):
        answering(broken)


def test_every_request_is_timed() -> None:
    asked = answering(lambda _: httpx.Response(200, text="<h1>This survey has ended</h1>"))

    assert [(one.method, one.status) for one in asked] == [("GET", 200)]
    assert asked[0].seconds > 0
    assert spread([0.1, 0.2, 0.9], 0.99) == 0.9
