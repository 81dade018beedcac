"""The pages of who answers: consent, one section a page, the review, the thanks."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from validation.questionnaire import Answer, Checked, PageItems
from validation.store import PageSave
from validation.web.desk import Desk
from validation.web.forms import Fields, one_of, read_form
from validation.web.guests import CONSENT, REVIEW, THANKS, Guest
from validation.web.noting import TRAP, Sent, page_save, start_save
from validation.web.turning import TurnedAway

BAD_FORM = 422
# On a page that says what is lost by leaving it now.
WARNED = "warned"
SHA256 = re.compile(r"[0-9a-f]{64}")


class Turn(NamedTuple):
    """A page that was sent: by whom, which, what it holds, and all answers with it.

    `go` is the button that was pressed, `warned` whether it stood there what is lost.
    """

    guest: Guest
    page: PageItems
    checked: Checked
    answers: Mapping[str, Answer]
    go: str
    warned: bool


class Answering:
    """The handlers of the pages.

    Args:
        desk: where links are looked up and forms are taken in.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show_consent(self, request: Request) -> Response:
        """Tell what the answers are for, before anything is asked."""
        guest = await self._desk.welcome(request)
        visitor = guest.visitor(CONSENT)
        return HTMLResponse(guest.pages.consent(visitor, resume=guest.started))

    async def start(self, request: Request) -> Response:
        """Keep that somebody agreed, and go to the first page that they have not seen."""
        guest = await self._desk.welcome(request)
        fields = await self._desk.form(request, guest, CONSENT)
        language = _language(guest, fields)
        consent = _consent(guest, fields, language)
        await self._desk.keep(guest, start_save(guest, language, consent, self._desk.now()))
        return guest.going(guest.form.open_page(guest.answers) or REVIEW)

    async def show_page(self, request: Request) -> Response:
        """Show a section with what was answered there."""
        guest = await self._desk.welcome(request)
        page = _page(request, guest)
        if page is None:
            return guest.going_on(guest.answers)
        visitor = guest.visitor(str(page.number))
        return HTMLResponse(guest.pages.section(page, visitor, guest.answers))

    async def save_page(self, request: Request) -> Response:
        """Keep the answers of a section, then go where the button leads."""
        number = int(request.path_params["number"])

        def turn_page(guest: Guest, fields: Fields) -> tuple[Turn | Guest, PageSave | None]:
            page = guest.form.page(number, guest.answers) if guest.started else None
            return (guest, None) if page is None else self._turn(guest, page, fields)

        turn = await self._desk.take(request, str(number), turn_page)
        if isinstance(turn, Guest):
            return turn.going_on(turn.answers)
        if turn.checked.unread and not turn.warned:
            return _again(turn)
        return LEADING.get(turn.go, _next)(turn)

    async def switch_language(self, request: Request) -> Response:
        """Show the same page in another language; what was answered on it is kept."""
        guest = await self._desk.welcome(request)
        fields = await self._desk.form(request, guest)
        wished, said = guest.pages.language(one_of(fields, "to")), one_of(fields, "page")
        if not guest.started:
            return guest.going(PLACES.get(said), wished)
        number = int(said) if said.isascii() and said.isdigit() else 0
        page = guest.form.page(number, guest.answers)
        if page is None:
            await self._desk.keep(guest, page_save(guest, Sent({}, wished), self._desk.now()))
            return guest.going(PLACES.get(said))
        turn = await self._keep(guest, page, fields, wished)
        if turn.checked.unread:
            return _again(turn._replace(guest=replace(guest, chosen=wished)))
        return guest.going(page.number)

    async def show_review(self, request: Request) -> Response:
        """Show all answers before they are sent."""
        guest = await self._desk.welcome(request)
        if not guest.started:
            return guest.going(None)
        return _review(guest)

    async def submit(self, request: Request) -> Response:
        """Make the answers a response, once; a second time nothing changes."""
        try:
            guest = await self._desk.welcome(request)
        except TurnedAway as turned:
            return await self._thanked(request, turned)
        fields = await self._desk.form(request, guest, REVIEW)
        if one_of(fields, "go") == "back":
            return guest.going(_last(guest))
        if not guest.started or any(guest.form.missing(guest.answers)):
            return _review(guest, BAD_FORM)
        if one_of(fields, TRAP):
            sent = Sent({}, guest.language, trapped=True)
            await self._desk.keep(guest, page_save(guest, sent, self._desk.now()))
        await self._desk.submit(guest)
        return guest.going(THANKS, guest.language)

    async def _thanked(self, request: Request, turned: TurnedAway) -> Response:
        """Thank who has sent the same form before, in its language; let others be turned away."""
        if turned.reason != "answered" or turned.guest is None:
            raise turned
        fields = await read_form(request, self._desk.limits)
        return turned.guest.going(THANKS, one_of(fields, "language"))

    async def show_thanks(self, request: Request) -> Response:
        """Thank for the answers, where they have arrived."""
        guest = await self._desk.enter(request, "answer")
        return guest.notice(THANKS) if guest.visit.answered else guest.going(None)

    async def _keep(self, guest: Guest, page: PageItems, fields: Fields, language: str) -> Turn:
        turn, save = self._turn(guest, page, fields, language)
        await self._desk.keep(guest, save)
        return turn

    def _turn(
        self, guest: Guest, page: PageItems, fields: Fields, language: str | None = None
    ) -> tuple[Turn, PageSave]:
        checked = guest.form.check_page(page.number, fields, guest.answers)
        answers = {**guest.answers, **checked.answers}
        spoken, trapped = language or _language(guest, fields), bool(one_of(fields, TRAP))
        sent = Sent(checked.answers, spoken, page.section.id, trapped)
        go, warned = one_of(fields, "go"), bool(one_of(fields, WARNED))
        turn = Turn(guest, page, checked, answers, go, warned)
        return turn, page_save(guest, sent, self._desk.now())


def _next(turn: Turn) -> Response:
    """Go on, unless something on the page has to be mended or came up with its answers."""
    guest, page = turn.guest, turn.page
    if turn.checked.problems or turn.checked.more:
        return _again(turn)
    return guest.going(guest.form.next_page(page.number, turn.answers) or REVIEW)


def _back(turn: Turn) -> Response:
    return turn.guest.going(turn.guest.form.previous_page(turn.page.number, turn.answers))


def _later(turn: Turn) -> Response:
    return turn.guest.notice("saved")


LEADING = {"next": _next, "back": _back, "later": _later}
# The pages beside those of sections, by the name that their forms give.
PLACES = {REVIEW: REVIEW, "decline": "decline", "erase": "erase"}


def _again(turn: Turn) -> Response:
    guest, number = turn.guest, turn.page.number
    page = guest.form.page(number, turn.answers) or turn.page
    visitor = guest.visitor(str(number))
    text = guest.pages.section(page, visitor, turn.answers, turn.checked)
    return HTMLResponse(text, BAD_FORM if turn.checked.problems else 200)


def _page(request: Request, guest: Guest) -> PageItems | None:
    """Return the page that is asked for, None where it is not asked of this guest."""
    number = int(request.path_params["number"])
    return guest.form.page(number, guest.answers) if guest.started else None


def _review(guest: Guest, status: int = 200) -> Response:
    missing = guest.form.missing(guest.answers) if status == BAD_FORM else ()
    pages = guest.form.pages_of(guest.answers)
    text = guest.pages.review(pages, guest.visitor(REVIEW), guest.answers, missing)
    return HTMLResponse(text, status)


def _last(guest: Guest) -> int | None:
    pages = guest.form.pages_of(guest.answers)
    return pages[-1].number if pages else None


def _consent(guest: Guest, fields: Fields, language: str) -> str:
    """Return the SHA-256 of the text that was shown, which may be another than it is now."""
    said = one_of(fields, "consent")
    return said if SHA256.fullmatch(said) else guest.pages.consent_version(language)


def _language(guest: Guest, fields: Fields) -> str:
    return guest.pages.language(one_of(fields, "language") or guest.language)
