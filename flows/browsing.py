"""A browser without JavaScript: it opens pages, sends their forms, and notes what it waited for."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from flows.forms import Control, Given, Page, PageForm, read_page

HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en;q=0.9",
    "User-Agent": "Mozilla/5.0 (a browser of the demo, without JavaScript)",
}
# Our pages send no referrer, so a browser does not say which page a form was on.
POSTED = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Origin": "null",
    "Sec-Fetch-Site": "same-origin",
}
MOST_HOPS = 5
SEE_OTHER = 303


class BrowsingError(Exception):
    """A page that a person could not have used."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its method, how long its answer took, and the answer's status."""

    method: str
    seconds: float
    status: int


class Browser:
    """The browser of one person.

    Args:
        client: that of many, so that connections are shared as a proxy in front shares them.
        told: is told of every request.
    """

    def __init__(self, client: httpx.AsyncClient, told: Callable[[Asked], None]) -> None:
        self._client = client
        self._told = told

    async def open(self, address: str) -> Page:
        """Return the page at an address.

        Raises:
            BrowsingError: it cannot be had, or is an error page.
        """
        return await self._follow(await self._ask("GET", address))

    async def send(self, form: PageForm, given: Given, button: Control | None = None) -> Page:
        """Return the page that a form leads to.

        Raises:
            BrowsingError: it cannot be had, or is an error page.
        """
        content = urlencode(form.filled(given, button))
        return await self._follow(await self._ask("POST", form.target(button), content))

    async def _follow(self, response: httpx.Response) -> Page:
        for _ in range(MOST_HOPS):
            if response.status_code != SEE_OTHER:
                break
            address = str(response.url.join(response.headers["Location"]))
            response = await self._ask("GET", address)
        if response.status_code >= httpx.codes.BAD_REQUEST or response.is_redirect:
            heading = read_page(response.text, str(response.url)).heading
            raise BrowsingError(f"{response.request.method}: {response.status_code} {heading}")
        return read_page(response.text, str(response.url))

    async def _ask(self, method: str, address: str, content: str | None = None) -> httpx.Response:
        headers = HEADERS if content is None else HEADERS | POSTED
        start = time.perf_counter()
        try:
            response = await self._client.request(
                method, address, content=content, headers=headers, follow_redirects=False
            )
        except httpx.HTTPError as error:
            self._told(Asked(method, time.perf_counter() - start, 0))
            raise BrowsingError(f"{method}: {type(error).__name__}") from error
        self._told(Asked(method, time.perf_counter() - start, response.status_code))
        return response
