"""Whole ways through an open link, and through a wave that promises to be anonymous."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.respondent_field import Field, fielding
from tests.e2e.respondent_reader import device, look

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

NOBODY_KNOWS = "Nobody can tell which they are, so they can no longer be changed or erased."


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Field]:
    """Yield a wave that everybody enters by the same link."""
    with fielding(tmp_path, mode="open_link") as field:
        yield field


@pytest.fixture
def anonymous(tmp_path: Path) -> Iterator[Field]:
    """Yield a wave that promises to be anonymous."""
    with fielding(tmp_path, anonymous=True) as field:
        yield field


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def text(page: Page) -> str:
    return page.locator("main").inner_text()


def press(page: Page, button: str) -> None:
    """Look closely at a page, and press one of its buttons."""
    look(page)
    page.get_by_role("button", name=button, exact=True).click()


def begin(page: Page, link: str) -> None:
    """Open a personal link and go to the page about riding."""
    page.goto(link)
    press(page, "Start")
    page.get_by_label("Riding").check()
    press(page, "Next")
    page.get_by_role("textbox", name="How far do you ride?").fill("20")


def end(page: Page) -> None:
    """Answer the last question, review all of it, and send it."""
    page.get_by_role("textbox", name="How old are you?").fill("40")
    press(page, "Next")
    assert "20" in text(page)


def test_an_open_link_gives_a_link_of_ones_own_that_goes_on_elsewhere(
    browser: Browser, opened: Field
) -> None:
    with device(browser, scripts=False) as page:
        page.goto(opened.open_link())
        before = len(opened.rows("invitation"))
        press(page, "Go on")
        own = page.url
        assert urlsplit(own).path.startswith("/r/")
        assert "We do not ask who you are." in text(page)
        begin(page, own)
        page.get_by_role("button", name="Save and continue later").click()
        assert "Your own link is the address of this page" in text(page)
        look(page)
    with device(browser) as other:
        other.goto(own)
        press(other, "Continue")
        end(other)
        press(other, "Send my answers")
        assert heading(other) == "Thank you for your answers"
        look(other)
    [response], [invitation] = opened.rows("response"), opened.rows("invitation")[before:]
    assert response["invitation_id"] == invitation["id"]
    assert invitation["contact_id"] is None


def test_after_the_end_neither_the_open_link_nor_ones_own_takes_answers(
    browser: Browser, opened: Field
) -> None:
    with device(browser) as page:
        page.goto(opened.open_link())
        press(page, "Go on")
        own = page.url
        opened.wave.close()
        for link in (own, opened.open_link()):
            page.goto(link)
            assert heading(page) == "This survey has ended"
            look(page)
        assert page.get_by_role("button", name="Start").count() == 0
    assert opened.rows("response") == []


def test_an_anonymous_wave_says_what_it_promises_and_keeps_it(
    browser: Browser, anonymous: Field
) -> None:
    link = anonymous.link()
    with device(browser, scripts=False) as page:
        page.goto(link)
        assert "Nobody can tell afterwards which answers are yours, not even us." in text(page)
        assert "After that they can no longer be changed or erased" in text(page)
        begin(page, link)
        press(page, "Next")
        end(page)
        assert "Once sent, your answers can no longer be changed or erased" in text(page)
        press(page, "Send my answers")
        assert heading(page) == "Thank you for your answers"
        for path in (link, f"{link}/erase"):
            look(page)
            assert NOBODY_KNOWS in text(page)
            assert page.get_by_role("link", name="Erase my answers").count() == 0
            page.goto(path)
            assert heading(page) == "You have already answered"
    [response] = anonymous.rows("response")
    codes = {one["code"] for one in anonymous.rows("invitation")}
    assert response["invitation_id"] is None
    assert response["key"] not in codes
    assert response["submitted_at"].endswith("00:00:00.000000")
    assert anonymous.rows("draft") == []


def test_before_they_are_sent_anonymous_answers_can_be_erased(
    browser: Browser, anonymous: Field
) -> None:
    link = anonymous.link()
    with device(browser) as page:
        begin(page, link)
        page.get_by_role("button", name="Save and continue later").click()
        assert len(anonymous.rows("draft")) == 1
        page.goto(f"{link}/erase")
        press(page, "Erase my answers")
        assert heading(page) == "Your answers are erased"
        look(page)
    assert anonymous.rows("draft") == []
    assert anonymous.rows("response") == []
