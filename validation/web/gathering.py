"""What many pages ask for in one turn of the event loop, handed to a thread together.

A thread that is woken for each page of its own, and wakes the loop for each, costs more than the
page: between the two go as few messages as there are transactions.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from sqlalchemy import Connection

from validation.errors import StoreBusyError
from validation.store import Grouped

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Connection, Sequence[Item]], Sequence[Result]]
Group = list[tuple[Item, asyncio.Future[Result]]]

MOST = 500
BOUND = 5_000


class Gathered(Generic[Item, Result]):
    """The side of the event loop of a thread that works in groups.

    While the thread works on one group, the next one gathers. A group that fails is handed over
    again item by item, so that what cannot be done fails alone.

    Args:
        grouped: the thread; each of its items is a group of ours.
        bound: how many may wait.
    """

    def __init__(
        self, grouped: Grouped[Sequence[Item], Sequence[Result]], *, bound: int = BOUND
    ) -> None:
        self._grouped = grouped
        self._bound = bound
        self._waiting: Group[Item, Result] = []
        self._working = False

    async def ask(self, item: Item) -> Result:
        """Return what becomes of an item.

        Raises:
            StoreBusyError: too many wait already.
        """
        if len(self._waiting) >= self._bound:
            raise StoreBusyError(
                f"database: found {self._bound} waiting, must be fewer. Try again in a moment."
            )
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, future))
        if not self._working:
            self._working = True
            loop.call_soon(self._hand_over, loop)
        return await future

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._working = bool(group)
        if group:
            self._submit(loop, group, self._hand_over)

    def _submit(
        self,
        loop: asyncio.AbstractEventLoop,
        group: Group[Item, Result],
        after: Callable[[asyncio.AbstractEventLoop], None] | None,
    ) -> None:
        def arrive(done: Future[Sequence[Result]]) -> None:
            loop.call_soon_threadsafe(self._arrive, loop, group, done)
            if after is not None:
                loop.call_soon_threadsafe(after, loop)

        try:
            self._grouped.submit([item for item, _ in group]).add_done_callback(arrive)
        except StoreBusyError as error:
            _fail(group, error)
            if after is not None:
                loop.call_soon(after, loop)

    def _arrive(
        self,
        loop: asyncio.AbstractEventLoop,
        group: Group[Item, Result],
        done: Future[Sequence[Result]],
    ) -> None:
        error = done.exception()
        if error is None:
            _settle(group, done.result())
        elif len(group) == 1 or isinstance(error, StoreBusyError):
            _fail(group, error)
        else:
            for one in group:
                self._submit(loop, [one], None)


def in_groups(work: Work[Item, Result]) -> Work[Sequence[Item], Sequence[Result]]:
    """Return the work on groups of items that does all their items at once."""

    def done(connection: Connection, groups: Sequence[Sequence[Item]]) -> list[Sequence[Result]]:
        results = iter(work(connection, [item for group in groups for item in group]))
        return [[next(results) for _ in group] for group in groups]

    return done


def _settle(group: Group[Item, Result], results: Sequence[Result]) -> None:
    for (_, future), result in zip(group, results, strict=True):
        if not future.done():
            future.set_result(result)


def _fail(group: Group[Item, Result], error: BaseException) -> None:
    for _, future in group:
        if not future.done():
            future.set_exception(error)
