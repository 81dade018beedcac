"""The keeper over the database: readers and writers in groups, and one writer for all changes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from validation.errors import StoreBusyError
from validation.store import (
    Declining,
    Erasing,
    Grouped,
    KeptWave,
    PageSave,
    Saving,
    Store,
    Submitting,
    Visit,
    decline,
    erase_answers,
    find_visits,
    load_fielded,
    open_store,
)
from validation.web.gathering import Gathered, in_groups
from validation.web.guests import Instrument
from validation.web.instruments import Instruments, Which, load_instrument
from validation.web.writing import Change, Decide, Done, Edit, Finish, Job, write_jobs

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that is open, with who reads and writes in groups."""

    store: Store
    reader: Gathered[str, Visit | None]
    writer: Gathered[Job, Any]


class StoreKeeper:
    """Keeps what is answered in the database of an address, while it is open."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opened: Opened | None = None
        self._instruments = Instruments(
            lambda which, before: load_instrument(self._at.store, which, before)
        )

    @contextmanager
    def open(self) -> Iterator[Store]:
        """Open the database; at the end all that was promised is written.

        Raises:
            StoreError: the database cannot be opened.
        """
        with (
            open_store(self._address) as store,
            Grouped(store, in_groups(find_visits), writing=False) as reader,
            Grouped(store, in_groups(write_jobs), writing=True) as writer,
        ):
            self._opened = Opened(store, Gathered(reader), Gathered(writer))
            try:
                yield store
            finally:
                self._opened = None
                self._instruments.forget()

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[None]:
        """Open the database, and load what is asked in waves that are open."""
        with self.open():
            await self._instruments.warm(await asyncio.to_thread(self._fielded))
            yield

    async def find(self, sha256: str) -> Visit | None:
        """Return what a link leads to, by the SHA-256 of its token."""
        return await self._at.reader.ask(sha256)

    async def instrument(self, visit: Visit) -> Instrument:
        """Return what is asked there: loaded once, then kept."""
        return await self._instruments.get(Which.of(visit))

    async def decide(self, sha256: str, decide: Decide) -> Done | None:
        """Decide with what a link leads to, and keep what is to be kept, in one transaction."""
        done = await self._write(Edit(sha256, decide, self._known))
        while isinstance(done, Visit):
            await self.instrument(done)
            done = await self._write(Edit(sha256, decide, self._known))
        found: Done | None = done
        return found

    async def save(self, save: PageSave) -> Saving:
        """Keep what was answered on a page."""
        saving: Saving = await self._write(save)
        return saving

    async def submit(self, sha256: str, now: datetime) -> Submitting:
        """Make what is kept a response, once."""
        visit = await self.find(sha256)
        if visit is None:
            return "unknown"
        finish = Finish(sha256, await self.instrument(visit), now)
        submitting: Submitting = await self._write(finish)
        return submitting

    async def decline(self, invitation: str, now: datetime) -> Declining:
        """Keep that somebody does not take part."""
        return await self.change(lambda connection: decline(connection, invitation, now=now))

    async def erase(self, invitation: str, now: datetime) -> Erasing:
        """Forget what somebody answered."""
        return await self.change(lambda connection: erase_answers(connection, invitation, now=now))

    async def change(self, make: Callable[[Connection], T]) -> T:
        """Make any other change, in a transaction with what waits."""
        done: T = await self._write(Change(make))
        return done

    def _known(self, visit: Visit) -> Instrument | None:
        return self._instruments.known(Which.of(visit))

    def _fielded(self) -> tuple[KeptWave, ...]:
        with self._at.store.looking() as connection:
            return load_fielded(connection)

    @property
    def _at(self) -> Opened:
        if self._opened is None:
            raise StoreBusyError("database: found it closed, must be open. Try again in a moment.")
        return self._opened

    def _write(self, job: Job) -> Awaitable[Any]:
        return self._at.writer.ask(job)
