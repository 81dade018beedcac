import asyncio
import logging

import httpx
import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.web.conftest import Ask, plain
from validation.web.shield import Shield, describe

SECRET = "S3CRET-" + "t" * 36


def shielded(app: ASGIApp) -> Shield:
    return Shield(app, hosts=["survey.example.com", "127.0.0.1", "[::1]"], broken=sorry)


def sorry(_: Scope) -> Response:
    return PlainTextResponse("Sorry.", 500)


async def failing(_: Scope, __: Receive, ___: Send) -> None:
    raise ValueError(f"no such answer: {SECRET}")


async def failing_late(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ValueError(SECRET)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("survey.example.com", 200),
        ("SURVEY.example.com:8443", 200),
        ("127.0.0.1:8700", 200),
        ("[::1]:8700", 200),
        ("evil.example", 400),
        ("survey.example.com.evil.example", 400),
        ("", 400),
    ],
)
def test_only_hosts_of_ours_are_answered(ask: Ask, host: str, status: int) -> None:
    assert ask(shielded(plain), "GET", "/", headers={"host": host}).status_code == status


def test_two_hosts_are_none(ask: Ask) -> None:
    headers = [("host", "survey.example.com"), ("host", "evil.example")]

    assert ask(shielded(plain), "GET", "/", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/" + "x" * 600, {}, 414),
        ("/?" + "x" * 600, {}, 414),
        ("/", {"x-long": "x" * 20_000}, 431),
        ("/", {f"x-{n}": "1" for n in range(120)}, 431),
    ],
    ids=["path", "query", "long", "many"],
)
def test_what_is_too_long_is_not_looked_at(
    ask: Ask, path: str, headers: dict[str, str], status: int
) -> None:
    assert ask(shielded(plain), "GET", path, headers=headers).status_code == status


def test_what_nobody_foresaw_becomes_a_page(ask: Ask) -> None:
    answer = ask(shielded(failing), "GET", f"/r/{SECRET}")

    assert (answer.status_code, answer.text) == (500, "Sorry.")


def test_the_log_says_what_and_where_but_no_token_and_no_answer(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(shielded(failing), "GET", f"/r/{SECRET}")

    (line,) = [one for one in caplog.records if one.name == "todenna.web"]
    assert "ValueError in failing (web/test_shield.py:" in line.getMessage()
    assert SECRET not in caplog.text.replace(httpx_said(caplog), "")


def test_an_error_after_the_answer_began_adds_no_second_answer() -> None:
    said: list[str] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        said.append(message["type"])

    headers = [(b"host", b"127.0.0.1")]
    scope = {"type": "http", "path": "/", "query_string": b"", "headers": headers}
    asyncio.run(shielded(failing_late)(scope, receive, send))

    assert said == ["http.response.start"]


def test_an_error_is_described_with_what_caused_it() -> None:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise httpx.HTTPError(SECRET) from error
    except httpx.HTTPError as error:
        told = describe(error)

    assert told.startswith("HTTPError from ValueError in test_an_error_is_described")
    assert SECRET not in told


def httpx_said(caplog: pytest.LogCaptureFixture) -> str:
    """Return the line of the client that asks, which is not ours."""
    return next((one.getMessage() for one in caplog.records if one.name == "httpx"), "")
