"""The keeper over the database: readers and writers in groups, and one writer for all changes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from validation.errors import StoreBusyError, StoreError
from validation.questionnaire import Form
from validation.rendering import RespondentPages
from validation.store import (
    Declining,
    Erasing,
    Grouped,
    PageSave,
    Saving,
    Store,
    Submitting,
    Visit,
    decline,
    erase_answers,
    find_visits,
    load_questionnaire,
    load_study,
    lock_invitations,
    open_store,
    save_pages,
    submit_all,
)
from validation.web.gathering import Gathered, in_groups
from validation.web.guests import Instrument
from validation.web.noting import submission

T = TypeVar("T")
MOST_INSTRUMENTS = 64


@dataclass(frozen=True, slots=True)
class Finish:
    """The wish to make what is kept of a link a response."""

    sha256: str
    instrument: Instrument
    now: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """Any other change."""

    make: Callable[[Connection], Any]


Job = PageSave | Finish | Change


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
        self._instruments: dict[tuple[str, str, bool], asyncio.Task[Instrument]] = {}

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
                self._instruments.clear()

    async def find(self, sha256: str) -> Visit | None:
        """Return what a link leads to, by the SHA-256 of its token."""
        return await self._at.reader.ask(sha256)

    async def instrument(self, visit: Visit) -> Instrument:
        """Return what is asked there: loaded once, then kept."""
        key = (visit.study, visit.questionnaire, visit.anonymous)
        task = self._instruments.get(key)
        if task is None:
            if len(self._instruments) >= MOST_INSTRUMENTS:
                self._instruments.clear()
            loading = asyncio.to_thread(load_instrument, self._at.store, visit)
            task = self._instruments[key] = asyncio.create_task(loading)
            task.add_done_callback(lambda done: self._forget(key, done))
        return task.result() if task.done() else await asyncio.shield(task)

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

    @property
    def _at(self) -> Opened:
        if self._opened is None:
            raise StoreBusyError("database: found it closed, must be open. Try again in a moment.")
        return self._opened

    def _write(self, job: Job) -> Awaitable[Any]:
        return self._at.writer.ask(job)

    def _forget(self, key: tuple[str, str, bool], done: asyncio.Task[Instrument]) -> None:
        # What could not be loaded is tried again by who comes next.
        if done.cancelled() or done.exception() is not None:
            self._instruments.pop(key, None)


def write_jobs(connection: Connection, jobs: Sequence[Job]) -> list[Any]:
    """Do a group of jobs in one transaction and return what became of each."""
    results: list[Any] = [None] * len(jobs)
    for kind, write in WRITERS.items():
        places = [place for place, job in enumerate(jobs) if isinstance(job, kind)]
        if not places:
            continue
        done = write(connection, [jobs[place] for place in places])
        for place, result in zip(places, done, strict=True):
            results[place] = result
    return results


def load_instrument(store: Store, visit: Visit) -> Instrument:
    """Return the questionnaire of a visit with its pages, as it is kept.

    Raises:
        StoreError: its study does not say what respondents are told.
    """
    with store.reading() as connection:
        study = load_study(connection, visit.study)
        questionnaire = load_questionnaire(connection, visit.questionnaire)
    if study.privacy is None:
        raise StoreError(
            f"study {visit.study}: found no part privacy, must say who answers for the data. "
            "Add it to the study file and keep the study again."
        )
    told = study.privacy.model_copy(update={"anonymous": visit.anonymous})
    open_link = study.fieldwork.mode == "open_link"
    pages = RespondentPages(questionnaire, told, open_link=open_link)
    return Instrument(questionnaire, Form(questionnaire), pages)


def _finish(connection: Connection, jobs: Sequence[Any]) -> list[Submitting]:
    hashes = [job.sha256 for job in jobs]
    found = find_visits(connection, hashes)
    lock_invitations(connection, [one.invitation or "" for one in found if one is not None])
    # What is locked is read again: another window may have saved a page since the review was shown.
    visits = find_visits(connection, hashes)
    made = [
        submission(visit, job.instrument, job.now)
        for job, visit in zip(jobs, visits, strict=True)
        if visit is not None
    ]
    outcomes = iter(submit_all(connection, made))
    return ["unknown" if visit is None else next(outcomes) for visit in visits]


def _change(connection: Connection, jobs: Sequence[Any]) -> list[Any]:
    return [job.make(connection) for job in jobs]


WRITERS: dict[type[Any], Callable[[Connection, Sequence[Any]], list[Any]]] = {
    PageSave: save_pages,
    Finish: _finish,
    Change: _change,
}
