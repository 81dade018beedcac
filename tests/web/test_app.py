import logging
from datetime import timedelta
from typing import ClassVar

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.trace import NoOpTracer, Tracer, TracerProvider

from tests.web.browsing import ANSWERS, Browser
from tests.web.conftest import browsing, built, serving
from tests.web.fielded import NOW, Fielded
from validation.settings import read_settings
from validation.web import Clocks, Limits, Rate, build_app
from validation.web.headers import ALWAYS
from validation.web.tokens import new_token

EVERYWHERE = [
    "/", "/health", "/robots.txt", "/assets/none.css", "/docs", "/openapi.json", "/r/short",
    "/r/{token}", "/r/{token}/1", "/r/{token}/review", "/r/{token}/thanks", "/r/{token}/decline",
    "/r/{token}/erase", "/u/{stop}", "/o/{open}", "/r/{unknown}", "/hooks/mail", "/hooks/events",
    "/r/{token}/x",
]  # fmt: skip


def filled(path: str, fielded: Fielded) -> str:
    stop = fielded.stop[fielded.person]
    return path.format(token=fielded.token, stop=stop, open=fielded.open, unknown=new_token())


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
def test_every_answer_has_the_headers_that_keep_a_page_safe(
    browser: Browser, fielded: Fielded, path: str, method: str
) -> None:
    answer = browser.client.request(method, filled(path, fielded))

    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["cache-control"] == "no-store"
    assert answer.status_code < 500
    assert "set-cookie" not in answer.headers


def test_looking_changes_nothing(browser: Browser, fielded: Fielded) -> None:
    tables = ("invitation", "link", "draft", "response", "suppression", "contact")
    before = [fielded.rows(name) for name in tables]
    for path in EVERYWHERE:
        for method in ("GET", "HEAD"):
            browser.client.request(method, filled(path, fielded))

    assert [fielded.rows(name) for name in tables] == before


def test_pages_load_nothing_but_our_own_files(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start").text

    assert ("http://" in page, "https://" in page, " style=" in page) == (False, False, False)
    files = [part.partition('"')[0] for part in page.split('="/assets/')[1:]]
    for name in files:
        answer = browser.client.get(f"/assets/{name}")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert [name.rpartition(".")[2] for name in files] == ["css", "js"]


def test_what_describes_the_application_is_not_served(browser: Browser) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert browser.open(path).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "null"},
    ],
)
def test_a_form_sent_from_another_site_is_not_taken(
    browser: Browser, fielded: Fielded, headers: dict[str, str]
) -> None:
    page = browser.open(f"/r/{fielded.token}")
    answer = browser.client.post(page.action, data=page.fields, headers=headers)

    assert (answer.status_code, fielded.drafts()) == (403, [])
    assert "Go on with the survey" in answer.text


@pytest.mark.parametrize("page", ["1", "review", "consent", ""])
def test_a_form_without_its_key_is_not_taken(browser: Browser, fielded: Fielded, page: str) -> None:
    browser.send(browser.open(f"/r/{fielded.token}"), "start")
    first = browser.open(f"/r/{fielded.token}/1")
    for key in ("", "0" * 64, "ä", browser.open(f"/r/{fielded.token}/review").fields["csrf"][0]):
        fields = {"csrf": key, "page": page, "a.reached": "find", "go": "next"}
        assert browser.client.post(first.action, data=fields).status_code == 403


def test_a_form_that_is_too_large_is_not_read(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")

    def parts() -> object:
        yield from (b"a.reached=" + b"x" * 65_536 for _ in range(10))

    many = "&".join(f"a{n}=1" for n in range(3_000))
    form = {"content-type": "application/x-www-form-urlencoded"}
    post = browser.client.post
    assert post(page.action, data={"a.x": "x" * 300_000}).status_code == 413
    assert post(page.action, content=parts(), headers=form).status_code == 413  # type: ignore[arg-type]  # as the client takes it
    assert post(page.action, content=many, headers=form).status_code == 400
    assert fielded.drafts()[0]["answers"] in ("{}", {})


@pytest.mark.parametrize(
    ("state", "status", "heading"),
    [("planned", 200, "This survey has not started yet"), ("closed", 410, "This survey has ended")],
)
def test_a_wave_that_is_not_open_says_so(
    alone: Fielded, state: str, status: int, heading: str
) -> None:
    if state == "closed":
        alone.close()
    else:
        alone.plan()
    with browsing(alone) as browser:
        page = browser.open(f"/r/{alone.token}")

    assert (page.status, page.heading) == (status, heading)


def test_a_wave_closes_at_its_time_and_keeps_nothing_after_it(alone: Fielded) -> None:
    moments = [NOW]
    settings = read_settings({"TODENNA_DATABASE": alone.address})
    app = build_app(settings, clocks=Clocks(now=lambda: moments[-1]))
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        browser = Browser(httpx.Client(base_url=url, trust_env=False, follow_redirects=True))
        page = browser.send(browser.open(f"/r/{alone.token}"), "start")
        moments.append(NOW + timedelta(days=8))
        page = browser.send(page, given=ANSWERS[0])
        browser.client.close()
        assert client.get(f"/r/{alone.token}").status_code == 410

    assert (page.status, page.heading) == (410, "This survey has ended")
    assert alone.drafts()[0]["answers"] == "{}"


def test_an_encrypted_address_asks_for_encryption_and_names_its_host(alone: Fielded) -> None:
    with browsing(alone, TODENNA_ADDRESS="https://survey.example.com") as browser:
        ask = browser.client.get
        hosts = ("survey.example.com", "survey.example.com:443", "evil.example")
        statuses = [ask("/robots.txt", headers={"host": host}).status_code for host in hosts]
        strict = ask("/robots.txt").headers["strict-transport-security"]

    assert (statuses, strict) == ([200, 200, 400], "max-age=63072000")


def test_who_asks_too_much_is_told_to_wait(alone: Fielded) -> None:
    limits = Limits(token=Rate(3, 0.1), misses=Rate(4, 0.1))
    app = build_app(
        read_settings({"TODENNA_DATABASE": alone.address}),
        limits=limits,
        clocks=Clocks(lambda: NOW, lambda: 0.0),
    )
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        own = [client.get(f"/r/{alone.token}").status_code for _ in range(5)]
        guessed = [client.get(f"/r/{new_token()}") for _ in range(6)]
        statuses = [one.status_code for one in guessed]
        other = client.get(f"/r/{alone.token}")

    assert own == [200, 200, 200, 429, 429]
    assert statuses == [404] * 4 + [429] * 2
    assert (guessed[-1].headers["retry-after"], other.status_code) == ("10", 429)


def test_no_token_and_no_answer_is_logged_or_told(
    alone: Fielded, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError(alone.token, "my secret answer")

    with caplog.at_level(logging.DEBUG), browsing(alone) as browser:
        page = browser.send(browser.open(f"/r/{alone.token}"), "start")
        monkeypatch.setattr("validation.web.answering.page_save", broken)
        page = browser.send(page, given={"a.reached": "my secret answer"})

    ours = "\n".join(
        one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))
    )
    assert (page.status, page.heading) == (500, "Something went wrong on our side")
    assert "RuntimeError in broken" in ours
    assert (alone.token in ours, "secret" in ours, alone.token in page.text) == (False,) * 3


class Listening(TracerProvider):
    """A program that would send elsewhere whatever is traced."""

    heard: ClassVar[list[str]] = []

    def get_tracer(self, instrumenting_module_name: str, *_: object, **__: object) -> Tracer:
        self.heard.append(instrumenting_module_name)
        return NoOpTracer()


def test_nothing_of_a_page_is_traced_whatever_listens(
    alone: Fielded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "get_tracer_provider", Listening)
    with browsing(alone) as browser:
        assert browser.open(f"/r/{alone.token}").status == 200

    assert Listening.heard == []


def test_the_server_says_whether_it_is_well(alone: Fielded) -> None:
    with serving(built(alone)) as url:
        assert httpx.get(f"{url}/health", trust_env=False).text == "well"
