"""Studies that repeat: started and stopped by a person, their waves made when they are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from validation.errors import FieldworkError, TodennaError
from validation.fieldwork import DueWave, due_waves, next_waves
from validation.settings import Settings
from validation.steps.generating import keep_study
from validation.steps.inviting import find_frame
from validation.steps.keeping import opened
from validation.steps.planning import Launch, Launched, launched_before, list_names, plan_wave
from validation.steps.preparing import Prepared, prepare_study
from validation.store import (
    Occasion,
    Recurrence,
    Store,
    WaveKey,
    load_plan,
    load_planned,
    load_questionnaire,
    load_recurrence,
    load_recurrences,
    load_settled,
    skip_wave,
    start_recurrence,
    stop_recurrence,
)
from validation.study import Study

FEW = 4  # waves that are shown to come
STARTS = "Start it first (todenna recur start)."


@dataclass(frozen=True, slots=True)
class Recurring:
    """From which list the waves of a study are drawn, and how many are invited to each."""

    frame: str | None = None
    answers: int | None = None
    invitations: int | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A study that repeats: since when, whether that is new, and which waves come next."""

    study: str
    new: bool
    recurrence: Recurrence
    coming: tuple[DueWave, ...]


@dataclass(frozen=True, slots=True)
class HeldWave:
    """A wave that is too late to be made without a person."""

    where: WaveKey
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """The waves that were made, those that wait for a person, and what could not be made."""

    launched: tuple[Launched, ...] = ()
    held: tuple[HeldWave, ...] = ()
    problems: tuple[str, ...] = ()


def start_recurring(
    path: Path, options: Recurring, settings: Settings, *, now: datetime
) -> Started:
    """Let the study of a file repeat by its cadences from now on, and return what comes.

    The study and its plan are kept; each wave is made of what was kept last. Of a study that
    repeats already only the list and the numbers change.

    Raises:
        TodennaError: the study cannot be fielded so, or its list of contacts is not kept.
    """
    prepared = prepare_study(path)
    study = prepared.study
    _check_repeating(study)
    with opened(settings) as store, store.transaction() as connection:
        if study.fieldwork.mode == "invite":
            find_frame(connection, list_names(study.study, options.frame))
        keep_study(connection, prepared, now=now)
        own = (options.frame, options.answers, options.invitations)
        new = start_recurrence(connection, Recurrence(study.study, now, None, *own))
        recurrence = load_recurrence(connection, study.study)
    if recurrence is None:
        raise FieldworkError(f"study {study.study}: found not started, must be. {STARTS}")
    return Started(study.study, new, recurrence, next_waves(study, now, FEW))


def stop_recurring(study: str, settings: Settings, *, now: datetime) -> bool:
    """Let a study repeat no more and say whether it did; waves that are there go on.

    Raises:
        TodennaError: the study is not kept.
    """
    with opened(settings) as store, store.transaction() as connection:
        return stop_recurrence(connection, study, now=now)


def make_due_waves(settings: Settings, *, now: datetime) -> Made:
    """Make the waves that the started studies want by their cadences, and return them.

    Each is made once, of the study as it was planned last, in its own transaction; what is too
    late is held. A study that cannot be fielded does not hold up others.

    Raises:
        TodennaError: the database cannot be used.
    """
    launched: list[Launched] = []
    held: list[HeldWave] = []
    problems: list[str] = []
    with opened(settings) as store:
        for recurrence, due in _due(store, now, problems):
            where = WaveKey(recurrence.study, due.name)
            if due.held:
                held.append(HeldWave(where, due.due_at))
                continue
            try:
                launched.append(_make(store, recurrence, due, due.due_at, settings, now=now))
            except TodennaError as error:
                problems.append(f"wave {where}, due {due.due_at:%Y-%m-%d %H:%M} UTC: {error}")
    return Made(tuple(one for one in launched if one.new), tuple(held), tuple(problems))


def release_wave(where: WaveKey, settings: Settings, *, now: datetime) -> Launched:
    """Make a wave that is held because it is late, opening now, and return it.

    Raises:
        TodennaError: it is not held, or cannot be made.
    """
    with opened(settings) as store:
        with store.reading() as connection:
            recurrence, due = _held(connection, where, now)
        return _make(store, recurrence, due, now, settings, now=now)


def drop_wave(where: WaveKey, settings: Settings, *, now: datetime) -> None:
    """Let a wave that is held never be made.

    Raises:
        TodennaError: it is not held.
    """
    with opened(settings) as store, store.transaction() as connection:
        _held(connection, where, now)
        skip_wave(connection, where.study, where.wave, now=now)


def load_prepared(connection: Connection, study: str) -> Prepared:
    """Return a study as it was planned last, with its questionnaire and plan.

    Raises:
        StoreError: it is not kept.
    """
    kept, plan_hash = load_planned(connection, study)
    plan = load_plan(connection, study, plan_hash).plan
    return Prepared(kept, load_questionnaire(connection, plan.questionnaire), plan)


def _due(store: Store, now: datetime, problems: list[str]) -> Iterator[tuple[Recurrence, DueWave]]:
    with store.reading() as connection:
        running = [one for one in load_recurrences(connection) if one.runs]
        found = [(one, due) for one in running for due in _due_of(connection, one, now, problems)]
    yield from found


def _due_of(
    connection: Connection, one: Recurrence, now: datetime, problems: list[str]
) -> tuple[DueWave, ...]:
    try:
        study, _ = load_planned(connection, one.study)
        settled = load_settled(connection, one.study)
    except TodennaError as error:
        problems.append(f"study {one.study}: {error}")
        return ()
    return due_waves(study, settled, now, since=one.started_at)


def _make(  # noqa: PLR0913 (a step hands on all that it was given)
    store: Store,
    recurrence: Recurrence,
    due: DueWave,
    opens_at: datetime,
    settings: Settings,
    *,
    now: datetime,
) -> Launched:
    where = WaveKey(recurrence.study, due.name)
    launch = Launch(
        wave=due.name,
        frame=recurrence.frame,
        answers=recurrence.answers,
        invitations=recurrence.invitations,
        opens_at=opens_at,
        zone=due.zone,
        panel=due.respondents == "panel",
        occasion=Occasion(due.kind, due.due_at, due.phase, due.baseline),
    )
    with store.transaction() as connection:
        before = launched_before(connection, where)
        if before is not None:
            return before
        prepared = load_prepared(connection, where.study)
        return plan_wave(connection, prepared, where, launch, settings, now=now)


def _held(connection: Connection, where: WaveKey, now: datetime) -> tuple[Recurrence, DueWave]:
    recurrence = load_recurrence(connection, where.study)
    if recurrence is not None and recurrence.runs:
        problems: list[str] = []
        for due in _due_of(connection, recurrence, now, problems):
            if due.name == where.wave and due.held:
                return recurrence, due
    message = f"wave {where}: found none that is held, must be one."
    raise FieldworkError(f"{message} todenna waves {where.study} lists them.")


def _check_repeating(study: Study) -> None:
    if not study.cadences:
        message = f"cadence of study {study.study}: found none, must be one at least."
        hint = "Add cadence: {rrule: FREQ=MONTHLY;INTERVAL=3, start: 2026-12-01, zone: UTC}."
        raise FieldworkError(f"{message} {hint}")
    if study.fieldwork.mode == "import":
        message = "fieldwork.mode: found import, must be invite or open_link."
        raise FieldworkError(f"{message} Write one of them to field the study here.")
