"""What every page begins with: who asks, how they stand, and what their form holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from starlette.requests import Request

from validation.fieldwork import standing
from validation.store import PageSave, Visit
from validation.web.forms import Fields, one_of, read_form
from validation.web.gate import Gate
from validation.web.guests import Guest
from validation.web.keeping import Keeper
from validation.web.limits import Limits, network
from validation.web.origins import is_ours
from validation.web.taking import REFUSED, Link, Make, Posted
from validation.web.tokens import digest, is_form_key, is_token
from validation.web.turning import TurnedAway

T = TypeVar("T")
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where links are looked up and forms are taken in.

    Args:
        keeper: what knows of links, and keeps what is answered.
        gate: counts what is asked.
        limits: how much may be sent.
        now: the time.
        origin: where our pages are, such as https://survey.example.com.
        preview: whether nothing is kept.
    """

    keeper: Keeper
    gate: Gate
    limits: Limits
    now: Callable[[], datetime]
    origin: str
    preview: bool = False

    async def enter(self, request: Request, purpose: str) -> Guest:
        """Return who opens a link of a purpose.

        Raises:
            TurnedAway: there is no such link, or too much was asked.
        """
        link = self._link(request)
        with self.gate.looking_up(link.sha256, link.whose):
            visit = _known(await self.keeper.find(link.sha256), purpose)
        return link.guest(visit, await self.keeper.instrument(visit))

    async def welcome(self, request: Request, purpose: str = "answer") -> Guest:
        """Return who opens a link and may answer.

        Raises:
            TurnedAway: there is no such link, or answers are not taken there now.
        """
        guest = await self.enter(request, purpose)
        stands = standing(guest.visit, self.now())
        if stands != "welcome":
            raise TurnedAway(stands, guest)
        return guest

    async def take(self, request: Request, page: str, make: Make[T]) -> T:
        """Return what is made of a guest's form; what is to be kept of it is kept already.

        Args:
            request: what was sent.
            page: which form it must be.
            make: says what comes of it, and what is kept; it is called in a thread.

        Raises:
            TurnedAway: there is no such link, answers are not taken there now, or the form came
                from elsewhere or is too large.
        """
        link = self._link(request)
        with self.gate.looking_up(link.sha256, link.whose):
            fields = await read_form(request, self.limits)
            ours = self._is_ours(request, link.token, fields, page)
            posted = Posted(link, fields, ours, self.now(), make)
            done = await self.keeper.decide(link.sha256, posted.decide)
            if done is None or done.outcome is None:
                raise TurnedAway("unknown")
        return posted.made(done)

    async def form(self, request: Request, guest: Guest, page: str | None = None) -> Fields:
        """Return what a form of ours holds.

        Args:
            request: what was sent.
            guest: whose form it must be.
            page: which form; None for that which it says to be.

        Raises:
            TurnedAway: it came from elsewhere, or is too large.
        """
        fields = await read_form(request, self.limits)
        self.check(request, guest, fields, page)
        return fields

    def check(
        self, request: Request, guest: Guest, fields: Fields, page: str | None = None
    ) -> None:
        """Check that a form is ours, and its guest's.

        Raises:
            TurnedAway: it came from elsewhere.
        """
        if not self._is_ours(request, guest.token, fields, page):
            raise TurnedAway("forbidden", guest)

    async def keep(self, guest: Guest, save: PageSave) -> None:
        """Keep what a guest sent; it is kept when this returns.

        Raises:
            TurnedAway: answers are not taken there any more.
        """
        saving = await self.keeper.save(save)
        if saving != "saved":
            raise TurnedAway(REFUSED[saving], guest)

    async def submit(self, guest: Guest) -> None:
        """Make what a guest answered a response; a second time nothing changes.

        Raises:
            TurnedAway: answers are not taken there any more.
        """
        submitting = await self.keeper.submit(digest(guest.token), self.now())
        if submitting not in {"new", "already"}:
            raise TurnedAway(REFUSED[submitting], guest)

    def _link(self, request: Request) -> Link:
        token, whose = str(request.path_params["token"]), asking(request)
        if not is_token(token):
            self.gate.miss(whose)
            raise TurnedAway("unknown")
        path = f"{_beginning(request.scope['path'])}{token}"
        chosen = request.query_params.get("to") if request.scope["query_string"] else None
        return Link(path, token, digest(token), whose, chosen, self.preview)

    def _is_ours(self, request: Request, token: str, fields: Fields, page: str | None) -> bool:
        said = one_of(fields, PAGE)
        ours = is_ours(request.headers, self.origin) and page in {None, said}
        return ours and is_form_key(one_of(fields, "csrf"), token, said)


def asking(request: Request) -> str:
    """Return the address that asks, as its limits know it."""
    return network(request.client.host if request.client else "")


def _known(visit: Visit | None, purpose: str) -> Visit:
    if visit is None or visit.purpose != purpose:
        raise TurnedAway("unknown")
    return visit


def _beginning(path: str) -> str:
    return f"/{path.split('/', 2)[1]}/"
