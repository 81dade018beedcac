"""What is measured: people who think, a burst of people, and requests as fast as can be."""

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

import httpx

from benchmarks.fielding.forms import form_lines, page_lines
from benchmarks.fielding.hammering import Hammered, Line, hammer
from benchmarks.fielding.serving import Server, running, serving
from benchmarks.fielding.waves import Opened, count_pages, open_wave, start_everybody
from flows.crowds import Crowd, answer_links, spread
from flows.respondents import Manner
from validation.settings import Settings
from validation.store import load_records, open_store

THINKING = Manner(think=(1.0, 2.0), back=0.1, twice=0.1)
HASTY = Manner(twice=0.05)
MILLI = 1e3
ANSWERED = range(200, 400)
CEILING = [sys.executable, "-m", "benchmarks.fielding.ceiling"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: people at once and for how long, a burst, and invitations."""

    people: int = 50
    seconds: int = 300
    burst: int = 500
    invited: int = 6_000
    hammered: int = 8


QUICK = Size(people=8, seconds=6, burst=40, invited=1_500, hammered=1)


def thinking(settings: Settings, size: Size) -> Iterator[str]:
    """Yield what came of so many people at once who think on each page."""
    opened = open_wave(settings, 20 + size.people * size.seconds // 8, seed=1, now=_now())
    yield from _answered(settings, opened, THINKING, (size.people, size.seconds))


def burst(settings: Settings, size: Size) -> Iterator[str]:
    """Yield what came of many who answer from one address at once, without thinking."""
    opened = open_wave(settings, size.burst, seed=2, now=_now())
    yield from _answered(settings, opened, HASTY, (size.people, 600))


def rates(settings: Settings, size: Size) -> Iterator[str]:
    """Yield how many pages and forms a second one process answers, beside the bare framework."""
    invited = open_wave(settings, size.invited, seed=3, now=_now())
    opened = start_everybody(settings, invited, now=_now())
    with serving(settings) as server:
        gets, posts = [*page_lines(opened)], [*form_lines(opened, server.address)]
        page = httpx.get(f"{server.address}{gets[-1].path}", trust_env=False).text
        yield _rate("GET of a page", server, gets, size)[1]
        posted, told = _rate("POST of a form, kept", server, posts, size)
        yield told
    yield _kept(settings, opened, posted, len(posts))
    with running(CEILING, said=page) as server:
        yield _rate("bare framework, GET", server, gets, size)[1]
        yield _rate("bare framework, POST", server, posts, size)[1]


def _answered(
    settings: Settings, opened: Opened, manner: Manner, crowded: tuple[int, int]
) -> Iterator[str]:
    at_once, seconds = crowded
    with serving(settings) as server:
        address = server.address
        links = {f"{address}{one.path}": one.written for one in opened.invited}
        before = monotonic()
        crowd = asyncio.run(answer_links(links, manner, at_once=at_once, seconds=seconds))
        took = monotonic() - before
    for method in ("GET", "POST"):
        yield _waited(method, crowd.seconds(method), took)
    yield f"{crowd.finished} of {len(crowd.visits) + len(crowd.problems)} finished in {took:.0f} s"
    yield from _failures(crowd)
    yield _accounted(settings, opened, crowd, address)


def _accounted(settings: Settings, opened: Opened, crowd: Crowd, address: str) -> str:
    with open_store(settings.database) as store, store.transaction() as connection:
        kept = {one.key: one.answers for one in load_records(connection, opened.where)}
    visits = {one.code: crowd.visits.get(f"{address}{one.path}") for one in opened.invited}
    finished = [one for one in opened.invited if (visit := visits[one.code]) and visit.finished]
    alike = sum(kept.get(one.code) == one.answers for one in finished)
    if alike != len(finished) or len(kept) != len(finished):
        return f"WRONG: {len(kept)} responses kept, {alike} as they were given by {len(finished)}"
    return f"all {len(kept)} responses kept, every answer as it was given"


def _kept(settings: Settings, opened: Opened, posted: Hammered, lines: int) -> str:
    """Say whether every form that was answered is in the database."""
    kept = count_pages(settings, opened)
    answered = min(posted.requests, lines)
    return f"{'' if kept >= answered else 'WRONG: '}{kept:,} forms kept, {answered:,} answered"


def _failures(crowd: Crowd) -> Iterator[str]:
    wrong = [one for one in crowd.asked if one.status not in ANSWERED]
    yield f"{len(wrong)} requests failed of {len(crowd.asked)}"
    yield from sorted({f"  {problem}" for problem in crowd.problems.values()})


def _waited(method: str, seconds: list[float], took: float) -> str:
    half, most = (spread(seconds, share) * MILLI for share in (0.5, 0.99))
    rate = len(seconds) / took
    return f"{method}: p50 {half:.1f} ms, p99 {most:.1f} ms, {rate:.1f}/s, {len(seconds)} in all"


def _rate(what: str, server: Server, lines: Sequence[Line], size: Size) -> tuple[Hammered, str]:
    """Return what came of a hammering, and in words; of processor time, other work changes less."""
    before = server.cpu()
    found = hammer(server.address, lines, size.hammered)
    paid = found.requests / (server.cpu() - before)
    waited = f"p50 {found.p50:.1f} ms, p99 {found.p99:.1f} ms"
    wrong = "WRONG, " if found.failed else ""
    rate = f"{found.rate:,.0f}/s ({paid:,.0f} a second of its processor time)"
    return found, f"{what}: {wrong}{rate}, {waited}, {found.failed} failed of {found.requests:,}"


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (a benchmark reads the clock)


def load_average() -> str:
    """Return what else the machine does: how many waited for a processor, in one and 5 minutes."""
    return "{:.1f}, {:.1f}".format(*os.getloadavg()[:2]) if hasattr(os, "getloadavg") else "unknown"
