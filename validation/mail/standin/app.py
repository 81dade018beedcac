"""The stand-in's pages: the API's one call, the inbox, and the troubles to make."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from time import time
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.middleware.trustedhost import TrustedHostMiddleware

from validation.mail.standin.checking import LONGEST_MESSAGE, Error, check_request, error
from validation.mail.standin.faults import Fault, Faults
from validation.mail.standin.inbox import Inbox

LIMIT = 600
MOST_SHOWN = 50
# Mail may carry anything: its page may not run, load or send a thing.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src 'self'"
Transports = dict[tuple[str, int], asyncio.Transport]


@dataclass(frozen=True, slots=True)
class Standin:
    """What the stand-in knows: its key, its mail, the troubles to come, and who is connected."""

    key: str
    inbox: Inbox = field(default_factory=Inbox)
    faults: Faults = field(default_factory=Faults)
    transports: Transports = field(default_factory=dict)
    clock: Callable[[], float] = time


def build_app(standin: Standin) -> FastAPI:
    """Return the web application of a stand-in."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # A page elsewhere must not reach it under a name of its own that leads to this machine.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    _add_sending(app, standin)
    _add_inbox(app, standin)
    _add_faults(app, standin)
    return app


def _add_sending(app: FastAPI, standin: Standin) -> None:
    @app.post("/v3/mail/send")
    async def send_mail(request: Request) -> Response:
        if request.headers.get("Authorization") != f"Bearer {standin.key}":
            return _errors(401, error("The key is invalid, expired or revoked."))
        body = await request.body()
        fault = standin.faults.take()
        if fault is None:
            return _answer(standin, request, body)
        answer = _answer(standin, request, body) if fault.takes else Response(status_code=500)
        return await TROUBLES[fault.kind](standin, request, fault, answer)


def _add_inbox(app: FastAPI, standin: Standin) -> None:
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
        return JSONResponse(found[0]) if found else _errors(404, error("No such request."))

    @app.delete("/inbox")
    async def empty_inbox() -> Response:
        standin.inbox.clear()
        return Response(status_code=204)


def _add_faults(app: FastAPI, standin: Standin) -> None:
    @app.post("/faults")
    async def add_fault(fault: Fault) -> Response:
        standin.faults.add(fault)
        return Response(status_code=204)

    @app.delete("/faults")
    async def clear_faults() -> Response:
        standin.faults.clear()
        return Response(status_code=204)


def _answer(standin: Standin, request: Request, body: bytes) -> Response:
    if request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
        return _errors(415, error("The request must be application/json."))
    if len(body) > LONGEST_MESSAGE:
        return _errors(413, error("The message is larger than 30 MB."))
    try:
        payload = json.loads(body)
    except ValueError:
        return _errors(400, error("The request is not JSON."))
    errors = check_request(payload)
    return _errors(400, *errors) if errors else _take(standin, payload)


def _take(standin: Standin, payload: dict[str, Any]) -> Response:
    settings = payload.get("mail_settings", {})
    if settings.get("sandbox_mode", {}).get("enable"):
        return Response(status_code=200, headers=_limit(standin))
    message_id = standin.inbox.accept(payload)
    return Response(status_code=202, headers={"X-Message-Id": message_id} | _limit(standin))


async def _refuse(_: Standin, __: Request, fault: Fault, ___: Response) -> Response:
    return _errors(fault.status, error(f"Trouble that was asked for: {fault.status}."))


async def _slow_down(standin: Standin, _: Request, fault: Fault, __: Response) -> Response:
    answer = _errors(429, error("too many requests"))
    answer.headers.update(_limit(standin, 0, fault.seconds))
    return answer


async def _spend(standin: Standin, _: Request, fault: Fault, answer: Response) -> Response:
    answer.headers.update(_limit(standin, 0, fault.seconds))
    return answer


async def _hang(_: Standin, request: Request, __: Fault, answer: Response) -> Response:
    await _gone(request)
    return answer


async def _cut(standin: Standin, request: Request, __: Fault, answer: Response) -> Response:
    if request.client is not None:
        standin.transports[request.client.host, request.client.port].abort()
    await _gone(request)
    return answer


TROUBLES = {
    "answer": _refuse,
    "slow_down": _slow_down,
    "spent": _spend,
    "hang": _hang,
    "cut": _cut,
}


async def _gone(request: Request) -> None:
    """Wait until the other side has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _limit(standin: Standin, left: int = LIMIT, seconds: int = 60) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(LIMIT),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": str(int(standin.clock()) + seconds),
    }


def _errors(status: int, *errors: Error) -> Response:
    return JSONResponse({"errors": list(errors)}, status_code=status)


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("validation.mail.standin", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
