"""Report and questionnaire in a real browser: for everybody, on a phone, alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has none
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Pages

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

HEIGHT = 800
ANY_SCRIPT = re.compile(r"<script|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
# What reaches beyond the window: said where the test fails.
WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(one => one.outerHTML.slice(0, 100))"""
ROOM = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(params=["en", "fi"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["questionnaire", "report"])
def file(request: pytest.FixtureRequest, language: str, pages: Pages) -> Path:
    return pages[request.param, language]


@contextmanager
def shown(browser: Browser, file: Path, width: int) -> Iterator[tuple[Page, list[str]]]:
    """Show a page, and note what it asks for."""
    with browser.new_context(viewport={"width": width, "height": HEIGHT}) as context:
        page, asked = context.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        yield page, asked


@pytest.mark.parametrize("width", [380, 1280])
def test_nothing_keeps_anybody_out(browser: Browser, file: Path, width: int) -> None:
    with shown(browser, file, width) as (page, _):
        found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_scrolled_sideways_on_the_smallest_phone(browser: Browser, file: Path) -> None:
    with shown(browser, file, 320) as (page, _):
        assert page.evaluate(ROOM) == 0, page.evaluate(WIDE)


def test_page_asks_for_nothing_but_itself(browser: Browser, file: Path) -> None:
    with shown(browser, file, 1280) as (page, asked):
        page.wait_for_load_state("networkidle")
        assert asked == [file.as_uri()]


def test_page_runs_no_script(file: Path) -> None:
    assert ANY_SCRIPT.findall(file.read_text(encoding="utf-8")) == []
