"""Many small pieces of work in one transaction: as fast as the disk, and each fails alone."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy import Connection

from validation.errors import StoreBusyError
from validation.store.holding import Held
from validation.store.opening import Store

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Connection, Sequence[Item]], Sequence[Result]]
Waiting = tuple[Item, Future[Result]]


class Grouped(Generic[Item, Result]):
    """One thread that takes all that waits, does it in one transaction, and answers each.

    Nothing is answered before it is kept. A group that fails is undone and done one by one, so
    that what cannot be done fails alone. At the end it does what waits and takes nothing new.

    Args:
        store: where the work is done.
        work: what is done with the items of a group; it returns one result for each, in order.
        writing: whether the work changes anything; what does not is one query.
        limit: how many items one group has at most.
        bound: how many items may wait.
    """

    def __init__(
        self,
        store: Store,
        work: Work[Item, Result],
        *,
        writing: bool,
        limit: int = 500,
        bound: int = 5_000,
    ) -> None:
        self._held = Held(store, writing=writing)
        self._work = work
        self._limit = limit
        self._bound = bound
        self._waiting: SimpleQueue[Waiting[Item, Result] | None] = SimpleQueue()
        self._open = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="todenna-grouped", daemon=True)
        self._thread.start()

    def submit(self, item: Item) -> Future[Result]:
        """Return the result that an item will have.

        Raises:
            StoreBusyError: too many wait already, or it is closed.
        """
        future: Future[Result] = Future()
        with self._open:
            waiting = self._waiting.qsize()
            if self._closed or waiting >= self._bound:
                found = "it closing" if self._closed else f"{waiting} waiting"
                raise StoreBusyError(
                    f"database: found {found}, must be open with fewer than {self._bound} "
                    "waiting. Try again in a moment."
                )
            self._waiting.put((item, future))
        return future

    def close(self) -> None:
        """Do what waits, and take nothing new."""
        with self._open:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def __enter__(self) -> Self:
        """Return this; it is closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do what waits, and take nothing new."""
        self.close()

    def _run(self) -> None:
        while group := self._take():
            wanted = [one for one in group if one[1].set_running_or_notify_cancel()]
            if wanted:
                self._do(wanted)
        self._held.close()

    def _take(self) -> list[Waiting[Item, Result]]:
        group: list[Waiting[Item, Result]] = []
        one = self._waiting.get()
        while one is not None:
            group.append(one)
            if len(group) == self._limit or self._waiting.empty():
                return group
            one = self._waiting.get()
        if group:
            self._waiting.put(None)  # it is for whoever comes after this group
        return group

    def _do(self, group: Sequence[Waiting[Item, Result]]) -> None:
        try:
            results = self._together([item for item, _ in group])
        except Exception as error:  # noqa: BLE001 (whatever it is, those who wait are told)
            self._one_by_one(group, error)
            return
        for (_, future), result in zip(group, results, strict=True):
            future.set_result(result)

    def _one_by_one(self, group: Sequence[Waiting[Item, Result]], error: Exception) -> None:
        if len(group) == 1:
            group[0][1].set_exception(error)
            return
        for number, one in enumerate(group):
            self._do([one])
            # What no item can help would only be waited for again, once for each of them.
            failed = one[1].exception()
            if isinstance(failed, StoreBusyError):
                for _, future in group[number + 1 :]:
                    future.set_exception(failed)
                return

    def _together(self, items: Sequence[Item]) -> Sequence[Result]:
        return self._held.do(lambda connection: self._results(connection, items))

    def _results(self, connection: Connection, items: Sequence[Item]) -> Sequence[Result]:
        results = self._work(connection, items)
        if len(results) != len(items):
            message = f"found {len(results)} results of {len(items)} items"
            raise ValueError(message)
        return results
