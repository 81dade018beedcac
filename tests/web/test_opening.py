from pathlib import Path

from tests.web.browsing import Browser
from tests.web.conftest import browsing
from tests.web.fielded import Fielded, fielding


def test_who_takes_an_open_link_gets_one_of_their_own(browser: Browser, fielded: Fielded) -> None:
    page = browser.open(f"/o/{fielded.open}")
    before = len(fielded.rows("invitation"))

    first, second = (browser.send(page, "start") for _ in range(2))

    assert (first.status, first.path[:3]) == (200, "/r/")
    assert first.path != second.path
    assert len(fielded.rows("invitation")) == before + 2
    assert browser.send(first, "start").path == f"{first.path}/1"


def test_looking_at_an_open_link_makes_nothing(browser: Browser, fielded: Fielded) -> None:
    before = len(fielded.rows("link"))
    for method in ("GET", "HEAD"):
        assert browser.client.request(method, f"/o/{fielded.open}").status_code == 200

    assert len(fielded.rows("link")) == before


def test_the_personal_link_speaks_the_language_that_was_chosen(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.open(f"/o/{fielded.open}?to=sv")

    assert '<html lang="sv">' in browser.send(page, "start").text


def test_a_form_from_elsewhere_makes_no_link(browser: Browser, fielded: Fielded) -> None:
    answer = browser.client.post(f"/o/{fielded.open}", data={"page": "start", "csrf": "0" * 64})

    assert answer.status_code == 403


def test_only_the_digest_of_a_token_is_kept(tmp_path: Path) -> None:
    with fielding(f"sqlite:///{tmp_path / 'todenna.db'}", mode="open_link") as wave:
        with browsing(wave) as browser:
            page = browser.send(browser.open(f"/o/{wave.open}"), "start")
        token = page.path.rpartition("/")[2]
        everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert len(token) == 43
    assert token.encode() not in everything
    assert wave.open.encode() not in everything
