"""What other software tells of contacts: believed with a key, kept once, acted upon by the beat."""

import hashlib
import json
from collections.abc import Sequence
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from validation.errors import FieldworkError
from validation.fieldwork import Happening, read_happenings
from validation.store import DomainEvent, count_unlisted, save_events
from validation.web.desk import Desk, asking
from validation.web.forms import read_body
from validation.web.limits import Buckets, Limits
from validation.web.storing import StoreKeeper
from validation.web.turning import TurnedAway

LIMITS = Limits(body=1_000_000)
MOST = 500
JSON = "application/json"
UNKNOWN = {"www-authenticate": "Bearer"}


class Happenings:
    """The handler of events. Nothing that was told is repeated in an answer, or written into a log.

    Args:
        desk: counts what is told in vain.
        keeper: keeps what is told.
        keys: the SHA-256 of every key that is believed; without one nothing is.
        told: how much may be told with one key.
    """

    def __init__(self, desk: Desk, keeper: StoreKeeper, keys: Sequence[str], told: Buckets) -> None:
        self._desk = desk
        self._keeper = keeper
        self._keys = tuple(keys)
        self._told = told

    async def take(self, request: Request) -> Response:
        """Keep the events of a post, all of them or none, each once."""
        try:
            return await self._take(request)
        except TurnedAway as away:
            return JSONResponse({"error": away.reason}, away.status, headers=away.headers)

    async def _take(self, request: Request) -> Response:
        known = self._known(request.headers.get("authorization", ""))
        if known is None:
            self._desk.gate.miss(asking(request))
            return JSONResponse({"error": "unknown key"}, 401, headers=UNKNOWN)
        seconds = self._told.take(known)
        if seconds:
            raise TurnedAway("too_many", seconds=seconds)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            return JSONResponse({"error": "must be application/json"}, 415)
        raw = await read_body(request, LIMITS)
        now = self._desk.now()
        try:
            happened = read_happenings(_events(raw), now)
        except FieldworkError as error:
            problems = [{"where": one.where, "must": one.must} for one in error.problems]
            said = str(error).partition("\n")[0]
            return JSONResponse({"error": said, "problems": problems}, 422)
        return await self._kept(happened)

    async def _kept(self, happened: Sequence[Happening]) -> Response:
        now = self._desk.now()
        events = [
            DomainEvent(one.key, one.name, one.contact, one.happened_at, one.attributes)
            for one in happened
        ]

        def keep(connection: Connection) -> dict[str, int]:
            new = save_events(connection, events, now=now)
            unlisted = count_unlisted(connection, [one.contact for one in happened])
            return {"told": len(events), "new": new, "in_no_list": unlisted}

        return JSONResponse(await self._keeper.change(keep), 202)

    def _known(self, authorization: str) -> str | None:
        """Return the SHA-256 of the key, if it is one of ours."""
        kind, _, key = authorization.partition(" ")
        given = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).hexdigest()
        # All are compared, each in the same time, whether or not one was found.
        found = [compare_digest(given, known) for known in self._keys]
        return given if any(found) and kind.lower() == "bearer" else None


def _events(raw: bytes) -> list[Any]:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        told = None
    events = told if isinstance(told, list) else [told]
    if told is None or not 1 <= len(events) <= MOST:
        must = f"an event or a list of 1 to {MOST} of them, in JSON"
        raise FieldworkError(f"events: found something else, must be {must}. Nothing was kept.")
    return events
