"""Somebody who answers with keys alone, and a close look at every page on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.e2e.looking import wrong_with
from tests.e2e.respondent_gallery import questionnaire
from validation.questionnaire import Item
from validation.rendering.respondent.catalogues import catalogue

PHONE, HEIGHT = 320, 640
SCREENS: WeakKeyDictionary[Browser, Page] = WeakKeyDictionary()
MOST_KEYS = 80
HTML = "text/html; charset=utf-8"
ROOM = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "one => one === document.activeElement"
Role = Literal["button", "checkbox", "combobox", "radio", "radiogroup", "textbox", "group"]


@contextmanager
def device(browser: Browser, *, scripts: bool = True) -> Iterator[Page]:
    """Yield the smallest phone, new to everything."""
    view: ViewportSize = {"width": PHONE, "height": HEIGHT}
    with browser.new_context(viewport=view, java_script_enabled=scripts) as context:
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
    copy = _screen(browser)
    copy.unroute_all()
    copy.route(page.url, lambda route: route.fulfill(body=html, content_type=HTML))
    copy.goto(page.url)
    assert copy.evaluate(ROOM) == 0, page.url
    assert wrong_with(copy) == [], page.url


def _screen(browser: Browser) -> Page:
    """Return a page that shows nothing but copies; all who look share it."""
    if browser not in SCREENS:
        context = browser.new_context(viewport={"width": PHONE, "height": HEIGHT})
        SCREENS[browser] = context.new_page()
    return SCREENS[browser]
