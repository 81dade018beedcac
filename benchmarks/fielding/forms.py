"""The real forms of a wave's pages, each with the key of its own link, as wrk sends them."""

import hmac
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import httpx

from benchmarks.fielding.hammering import Line
from benchmarks.fielding.waves import Invited, Opened
from flows.forms import PageForm, read_page
from flows.respondents import answer_form, asked_items, on_button
from validation.questionnaire import Form


def page_lines(opened: Opened) -> Iterator[Line]:
    """Yield a GET of every page of everybody, page by page."""
    for number in page_numbers(opened):
        yield from (Line(f"{one.path}/{number}") for one in opened.invited)


def form_lines(opened: Opened, address: str) -> Iterator[Line]:
    """Yield a POST of every page of everybody, page by page, but for the first.

    The first says which others are asked; it is answered when the wave is opened.
    """
    for number in page_numbers(opened)[1:]:
        form = read_form(opened.invited[0], number, address)
        pressed = on_button(form)
        for one in opened.invited:
            own = {"csrf": [form_key(one.token, str(number))]}
            said = [one.written.get(item, {}) for item in asked_items(form)]
            given = {name: values for fields in said for name, values in fields.items()}
            yield Line(f"{one.path}/{number}", urlencode(form.filled(given | own, pressed)))


def page_numbers(opened: Opened) -> Sequence[int]:
    """Return the pages that the first of the invited is asked."""
    form = Form(opened.questionnaire)
    return [page.number for page in form.pages_of(opened.invited[0].answers)]


def read_form(one: Invited, number: int, address: str) -> PageForm:
    """Return the form of a page as it is served."""
    where = f"{address}{one.path}/{number}"
    served = httpx.get(where, trust_env=False)
    form = answer_form(read_page(served.text, where))
    if form is None or form.values("csrf") != [form_key(one.token, str(number))]:
        raise AssertionError(f"page {number}: found {served.status_code}, without its form.")
    return form


def form_key(token: str, page: str) -> str:
    """Return what a form carries; without it the page is refused."""
    return hmac.digest(token.encode(), page.encode(), "sha256").hex()
