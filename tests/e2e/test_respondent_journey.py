"""Whole ways of respondents through a survey that is in the field, in a real browser."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # has none
from playwright.sync_api import Browser, Locator, Page

from tests.e2e.respondent_field import Field, fielding
from tests.e2e.respondent_gallery import questionnaire
from validation.questionnaire import Item
from validation.rendering.respondent.catalogues import catalogue

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

PHONE = 320
MOST_KEYS = 80
HTML = "text/html; charset=utf-8"
ROOM = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "one => one === document.activeElement"
Role = Literal["button", "checkbox", "combobox", "radio", "radiogroup", "textbox", "group"]
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


@contextmanager
def device(browser: Browser, *, scripts: bool = True) -> Iterator[Page]:
    """Yield the smallest phone, new to everything."""
    view = {"width": PHONE, "height": 640}
    with browser.new_context(viewport=view, java_script_enabled=scripts) as context:  # type: ignore[arg-type] # a width and a height
        yield context.new_page()


class Reader:
    """Somebody who finds controls by what they are called in a language, and has but keys.

    Args:
        page: what they look at.
        language: theirs.
        looks: whether they look closely at every page.
    """

    def __init__(self, page: Page, language: str, *, looks: bool = True) -> None:
        self.page = page
        self._looks = looks
        self.language = language
        self._items = {item.id: item for item in questionnaire().items()}

    def look(self) -> None:
        """Look at the page, if they look closely."""
        if self._looks:
            look(self.page)

    def say(self, text: str) -> str:
        """Return a text of the pages in their language."""
        return catalogue(self.language).gettext(text)

    def label(self, item: str, code: str) -> str:
        """Return what a choice is called."""
        [choice] = [one for one in self._item(item).choices if one.code == code]
        return choice.label.within(self.language)

    def offer(self, name: Literal["refused", "not_applicable"]) -> str:
        """Return what a reason for no answer is called."""
        return questionnaire().non_answers[name].within(self.language)

    def asked(self, item: str, role: Role) -> Locator:
        """Return the controls of a question."""
        return self.page.get_by_role(role, name=self._item(item).text.within(self.language))

    def press(self, button: str) -> None:
        """Press a button, and wait for where it leads."""
        self.reach(self.page.get_by_role("button", name=self.say(button), exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, item: str, label: str) -> None:
        """Choose one of several by the arrow keys."""
        wanted = self.asked(item, "radiogroup").get_by_role("radio", name=label, exact=True)
        self.reach(self.asked(item, "radiogroup").get_by_role("radio").first)
        self.page.keyboard.press("Space")
        for _ in range(MOST_KEYS):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{label} of {item} cannot be chosen by keys")

    def tick(self, item: str, label: str) -> None:
        """Tick one of several by the space bar."""
        box = self.asked(item, "group").get_by_role("checkbox", name=label, exact=True)
        self.reach(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def rank(self, item: str, code: str, place: str) -> None:
        """Give a choice its place by typing it."""
        name = self.label(item, code)
        box = self.asked(item, "group").get_by_role("combobox", name=name, exact=True)
        self.reach(box)
        self.page.keyboard.type(place)
        assert box.input_value() == place

    def write(self, item: str, text: str) -> None:
        """Write an answer."""
        self.reach(self.asked(item, "textbox"))
        self.page.keyboard.type(text)

    def reach(self, wanted: Locator) -> None:
        """Press the tabulator until a control has the focus, and shows that it has."""
        for _ in range(MOST_KEYS):
            if wanted.evaluate(FOCUSED):
                style = "one => getComputedStyle(one).outlineStyle"
                assert wanted.evaluate(style) != "none"
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{wanted} cannot be reached by keys")

    def _item(self, name: str) -> Item:
        return self._items[name]


def look(page: Page) -> None:
    """Check that a page keeps nobody out and is not scrolled sideways.

    The checker is a script, so the page as it stands is shown again where scripts run.
    """
    html, browser = page.content(), page.context.browser
    assert browser is not None
    with device(browser) as copy:
        copy.route(page.url, lambda route: route.fulfill(body=html, content_type=HTML))
        copy.goto(page.url)
        assert copy.evaluate(ROOM) == 0, page.url
        found = Axe().run(copy)
        assert found.violations_count == 0, found.generate_report()


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
        assert "do not take part" in page.get_by_role("heading", level=1).inner_text()
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
