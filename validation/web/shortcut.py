"""The pages that are asked for most, led to their handlers without a router."""

import re
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from validation.errors import StoreBusyError
from validation.web.telling import busy, turn_away
from validation.web.turning import TurnedAway

Handler = Callable[[Request], Awaitable[Response]]


class Shortcut:
    """Answers the pages of sections itself and leaves everything else to the application.

    Whoever is led here is led to the same handlers as by the application's own routes, which
    describe these pages too; finding the route and going in and out of the framework's layers takes
    longer than a page does.

    Args:
        app: the application.
        beginning: of the addresses of pages, such as /r.
        handlers: what answers there, by method.
    """

    def __init__(self, app: ASGIApp, *, beginning: str, handlers: Mapping[str, Handler]) -> None:
        self._app = app
        self._page = re.compile(rf"{re.escape(beginning)}/([A-Za-z0-9_-]{{43}})/([0-9]{{1,6}})")
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        handler = self._handlers.get(scope["method"]) if scope["type"] == "http" else None
        found = None if handler is None else self._page.fullmatch(scope["path"])
        if handler is None or found is None:
            await self._app(scope, receive, send)
            return
        scope["path_params"] = {"token": found[1], "number": int(found[2])}
        answer = await _answer(handler, Request(scope, receive))
        await answer(scope, receive, send)


async def _answer(handler: Handler, request: Request) -> Response:
    try:
        return await handler(request)
    except TurnedAway as turned:
        return await turn_away(request, turned)
    except StoreBusyError as error:
        return await busy(request, error)
