"""The stand-in's inbox, to be looked at and to be counted."""

from functools import cache

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from validation.mail.standin.answers import errors
from validation.mail.standin.checking import error
from validation.mail.standin.state import Standin

MOST_SHOWN = 50
# Mail may carry anything: its page may not run, load or send a thing.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src 'self'"


def add_inbox(app: FastAPI, standin: Standin) -> None:
    """Add the mail that was taken, as pages and as JSON."""

    @app.get("/inbox")
    async def show_inbox() -> Response:
        mails = standin.inbox.mails
        page = _pages().get_template("inbox.html.j2")
        text = page.render(mails=mails[::-1][:MOST_SHOWN], n=len(mails))
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})

    @app.get("/inbox.json")
    async def list_inbox() -> Response:
        return JSONResponse([one.listed() for one in standin.inbox.mails])

    @app.get("/requests.json")
    async def list_requests() -> Response:
        return JSONResponse(list(standin.inbox.requests))

    @app.get("/requests/{number}.json")
    async def show_request(number: int) -> Response:
        found = standin.inbox.requests[number - 1 : number] if number > 0 else ()
        return JSONResponse(found[0]) if found else errors(404, error("No such request."))

    @app.delete("/inbox")
    async def empty_inbox() -> Response:
        standin.inbox.clear()
        return Response(status_code=204)

    @app.get("/_local/mails")
    async def find_mails(request: Request) -> Response:
        wanted = dict(request.query_params)
        return JSONResponse([one.listed() for one in standin.inbox.find(wanted)])

    @app.get("/_local/copies/{name}")
    async def count_copies(name: str) -> Response:
        return JSONResponse(standin.inbox.count(name))


@cache
def _pages() -> Environment:
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("validation.mail.standin", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
