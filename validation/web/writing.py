"""What pages change, in groups: every job of a group in one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from validation.store import (
    PageSave,
    Saving,
    Submitting,
    Visit,
    find_visits,
    lock_visits,
    save_pages,
    submit_all,
)
from validation.web.guests import Instrument
from validation.web.noting import submission


class Decided(NamedTuple):
    """What came of a page that was sent, and what of it is to be kept."""

    outcome: Any
    save: PageSave | None = None


class Done(NamedTuple):
    """What came of a page that was sent, and whether it is kept; None if nothing was to be."""

    outcome: Any
    saving: Saving | None


Decide = Callable[[Visit, Instrument], Decided]


@dataclass(frozen=True, slots=True)
class Edit:
    """A page that was sent with a link: looked at and kept in one turn.

    Args:
        sha256: that of the link's token.
        decide: says what becomes of it; it neither waits nor changes anything.
        known: gives what is asked there, None if that has not been loaded.
    """

    sha256: str
    decide: Decide
    known: Callable[[Visit], Instrument | None]


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


Job = Edit | PageSave | Finish | Change


def write_jobs(connection: Connection, jobs: Sequence[Job]) -> list[Any]:
    """Do a group of jobs in one transaction and return what became of each.

    Of an edit that is a `Done`, None where nothing is known of its link, or the visit itself
    where its questionnaire has to be loaded first.
    """
    results: list[Any] = [None] * len(jobs)
    for kind, write in WRITERS.items():
        places = [place for place, job in enumerate(jobs) if isinstance(job, kind)]
        if not places:
            continue
        done = write(connection, [jobs[place] for place in places])
        for place, result in zip(places, done, strict=True):
            results[place] = result
    return results


def _edit(connection: Connection, jobs: Sequence[Any]) -> list[Done | Visit | None]:
    found = lock_visits(connection, [job.sha256 for job in jobs])
    decided = [_decided(job, one and one.visit) for job, one in zip(jobs, found, strict=True)]
    saves = [one.save for one in decided if isinstance(one, Decided) and one.save is not None]
    locked = [one.locked for one in found if one is not None and one.locked is not None]
    by_code = {one.row.code: one for one in locked}
    outcomes = iter(save_pages(connection, saves, by_code) if saves else ())
    return [_done(one, outcomes) if isinstance(one, Decided) else one for one in decided]


def _decided(job: Edit, visit: Visit | None) -> Decided | Visit | None:
    instrument = None if visit is None else job.known(visit)
    return visit if visit is None or instrument is None else job.decide(visit, instrument)


def _done(decided: Decided, outcomes: Iterator[Saving]) -> Done:
    return Done(decided.outcome, None if decided.save is None else next(outcomes))


def _finish(connection: Connection, jobs: Sequence[Any]) -> list[Submitting]:
    hashes = [job.sha256 for job in jobs]
    lock_visits(connection, hashes)
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


WRITERS: Mapping[type[Any], Callable[[Connection, Sequence[Any]], list[Any]]] = {
    Edit: _edit,
    PageSave: save_pages,
    Finish: _finish,
    Change: _change,
}
