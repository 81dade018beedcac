"""Invented people who open their link and answer over HTTP, each in a way of their own."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from flows.browsing import Browser, BrowsingError
from flows.forms import Control, Page, PageForm
from validation.questionnaire import Answer, Questionnaire, write_answer

MOST_PAGES = 60
FORM = "page"
ON, BACK, SEND = ("start", "next", "send"), "back", "send"

Written = Mapping[str, Mapping[str, Sequence[str]]]  # item → form field → its values


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody answers: the seconds they think on a page, and how often they do what else.

    `back` is how often they look at the page before again, `twice` how often they press a button
    two times, `leave` how often they leave for good, all a page.
    """

    think: tuple[float, float] = (0.0, 0.0)
    back: float = 0.0
    twice: float = 0.0
    leave: float = 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of a link: how many pages were sent, whether all were, and the last heading."""

    pages: int
    finished: bool
    heading: str


def write_answers(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Written:
    """Return what a respondent writes into the fields of each item."""
    return {
        item.id: write_answer(item, answers.get(item.id))
        for item in questionnaire.items()
        if item.id in answers
    }


class Respondent:
    """Somebody with a link, a browser and answers in mind.

    Args:
        browser: theirs.
        written: what they write into the fields of each item that they are shown.
        manner: theirs.
        random: from which their doings are drawn.
    """

    def __init__(self, browser: Browser, written: Written, manner: Manner, random: Random) -> None:
        self._browser = browser
        self._written = written
        self._manner = manner
        self._random = random

    async def visit(self, link: str) -> Visit:
        """Open the link and answer page by page until there is no more to answer.

        Raises:
            BrowsingError: a page that a person could not have used.
        """
        page = await self._browser.open(link)
        sent: list[str] = []
        while (form := answer_form(page)) is not None:
            if len(sent) == MOST_PAGES:
                raise BrowsingError(f"found no end after {MOST_PAGES} pages: {page.heading!r}.")
            await self._think()
            if self._does(self._manner.leave):
                break
            if sent[-1:] != [BACK] and self._does(self._manner.back):
                page = await self._look_back(form, page)
                sent.append(BACK)
                continue
            button = on_button(form)
            sent.append(button.value)
            page = await self._send(form, button)
        return Visit(len(sent), finished=SEND in sent, heading=page.heading)

    async def _send(self, form: PageForm, button: Control) -> Page:
        given = self._given(form)
        if not self._does(self._manner.twice):
            return await self._browser.send(form, given, button)
        # Both are on their way before either is answered; what the second leads to is seen.
        _, page = await asyncio.gather(*(self._browser.send(form, given, button) for _ in range(2)))
        return page

    async def _look_back(self, form: PageForm, page: Page) -> Page:
        """Return the page before this one, or this one where there is none.

        Raises:
            BrowsingError: an answer that was given there is gone.
        """
        button = form.button("go", BACK)
        if button is None:
            return page
        earlier = await self._browser.send(form, self._given(form), button)
        there = answer_form(earlier)
        if there is not None:
            lost = set(there.filled(self._given(there))) - set(there.filled({}))
            if lost:
                raise BrowsingError(f"found {sorted(lost)} lost on {earlier.heading!r}.")
        return earlier

    def _given(self, form: PageForm) -> dict[str, Sequence[str]]:
        given = {
            name: values
            for item in asked_items(form)
            for name, values in self._written.get(item, {}).items()
        }
        if lacking := form.lacking(given):
            raise BrowsingError(f"found no place for the answers {lacking}.")
        return given

    async def _think(self) -> None:
        seconds = self._random.uniform(*self._manner.think)
        if seconds:
            await asyncio.sleep(seconds)

    def _does(self, often: float) -> bool:
        return self._random.random() < often


def answer_form(page: Page) -> PageForm | None:
    """Return the form of a page that leads on: to the questions, through them, or to the end."""
    return next((one for one in page.forms if one.name == FORM and one.method == "post"), None)


def asked_items(form: PageForm) -> list[str]:
    """Return the items that a page asks: those with a field for an answer, or for why none."""
    fields = (one.name for one in form.controls if one.name.startswith(("a.", "o.")))
    return list(dict.fromkeys(name[2:].partition(":")[0] for name in fields))


def on_button(form: PageForm) -> Control:
    """Return the button that leads on.

    Raises:
        BrowsingError: there is none.
    """
    button = form.button("go", *ON)
    if button is None:
        raise BrowsingError(f"found no button to go on with at {form.action}.")
    return button
