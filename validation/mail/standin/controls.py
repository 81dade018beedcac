"""What a test or a demo asks of the stand-in: troubles, suppressions, and telling events."""

import asyncio
from typing import Annotated

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from validation.mail.standin.faults import Fault
from validation.mail.standin.state import Standin
from validation.mail.standin.webhook import Target

NOTHING = 204
SOON = 0.05
AGAIN = 1.0


class Absence(BaseModel):
    """How long no connection is taken."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: Annotated[float, Field(ge=0, le=60)]


class Suppressed(BaseModel):
    """An address that gets no mail any more, and why, in the service's own words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    email: str
    reason: str = "Unsubscribed Address"


def add_controls(app: FastAPI, standin: Standin) -> None:
    """Add what the service does not have."""
    _add_faults(app, standin)
    _add_suppressions(app, standin)
    _add_webhook(app, standin)


def _add_faults(app: FastAPI, standin: Standin) -> None:
    @app.post("/faults")
    async def add_fault(fault: Fault) -> Response:
        standin.faults.add(fault)
        return Response(status_code=NOTHING)

    @app.delete("/faults")
    async def clear_faults() -> Response:
        standin.faults.clear()
        return Response(status_code=NOTHING)

    @app.post("/_local/absence")
    async def be_away(absence: Absence) -> Response:
        standin.connections.refuse(absence.seconds)
        return Response(status_code=NOTHING)


def _add_suppressions(app: FastAPI, standin: Standin) -> None:
    @app.get("/_local/suppressions")
    async def list_suppressions() -> Response:
        return JSONResponse(standin.suppressions.reasons)

    @app.post("/_local/suppressions")
    async def add_suppression(one: Suppressed) -> Response:
        standin.suppressions.add(one.email, one.reason)
        return Response(status_code=NOTHING)

    @app.delete("/_local/suppressions")
    async def clear_suppressions() -> Response:
        standin.suppressions.clear()
        return Response(status_code=NOTHING)


def _add_webhook(app: FastAPI, standin: Standin) -> None:
    tasks: set[asyncio.Task[None]] = set()

    @app.get("/_local/key")
    async def show_key() -> Response:
        return JSONResponse({"public_key": standin.webhook.public_key})

    @app.post("/_local/webhook")
    async def set_webhook(target: Target) -> Response:
        standin.webhook.target = target
        if target.automatic and not tasks:
            tasks.add(asyncio.create_task(_tell_on(standin)))
        return Response(status_code=NOTHING)

    @app.delete("/_local/webhook")
    async def unset_webhook() -> Response:
        standin.webhook.target = None
        standin.webhook.waiting.clear()
        return Response(status_code=NOTHING)

    @app.post("/_local/webhook/post")
    async def post_events() -> Response:
        told = await standin.webhook.post(standin.clock())
        return JSONResponse({"told": told, "waiting": len(standin.webhook.waiting)})

    @app.get("/_local/events")
    async def list_events() -> Response:
        return JSONResponse(standin.webhook.waiting)


async def _tell_on(standin: Standin) -> None:
    """Tell what happens as it happens, and again what was not heard."""
    while True:
        target, heard = standin.webhook.target, True
        if target is not None and target.automatic and standin.webhook.waiting:
            heard = await standin.webhook.post(standin.clock()) > 0
        await asyncio.sleep(SOON if heard else AGAIN)
