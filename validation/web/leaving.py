"""The pages of who does not want to: declining, erasing answers, unsubscribing; never by GET."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from validation.rendering import StudyNotice
from validation.store import Erasing, suppress_linked
from validation.web.desk import Desk
from validation.web.forms import one_of, parse_form, read_body
from validation.web.guests import Guest
from validation.web.storing import StoreKeeper
from validation.web.tokens import digest

DECLINE, ERASE, STOP = "decline", "erase", "stop"
ONE_CLICK = (b"List-Unsubscribe", b"One-Click")
EVERYWHERE = "*"
ERASED: dict[Erasing, StudyNotice] = {
    "erased": "erased",
    "nothing": "erased",
    "anonymous": "answered",
    "unknown": "erased",
}


class Leaving:
    """The handlers of leaving a survey; both work also when it has ended.

    Args:
        desk: where links are looked up and forms are taken in.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def ask_decline(self, request: Request) -> Response:
        """Ask whether somebody does not want to take part."""
        guest = await self._desk.welcome(request)
        return HTMLResponse(guest.pages.decline(guest.visitor(DECLINE)))

    async def decline(self, request: Request) -> Response:
        """Keep that somebody does not take part, and tell it on their own page."""
        guest = await self._desk.enter(request, "answer")
        await self._desk.form(request, guest, DECLINE)
        await self._desk.keeper.decline(guest.code, self._desk.now())
        return guest.going(None)

    async def ask_erase(self, request: Request) -> Response:
        """Ask whether all answers are to be erased."""
        guest = await self._desk.enter(request, "answer")
        if guest.cut:
            return guest.notice("answered")
        return HTMLResponse(guest.pages.erase(guest.visitor(ERASE)))

    async def erase(self, request: Request) -> Response:
        """Erase all answers."""
        guest = await self._desk.enter(request, "answer")
        await self._desk.form(request, guest, ERASE)
        erased = await self._desk.keeper.erase(guest.code, self._desk.now())
        return guest.notice(ERASED[erased], 200)


class Unsubscribing:
    """The handlers of unsubscribing; the link alone shows who it is (RFC 8058).

    Args:
        desk: where links are looked up and forms are taken in.
        keeper: keeps who gets no more mail.
    """

    def __init__(self, desk: Desk, keeper: StoreKeeper) -> None:
        self._desk = desk
        self._keeper = keeper

    async def ask(self, request: Request) -> Response:
        """Show a button, for scanners open links too."""
        guest = await self._desk.enter(request, STOP)
        return HTMLResponse(guest.pages.unsubscribe(guest.visitor(STOP)))

    async def stop(self, request: Request) -> Response:
        """Send nothing more: of all studies when the mail program asks, else what was chosen.

        A reader of digests who asks so is told of the study no more.
        """
        guest = await self._desk.enter(request, STOP)
        body = await read_body(request, self._desk.limits)
        if not all(part in body for part in ONE_CLICK):
            return await self._chosen(request, guest, body)
        # Who reads digests is no respondent, and ends those of the study alone.
        await self._suppress(guest, guest.visit.study if guest.reads else EVERYWHERE)
        return guest.notice("stopped")

    async def _chosen(self, request: Request, guest: Guest, body: bytes) -> Response:
        fields = parse_form(body, self._desk.limits)
        self._desk.check(request, guest, fields, STOP)
        everywhere = one_of(fields, "scope") == "all"
        await self._suppress(guest, EVERYWHERE if everywhere else guest.visit.study)
        return guest.notice("stopped")

    async def _suppress(self, guest: Guest, scope: str) -> None:
        now = self._desk.now()
        await self._keeper.change(
            lambda connection: suppress_linked(
                connection, digest(guest.token), scope, "unsubscribed", now=now
            )
        )
