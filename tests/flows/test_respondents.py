"""Invented people answer the pages of the real server, each in a way of their own."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import httpx
import pytest

from flows.browsing import Asked, Browser, BrowsingError
from flows.crowds import answer_links, spread
from flows.inventing import invent_answers
from flows.respondents import Manner, Respondent, Written, write_answers
from tests.web.fielded import Fielded, fielding
from validation.files import read_study
from validation.questionnaire import Answer
from validation.settings import read_settings
from validation.steps import prepare_study
from validation.store import load_records
from validation.web import build_app, listen, serving

STUDY = Path(__file__).parents[2] / "examples" / "mobile_operator" / "study.yaml"
PEOPLE = 6


@dataclass(frozen=True)
class Served:
    """An open wave, what each of its people answers, and the links at which they do."""

    wave: Fielded
    answers: tuple[dict[str, Answer], ...]
    links: Mapping[str, Written]

    def kept(self) -> dict[str, object]:
        """Return the answers that are kept, by the code of the invitation."""
        with self.wave.store.reading() as connection:
            return {one.key: one.answers for one in load_records(connection, self.wave.where)}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Yield an open wave of six invitations, its pages served."""
    database = f"sqlite:///{tmp_path / 'todenna.db'}"
    prepared = prepare_study(STUDY)
    answers = tuple(invent_answers(prepared, PEOPLE, seed=5))
    app = build_app(read_settings({"TODENNA_DATABASE": database}))
    with (
        fielding(database, people=PEOPLE, asked=read_study(STUDY), real=True) as wave,
        listen("127.0.0.1", 0) as listener,
        serving(app, listener),
    ):
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        written = [write_answers(prepared.questionnaire, one) for one in answers]
        paths = [f"{address}/r/{token}" for token in wave.answer]
        yield Served(wave, answers, dict(zip(paths, written, strict=True)))


@pytest.mark.parametrize(
    "manner", [Manner(), Manner(back=0.2, twice=0.3)], ids=["straight on", "back and double"]
)
def test_every_answer_is_kept_as_it_was_given(served: Served, manner: Manner) -> None:
    crowd = asyncio.run(answer_links(served.links, manner, at_once=3))

    assert crowd.problems == {}
    assert crowd.finished == PEOPLE
    assert {visit.heading for visit in crowd.visits.values()} == {"Thank you for your answers"}
    codes = [one.code for one in served.wave.invitations()]
    assert served.kept() == dict(zip(codes, served.answers, strict=True))
    assert {json.dumps(one) for one in served.answers if "ä & “ö”" in str(one)} != set()


def test_who_leaves_has_not_finished(served: Served) -> None:
    first = dict([*served.links.items()][:1])

    crowd = asyncio.run(answer_links(first, Manner(leave=1.0), at_once=1))

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
