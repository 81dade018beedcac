"""Open links: whoever takes one gets a personal link, made when they ask for it and not before."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from validation.store import Minted, mint_invitation
from validation.web.desk import Desk, asking
from validation.web.forms import one_of
from validation.web.guests import SEE_OTHER, Guest
from validation.web.storing import StoreKeeper
from validation.web.tokens import digest, new_token

OPEN = "open"
START = "start"


class Opening:
    """The handlers of open links.

    Args:
        desk: where links are looked up and forms are taken in.
        keeper: keeps the links that are made.
    """

    def __init__(self, desk: Desk, keeper: StoreKeeper) -> None:
        self._desk = desk
        self._keeper = keeper

    async def show(self, request: Request) -> Response:
        """Show what the link is, and a button."""
        guest = await self._desk.welcome(request, OPEN)
        return HTMLResponse(guest.pages.start(guest.visitor(START)))

    async def mint(self, request: Request) -> Response:
        """Make a personal link and go there."""
        guest = await self._desk.welcome(request, OPEN)
        fields = await self._desk.form(request, guest, START)
        self._desk.gate.make(asking(request))
        token, now = new_token(), self._desk.now()
        minted = self._minted(guest, token, one_of(fields, "language"))
        await self._keeper.change(lambda connection: mint_invitation(connection, minted, now=now))
        return RedirectResponse(f"/r/{token}", SEE_OTHER)

    @staticmethod
    def _minted(guest: Guest, token: str, language: str) -> Minted:
        chosen = guest.pages.language(language)
        return Minted(digest(guest.token), digest(token), chosen, guest.visit.expires_at)
