"""Many invented people at once, each with a link of their own."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from random import Random

import httpx

from flows.browsing import Asked, Browser, BrowsingError
from flows.respondents import Manner, Respondent, Visit, Written

PATIENCE = 30.0
MOST_CONNECTIONS = 200
IDLE = 3.0  # seconds: servers close what is idle for longer, just when it may be used again


@dataclass(slots=True)
class Crowd:
    """What became of the links: each visit, each problem, and every request with its time."""

    visits: dict[str, Visit] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def finished(self) -> int:
        """How many answered to the end."""
        return sum(visit.finished for visit in self.visits.values())

    def seconds(self, method: str) -> list[float]:
        """Return how long each request of a method took, the shortest first."""
        return sorted(one.seconds for one in self.asked if one.method == method)


async def answer_links(
    links: Mapping[str, Written],
    manner: Manner,
    *,
    at_once: int,
    seed: int = 0,
    seconds: float = inf,
) -> Crowd:
    """Let people answer, so many at a time, the next when one is done.

    Args:
        links: each with what is written into the fields of each item.
        manner: how they answer.
        at_once: how many answer at the same time.
        seed: from which their doings are drawn.
        seconds: after which nobody begins any more.
    """
    crowd, waiting, end = Crowd(), enumerate(links.items()), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=MOST_CONNECTIONS, keepalive_expiry=IDLE)
    async with httpx.AsyncClient(limits=limits, timeout=PATIENCE, trust_env=False) as client:

        async def work() -> None:
            while time.monotonic() < end and (one := next(waiting, None)) is not None:
                doings = Random(f"{seed} {one[0]}")  # noqa: S311 (no secret)
                await _visit(crowd, client, one[1], (manner, doings))

        await asyncio.gather(*(work() for _ in range(at_once)))
    return crowd


async def _visit(
    crowd: Crowd,
    client: httpx.AsyncClient,
    one: tuple[str, Written],
    ways: tuple[Manner, Random],
) -> None:
    link, written = one
    respondent = Respondent(Browser(client, crowd.asked.append), written, *ways)
    try:
        crowd.visits[link] = await respondent.visit(link)
    except BrowsingError as error:
        crowd.problems[link] = str(error)


def spread(seconds: list[float], share: float) -> float:
    """Return the time within which a share of requests was answered, of times in order.

    >>> spread([0.1, 0.2, 0.3, 0.4], 0.5)
    0.2
    """
    return seconds[max(0, round(share * len(seconds)) - 1)] if seconds else float("nan")
