"""Which address leads to which handler, and how each is described to who tests it."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from validation.rendering import assets
from validation.web.answering import Answering
from validation.web.desk import Desk
from validation.web.forms import FORM
from validation.web.hooks import Hooks
from validation.web.leaving import Leaving, Unsubscribing
from validation.web.opening import Opening
from validation.web.shortcut import Shortcut

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
TOKEN = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}
FIELDS: dict[str, Any] = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("csrf", "page", "language", "go", "to")},
    "additionalProperties": {"type": "string"},
}


class PlainRoute(APIRoute):
    """A route whose handler takes the request itself: there is nothing to work out before it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler as it is."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return handler


def add_answering(app: FastAPI, desk: Desk, beginning: str) -> None:
    """Add the pages of who answers, below an address such as /r."""
    answering, leaving = Answering(desk), Leaving(desk)
    below = f"{beginning}/{{token}}"
    most = {"GET": answering.show_page, "POST": answering.save_page}
    app.add_middleware(Shortcut, beginning=beginning, handlers=most)
    _add(app, f"{below}/{{number:int}}", answering.show_page, answering.save_page)
    _add(app, below, answering.show_consent, answering.start)
    _add(app, f"{below}/review", answering.show_review, answering.submit)
    _add(app, f"{below}/thanks", answering.show_thanks)
    _post(app, f"{below}/language", answering.switch_language)
    _add(app, f"{below}/decline", leaving.ask_decline, leaving.decline)
    _add(app, f"{below}/erase", leaving.ask_erase, leaving.erase)


def add_doors(app: FastAPI, stopping: Unsubscribing, opening: Opening, hooks: Hooks) -> None:
    """Add unsubscribing, open links, and what the mail service tells."""
    _add(app, "/u/{token}", stopping.ask, stopping.stop)
    _add(app, "/o/{token}", opening.show, opening.mint)
    events = {"content": {"application/json": {"schema": {"type": "array"}}}}
    _post(app, "/hooks/mail", hooks.take_mail_events, body=events)


def add_events(app: FastAPI, take: Handler) -> None:
    """Add where other software tells what happened to contacts."""
    text = {"type": "string", "minLength": 1, "maxLength": 200}
    event = {
        "type": "object",
        "required": ["event", "contact"],
        "properties": {
            "event": text,
            "contact": text,
            "at": {"type": "string", "format": "date-time"},
            "key": text,
            "attributes": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        "additionalProperties": False,
    }
    many = {"type": "array", "items": event, "minItems": 1, "maxItems": 500}
    body = {"content": {"application/json": {"schema": {"oneOf": [event, many]}}}}
    _post(app, "/hooks/events", take, body=body)


def add_shared(app: FastAPI, healthy: Callable[[], Awaitable[object]]) -> None:
    """Add the files of pages, and the answer to whether the server is well."""
    files = {asset.address: asset for asset in assets().values()}

    async def show_asset(request: Request) -> Response:
        asset = files.get(request.scope["path"])
        if asset is None:
            return PlainTextResponse("No such file.", 404)
        return Response(asset.content, media_type=asset.media_type, headers=FOR_EVER)

    async def show_health(_: Request) -> Response:
        await healthy()
        return PlainTextResponse("well")

    async def show_robots(_: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    _add(app, "/assets/{name}", show_asset)
    _add(app, "/health", show_health)
    _add(app, "/robots.txt", show_robots)


def _add(app: FastAPI, path: str, show: Handler, take: Handler | None = None) -> None:
    described = {"parameters": _parameters(path)}
    shown: dict[str, Any] = {"response_class": HTMLResponse, "response_model": None}
    app.add_api_route(path, show, methods=["GET"], openapi_extra=described, **shown)
    if take is not None:
        _post(app, path, take)
    # Scanners of mail ask so; nothing changes by it.
    app.add_api_route(path, show, methods=["HEAD"], include_in_schema=False, **shown)


def _post(app: FastAPI, path: str, take: Handler, *, body: dict[str, Any] | None = None) -> None:
    form = {"content": {FORM: {"schema": FIELDS}}}
    described = {"parameters": _parameters(path), "requestBody": body or form}
    app.add_api_route(
        path,
        take,
        methods=["POST"],
        openapi_extra=described,
        response_class=HTMLResponse,
        response_model=None,
    )


def _parameters(path: str) -> list[dict[str, Any]]:
    kinds = {"{token}": ("token", TOKEN), "{number:int}": ("number", {"type": "integer"})}
    kinds["{name}"] = ("name", {"type": "string"})
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for place, (name, schema) in kinds.items()
        if place in path
    ]
