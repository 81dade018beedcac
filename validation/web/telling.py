"""Pages for who is turned away, and for what is not there."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from validation.language import SHIPPED
from validation.rendering import Notice, render_notice
from validation.web.turning import STATUS, TurnedAway

LONGEST = 200
FALLBACK = "en"
# Where nothing is known of who asks, nothing of a study is said.
GENERAL: dict[str, Notice] = {
    "unknown": "unknown",
    "forbidden": "forbidden",
    "too_large": "too_large",
    "too_many": "too_many",
    "busy": "busy",
}


async def turn_away(request: Request, turned: Exception) -> Response:
    """Return the page of who is turned away, in their language where it is known."""
    if not isinstance(turned, TurnedAway):
        raise turned
    if turned.guest is not None and turned.reason != "unknown":
        answer = turned.guest.notice(turned.reason, turned.status)
    else:
        answer = notice(request.scope, GENERAL.get(turned.reason, "failed"), turned.status)
    answer.headers.update(turned.headers)
    return answer


async def not_there(request: Request, error: Exception) -> Response:
    """Return the page of an address that leads nowhere, or not by this method."""
    if not isinstance(error, HTTPException):
        raise error
    answer = notice(request.scope, "unknown", error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def busy(request: Request, _: Exception) -> Response:
    """Return the page of when too many wait for the database."""
    turned = TurnedAway("busy")
    return await turn_away(request, turned)


def failed(scope: Scope) -> Response:
    """Return the page of when something of ours went wrong."""
    return notice(scope, "failed", STATUS["failed"])


def notice(scope: Scope, kind: Notice, status: int) -> Response:
    """Return a page in the language that a browser asks for."""
    said = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
    return HTMLResponse(render_notice(kind, wished(said.decode("latin-1"))), status)


def wished(accepted: str) -> str:
    """Return the first of our languages that a browser accepts.

    >>> wished("de-DE, sv;q=0.8, en;q=0.5"), wished("de")
    ('sv', 'en')
    """
    ranked = [_ranked(one) for one in accepted[:LONGEST].split(",")]
    ranked.sort(key=lambda one: -one[0])
    tags = [tag.split("-")[0] for weight, tag in ranked if weight > 0]
    return next((tag for tag in tags if tag in SHIPPED), FALLBACK)


def _ranked(written: str) -> tuple[float, str]:
    tag, _, weight = written.strip().lower().partition(";q=")
    try:
        return float(weight or 1), tag
    except ValueError:
        return 0.0, tag
