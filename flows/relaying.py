"""Events that were told to Todenna, told to Prefect, so that what they start begins at once.

Our table holds the truth: an event that Prefect loses is acted upon by the next heartbeat.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from prefect.events import emit_event

from flows.environment import settings_of_run
from validation import steps
from validation.errors import StoreError
from validation.steps import UnsentEvent

EVENT = "todenna.event"
CAME = "todenna.events.came"  # one for all that came together: it starts one run, not hundreds
RESOURCE = "prefect.resource.id"
EVERY = 2.0  # seconds


def relay_events(*, starting: bool) -> int:
    """Tell Prefect of each event that is new, as `todenna.event`, and return how many were.

    Args:
        starting: also start what acts upon them; a heartbeat does that itself.
    """
    settings = settings_of_run()
    events = steps.list_unsent(settings)
    if events:
        _tell(events, starting=starting)
        now = datetime.now(UTC)  # noqa: TID251 (flows read the clock, the steps do not)
        steps.mark_events_sent([one.key for one in events], settings, now=now)
    return len(events)


async def keep_relaying(every: float = EVERY) -> None:
    """Tell Prefect of new events every few seconds, until stopped, whatever the database says."""
    while True:
        try:
            await asyncio.to_thread(relay_events, starting=True)
        except StoreError as error:
            print(error)  # noqa: T201 (who started it reads it; the next round tries again)
        await asyncio.sleep(every)


def _tell(events: Sequence[UnsentEvent], *, starting: bool) -> None:
    for one in events:
        emit_event(
            EVENT,
            {RESOURCE: f"{EVENT}.{one.code}", "prefect.resource.name": one.name},
            occurred=one.happened_at,
            payload={"name": one.name},
            id=uuid5(NAMESPACE_URL, f"{EVENT}/{one.code}"),
        )
    if starting:
        emit_event(CAME, {RESOURCE: CAME}, payload={"events": len(events)})
