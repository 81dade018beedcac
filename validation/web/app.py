"""The web application: its routes, and the layers around them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI

from validation.errors import StoreBusyError
from validation.questionnaire import Questionnaire
from validation.settings import Settings
from validation.study import Study
from validation.web.desk import Desk
from validation.web.gate import Gate
from validation.web.happenings import Happenings
from validation.web.headers import Headers
from validation.web.hooks import Hooks
from validation.web.keeping import Keeper
from validation.web.leaving import Unsubscribing
from validation.web.limits import Buckets, Clock, Limits, Rate
from validation.web.opening import Opening
from validation.web.previewing import PREVIEW, add_preview, build_trying
from validation.web.routes import PlainRoute, add_answering, add_doors, add_events, add_shared
from validation.web.shield import LOCAL, Shield
from validation.web.storing import StoreKeeper
from validation.web.telling import busy, failed, not_there, turn_away
from validation.web.turning import TurnedAway

NOBODY = "0" * 64
# Posts of events with one key, each of up to 500 of them.
TOLD_AT_ONCE, TOLD_PER_SECOND = 60, 4
# What is traced holds the addresses of pages, which hold tokens, and the words of errors.
UNTRACED = dict.fromkeys(("tracing", "metrics", "logs", "operation_spans", "auto_configure"), False)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (the web reads the clock)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time as people know it, and seconds that never go back."""

    now: Callable[[], datetime] = _now
    seconds: Clock = monotonic


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for the whole application.

    Args:
        address: where people reach it, such as https://survey.example.com.
        limits: how much one link and one address may ask.
        clocks: the time.
    """

    address: str
    limits: Limits = field(default_factory=Limits)
    clocks: Clocks = field(default_factory=Clocks)

    def desk(self, keeper: Keeper, *, preview: bool = False) -> Desk:
        """Return where links are looked up with a keeper."""
        gate = Gate(self.limits, self.clocks.seconds)
        parts = urlsplit(self.address)
        origin = f"{parts.scheme}://{parts.netloc}"
        return Desk(keeper, gate, self.limits, self.clocks.now, origin, preview)


def build_app(
    settings: Settings, *, limits: Limits | None = None, clocks: Clocks | None = None
) -> FastAPI:
    """Return the application that respondents, mail programs and the mail service reach.

    Args:
        settings: where the database is, and under which address people reach it.
        limits: how much one link and one address may ask; usually left out.
        clocks: the time; usually left out.
    """
    around = Around(settings.address, limits or Limits(), clocks or Clocks())
    keeper = StoreKeeper(settings.database)
    desk = around.desk(keeper)
    app = _app(keeper.ready)
    add_answering(app, desk, "/r")
    hooks = Hooks(desk, keeper, settings.webhook_key)
    add_doors(app, Unsubscribing(desk, keeper), Opening(desk, keeper), hooks)
    told = Rate(TOLD_AT_ONCE, TOLD_PER_SECOND)
    buckets = Buckets(told, around.limits.remembered, around.clocks.seconds)
    add_events(app, Happenings(desk, keeper, settings.event_keys, buckets).take)
    add_shared(app, lambda: keeper.find(NOBODY))
    return _shielded(app, around)


def build_preview(study: Study, questionnaire: Questionnaire, address: str) -> FastAPI:
    """Return the application in which a researcher answers a study's pages; nothing is kept.

    Args:
        study: what is asked for.
        questionnaire: its questionnaire.
        address: where the researcher reaches it, on this machine.
    """
    around = Around(address)
    keeper = build_trying(study, questionnaire)
    desk = around.desk(keeper, preview=True)
    app = _app(nullcontext)
    add_preview(app, desk, keeper, keeper.pages)
    add_answering(app, desk, PREVIEW)
    add_shared(app, lambda: keeper.find(NOBODY))
    return _shielded(app, around)


def _app(opened: Callable[[], AbstractAsyncContextManager[Any]]) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with opened():
            yield

    undescribed = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    more: dict[str, Any] = {**undescribed, "telemetry": UNTRACED}
    app = FastAPI(title="Todenna", lifespan=lifespan, **more)
    app.router.route_class = PlainRoute
    app.add_exception_handler(TurnedAway, turn_away)
    app.add_exception_handler(StoreBusyError, busy)
    for status in (404, 405):
        app.add_exception_handler(status, not_there)
    return app


def _shielded(app: FastAPI, around: Around) -> FastAPI:
    # The layer that is added last is the outermost.
    address = urlsplit(around.address)
    hosts = [(address.hostname or "").lower(), *LOCAL]
    app.add_middleware(Shield, hosts=hosts, broken=failed)
    app.add_middleware(Headers, encrypted=address.scheme == "https")
    return app
