"""Report, digest and questionnaire in a real browser: for everybody, on a phone, alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e.conftest import Pages
from tests.e2e.looking import wrong_with

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

HEIGHT = 800
Scheme = Literal["light", "dark"]
ANY_SCRIPT = re.compile(r"<script|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
# What reaches beyond the window: said where the test fails.
WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(one => one.outerHTML.slice(0, 100))"""
ROOM = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=["en", "fi"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["questionnaire", "report", "digest"])
def file(request: pytest.FixtureRequest, language: str, pages: Pages) -> Path:
    return pages[request.param, language]


@contextmanager
def shown(
    browser: Browser, file: Path, width: int, scheme: Scheme = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """Show a page, and note what it asks for."""
    view: ViewportSize = {"width": width, "height": HEIGHT}
    with browser.new_context(viewport=view, color_scheme=scheme) as context:
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        yield page, asked


@pytest.mark.parametrize("width", [380, 1280])
def test_nothing_keeps_anybody_out(browser: Browser, file: Path, width: int) -> None:
    with shown(browser, file, width) as (page, _):
        assert wrong_with(page) == []


def test_a_digest_on_a_dark_screen_keeps_nobody_out(
    browser: Browser, language: str, pages: Pages
) -> None:
    with shown(browser, pages["digest", language], 380, "dark") as (page, _):
        assert wrong_with(page) == []


def test_nothing_is_scrolled_sideways_on_the_smallest_phone(browser: Browser, file: Path) -> None:
    with shown(browser, file, 320) as (page, _):
        assert page.evaluate(ROOM) == 0, page.evaluate(WIDE)


def test_page_asks_for_nothing_but_itself(browser: Browser, file: Path) -> None:
    with shown(browser, file, 1280) as (page, asked):
        page.wait_for_load_state("networkidle")
        assert [one for one in asked if not one.startswith("data:image/png")] == [file.as_uri()]


def test_page_runs_no_script(file: Path) -> None:
    assert ANY_SCRIPT.findall(file.read_text(encoding="utf-8")) == []


def test_a_digest_without_pictures_and_styles_says_the_same_in_the_same_order(
    browser: Browser, language: str, pages: Pages, tmp_path: Path
) -> None:
    whole = pages["digest", language]
    stripped, bare = whole.read_text(encoding="utf-8"), tmp_path / "bare.html"
    for gone in (r"<style.*?</style>", r' style="[^"]*"', r' class="[^"]*"', r' src="[^"]*"'):
        stripped = re.sub(gone, "", stripped, flags=re.DOTALL)
    bare.write_text(stripped, encoding="utf-8")
    read = []
    for file in (whole, bare):
        with shown(browser, file, 700) as (page, _):
            told = page.locator(".card" if file is whole else "table table").first.inner_text()
            read.append((told.split(), page.locator("img").get_attribute("alt")))
    assert read[0] == read[1]
    assert len(read[0][0]) > 200
    assert read[0][1]
