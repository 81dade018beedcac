"""The trend report of eight real waves in a real browser: for everybody, on a phone, on paper."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.looking import wrong_with
from tests.e2e.test_report_page import ANY_SCRIPT, ROOM, WIDE, Scheme, shown
from validation.settings import read_settings
from validation.steps import Source, assess_wave, import_responses, write_trend_report
from validation.store import WaveKey

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

EXAMPLE = Path(__file__).parents[2] / "examples" / "media_use"
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
WAVES = ("2004", "2006", "2008", "2010")
HYPOTHESES = 10
# Where ink and paper are the same, nothing can be read.
INK = "() => getComputedStyle(document.querySelector('.tick')).fill"
PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the pages of a trend by their language."""
    settings = read_settings({"TODENNA_HOME": str(tmp_path_factory.mktemp("home"))})
    for wave in WAVES:
        source = Source(EXAMPLE / "responses.csv", wave)
        import_responses(EXAMPLE / "study.yaml", source, settings, now=NOW)
        assess_wave(WaveKey("media-use", wave), settings, now=NOW)
    written = write_trend_report(WaveKey("media-use", WAVES[-1]), settings, now=NOW)
    return {page.stem.removeprefix("trend."): page for page in written}


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 380, "light"), ("fi", 1280, "light"), ("sv", 900, "dark")],
)
def test_nothing_keeps_anybody_out(
    browser: Browser, pages: dict[str, Path], language: str, width: int, scheme: Scheme
) -> None:
    with shown(browser, pages[language], width, scheme) as (page, _):
        open_all(page)
        assert wrong_with(page) == []


@pytest.mark.parametrize("width", [320, 380])
def test_nothing_is_scrolled_sideways_on_a_phone(
    browser: Browser, pages: dict[str, Path], width: int
) -> None:
    with shown(browser, pages["fi"], width) as (page, _):
        open_all(page)
        assert page.evaluate(ROOM) == 0, page.evaluate(WIDE)


def test_page_asks_for_nothing_and_runs_nothing(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["en"], 900) as (page, asked):
        page.wait_for_load_state("networkidle")
        assert asked == [pages["en"].as_uri()]
    assert ANY_SCRIPT.findall(pages["en"].read_text("utf-8")) == []


def test_what_changed_is_seen_first_on_a_phone(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["en"], 380) as (page, _):
        heading = page.locator("#changed").bounding_box()
        assert heading is not None
        assert heading["y"] < 300
        assert page.locator("h2").first.inner_text().endswith("in wave 2010")


def test_every_hypothesis_has_its_picture_and_the_numbers_behind_it(
    browser: Browser, pages: dict[str, Path]
) -> None:
    with shown(browser, pages["en"], 900) as (page, _):
        whole = page.locator(".whole")
        assert whole.count() == HYPOTHESES
        assert whole.locator("svg[role=img]").count() == HYPOTHESES
        whole.first.locator("summary").click()
        rows = whole.first.locator("tbody tr")
        assert rows.count() == len(WAVES)
        assert rows.last.locator("th").inner_text() == WAVES[-1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_take_the_colours_of_the_page(
    browser: Browser, pages: dict[str, Path], scheme: Scheme
) -> None:
    with shown(browser, pages["en"], 900, scheme) as (page, _):
        seen = (page.evaluate(PAPER), page.evaluate(INK))
    expected = {
        "light": ("rgb(255, 255, 255)", "rgb(86, 96, 107)"),
        "dark": ("rgb(20, 23, 26)", "rgb(176, 186, 196)"),
    }
    assert seen == expected[scheme]


def test_on_paper_every_group_is_seen(browser: Browser, pages: dict[str, Path]) -> None:
    with shown(browser, pages["en"], 900, "dark") as (page, _):
        page.emulate_media(media="print")
        assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
        assert page.locator(".across .multiple svg").first.is_visible()
