"""The stand-in's one call of the API, and the troubles that it makes on the way."""

import json
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from validation.mail.standin.answers import errors
from validation.mail.standin.checking import LONGEST_MESSAGE, check_request, error
from validation.mail.standin.controls import add_controls
from validation.mail.standin.faults import Fault
from validation.mail.standin.pages import add_inbox
from validation.mail.standin.state import Standin

LIMIT = 600


def build_app(standin: Standin) -> FastAPI:
    """Return the web application of a stand-in."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # A page elsewhere must not reach it under a name of its own that leads to this machine.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    _add_sending(app, standin)
    add_inbox(app, standin)
    add_controls(app, standin)
    return app


def _add_sending(app: FastAPI, standin: Standin) -> None:
    @app.post("/v3/mail/send")
    async def send_mail(request: Request) -> Response:
        if request.headers.get("Authorization") != f"Bearer {standin.key}":
            return errors(401, error("The key is invalid, expired or revoked."))
        body = await request.body()
        fault = standin.faults.take()
        if fault is None:
            return _answer(standin, request, body)
        answer = _answer(standin, request, body) if fault.takes else Response(status_code=500)
        return await TROUBLES[fault.kind](standin, request, fault, answer)


def _answer(standin: Standin, request: Request, body: bytes) -> Response:
    if request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
        return errors(415, error("The request must be application/json."))
    if len(body) > LONGEST_MESSAGE:
        return errors(413, error("The message is larger than 30 MB."))
    try:
        payload = json.loads(body)
    except ValueError:
        return errors(400, error("The request is not JSON."))
    found = check_request(payload)
    return errors(400, *found) if found else _take(standin, payload)


def _take(standin: Standin, payload: dict[str, Any]) -> Response:
    settings = payload.get("mail_settings", {})
    if settings.get("sandbox_mode", {}).get("enable"):
        return Response(status_code=200, headers=_limit(standin))
    message_id = standin.accept(payload)
    return Response(status_code=202, headers={"X-Message-Id": message_id} | _limit(standin))


async def _refuse(_: Standin, __: Request, fault: Fault, ___: Response) -> Response:
    return errors(fault.status, error(f"Trouble that was asked for: {fault.status}."))


async def _slow_down(standin: Standin, _: Request, fault: Fault, __: Response) -> Response:
    answer = errors(429, error("too many requests"))
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
        standin.connections.cut((request.client.host, request.client.port))
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
