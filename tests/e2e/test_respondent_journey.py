"""Whole ways of respondents through a survey that is in the field, in a real browser."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.respondent_field import Field, fielding
from tests.e2e.respondent_reader import FOCUSED, Reader, device, look

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

WHOLE = {
    "reached": ["buy", "ride"],
    "where": "other",
    "which_shop": "A market",
    "sources": [],
    "order": ["looks", "price"],
    "open.buy": "(no_answer)",
    "quality": "10",
    "price_fair": "4",
    "advice_good": "(not_applicable)",
    "parking_safe": "(no_answer)",
    "distance": 12.5,
    "open.ride": "(no_answer)",
    "age": "(refused)",
}


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """Yield a wave in the field."""
    with fielding(tmp_path_factory.mktemp("field")) as fielded:
        yield fielded


def last_answers(field: Field) -> object:
    """Return what was kept last."""
    answers = field.rows("response")[-1]["answers"]
    return json.loads(answers) if isinstance(answers, str) else answers


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_the_whole_way_by_keys_alone_without_scripts(
    browser: Browser, field: Field, language: str
) -> None:
    with device(browser, scripts=False) as page:
        page.goto(field.link())
        reader = Reader(page, language)
        switch_language(reader)
        walk(reader)
        assert page.get_by_role("heading", level=1).inner_text() == reader.say(
            "Thank you for your answers"
        )
        look(page)
    assert last_answers(field) == WHOLE


def switch_language(reader: Reader) -> None:
    names = {"fi": "Suomi", "sv": "Svenska"}
    if reader.language in names:
        reader.reach(reader.page.get_by_role("button", name=names[reader.language]))
        with reader.page.expect_navigation():
            reader.page.keyboard.press("Enter")
    assert reader.page.locator("html").get_attribute("lang") == reader.language


def walk(reader: Reader) -> None:
    """Go through all pages."""
    reader.look()
    reader.press("Start")
    reader.look()
    for code in ("buy", "ride"):
        reader.tick("reached", reader.label("reached", code))
    reader.press("Next")
    tell_of_buying(reader)
    tell_of_riding(reader)
    reader.look()
    reader.press("Next")
    assert reader.page.get_by_role("alert").is_visible()
    reader.tick("age", reader.offer("refused"))
    reader.press("Next")
    reader.look()
    reader.press("Send my answers")


def tell_of_buying(reader: Reader) -> None:
    reader.look()
    reader.choose("where", reader.label("where", "other"))
    reader.tick("sources", reader.say("None of these"))
    reader.rank("order", "price", "2")
    reader.rank("order", "looks", "1")
    reader.press("Next")
    # Only now is it known what the place was like to be asked of; nothing is lost by it.
    reader.look()
    assert reader.page.evaluate("document.activeElement.className") == "more"
    reader.write("which_shop", "A market")
    reader.press("Next")


def tell_of_riding(reader: Reader) -> None:
    reader.look()
    reader.choose("quality", f"10 {reader.label('quality', '10')}")
    reader.choose("price_fair", reader.label("price_fair", "4"))
    reader.choose("advice_good", reader.offer("not_applicable"))
    reader.write("distance", "12,5")
    reader.press("Next")


def begin(page: Page, link: str) -> None:
    """Open a link and go to the first page of questions."""
    page.goto(link)
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Riding").check()
    page.get_by_label("Buying").check()
    page.get_by_role("button", name="Next").click()


def test_back_and_forth_and_on_another_device_nothing_is_lost(
    browser: Browser, field: Field
) -> None:
    link = field.link()
    with device(browser) as page:
        begin(page, link)
        page.get_by_label("In a shop").check()
        page.get_by_role("textbox", name="What was the place like?").fill("Small & <old>")
        page.get_by_role("button", name="Back").click()
        assert page.get_by_label("Riding").is_checked()
        page.get_by_role("button", name="Next").click()
        assert page.get_by_label("In a shop").is_checked()
        asked = page.get_by_role("textbox", name="What was the place like?")
        assert asked.input_value() == "Small & <old>"
        page.get_by_role("button", name="Next").click()
        page.get_by_role("textbox", name="How far do you ride?").fill("20")
        page.get_by_role("button", name="Save and continue later").click()
        assert "are saved" in page.get_by_role("heading", level=1).inner_text()
        look(page)
    with device(browser) as other:
        other.goto(link)
        look(other)
        other.get_by_role("button", name="Continue").click()
        assert other.get_by_role("heading", level=1).inner_text() == "About you"
        other.get_by_role("button", name="Back").click()
        assert other.get_by_role("textbox", name="How far do you ride?").input_value() == "20"


def test_what_was_wrong_is_shown_as_it_was_written_until_it_is_right(
    browser: Browser, field: Field
) -> None:
    with device(browser) as page:
        begin(page, field.link())
        page.get_by_label("On the web").check()
        for name in ("Price", "Looks"):
            page.get_by_role("combobox", name=name).select_option("1")
        page.get_by_role("button", name="Next").click()
        assert page.title().startswith("Problem: Buying")
        assert page.get_by_label("On the web").is_checked()
        assert page.get_by_role("combobox", name="Looks").input_value() == "1"
        page.get_by_role("link", name="What mattered most to you?").click()
        assert page.get_by_role("combobox", name="Price").evaluate(FOCUSED)
        look(page)
        page.get_by_role("combobox", name="Looks").select_option("2")
        page.get_by_role("button", name="Next").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Riding"


def test_a_language_that_is_switched_on_the_way_takes_everything_along(
    browser: Browser, field: Field
) -> None:
    with device(browser, scripts=False) as page:
        begin(page, field.link())
        page.get_by_label("On the web").check()
        page.get_by_role("button", name="Svenska").click()
        assert page.locator("html").get_attribute("lang") == "sv"
        assert page.get_by_label("På nätet").is_checked()
        look(page)
        page.get_by_role("button", name="Nästa").click()
        page.get_by_role("textbox", name="Hur långt cyklar du?").fill("12.5")
        page.get_by_role("button", name="Suomi").click()
        assert page.get_by_role("textbox", name="Kuinka paljon ajat?").input_value() == "12,5"


def test_who_has_answered_can_erase_it_and_nobody_answers_twice(
    browser: Browser, field: Field
) -> None:
    link, before = field.link(), len(field.rows("response"))
    with device(browser, scripts=False) as page:
        page.goto(link)
        walk(Reader(page, "en", looks=False))
        assert len(field.rows("response")) == before + 1
        page.goto(link)
        assert "already answered" in page.get_by_role("heading", level=1).inner_text()
        look(page)
        page.get_by_role("link", name="Erase my answers").click()
        look(page)
        page.get_by_role("button", name="Erase my answers").click()
        assert "are erased" in page.get_by_role("heading", level=1).inner_text()
        look(page)
    assert len(field.rows("response")) == before


def test_who_does_not_want_to_says_so_in_two_steps(browser: Browser, field: Field) -> None:
    with device(browser, scripts=False) as page:
        page.goto(field.link())
        page.get_by_role("link", name="I do not want to take part").click()
        look(page)
        page.get_by_role("button", name="I do not want to take part").click()
        assert "not taking part" in page.get_by_role("heading", level=1).inner_text()
        look(page)
    assert sum(one["declined_at"] is not None for one in field.rows("invitation")) == 1


def test_who_wants_no_more_mail_says_of_what(browser: Browser, field: Field) -> None:
    with device(browser, scripts=False) as page:
        page.goto(field.stop_link())
        look(page)
        assert field.rows("suppression") == []
        page.get_by_label("E-mail about any survey").check()
        page.get_by_role("button", name="Unsubscribe").click()
        assert "unsubscribed" in page.get_by_role("heading", level=1).inner_text()
        look(page)
    assert [one["scope"] for one in field.rows("suppression")] == ["*"]
