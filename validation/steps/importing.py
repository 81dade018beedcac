"""Keep the answers of a file; the same file adds nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.responses import Counts, ResponseSet, check_agrees, records_of
from validation.settings import Settings
from validation.steps.assessing import Progress, Source, read_responses
from validation.steps.generating import keep_study
from validation.steps.keeping import opened
from validation.steps.preparing import Prepared, prepare_study
from validation.store import (
    DomainEvent,
    KeptImport,
    Saved,
    WaveKey,
    clear_wave,
    drop_exclusions,
    load_questionnaire,
    load_wave,
    mark_sent,
    save_events,
    save_exclusions,
    save_import,
    save_responses,
    save_wave,
)

ONLY_WAVE = "1"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import kept: its wave, what the file held, and how many responses were new.

    `differing` were kept already with other answers and stay so; `replaced` were kept before and
    made room for the file.
    """

    where: WaveKey
    counts: Counts
    new: int
    differing: int
    replaced: int
    notes: tuple[str, ...]


def import_responses(
    path: Path,
    source: Source,
    settings: Settings,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> Imported:
    """Keep the answers of a file with their study, all of them or none.

    Raises:
        TodennaError: the study or the answers cannot be used, do not agree with what the wave
            holds, or nothing can be kept.
    """
    prepared = prepare_study(path)
    responses = read_responses(prepared, source, progress)
    where = WaveKey(prepared.study.study, source.wave or ONLY_WAVE)
    with opened(settings) as store, store.transaction() as connection:
        keep_study(connection, prepared, now=now)
        fingerprint = prepared.questionnaire.fingerprint
        save_wave(connection, where, fingerprint, state="closed", now=now)
        _check_imported(connection, where)
        replaced = _replace(connection, where, prepared, now=now) if source.replace else 0
        saved = _save(connection, where, responses, prepared, now=now)
        notes = (*responses.notes, *_remarks(saved))
        done = KeptImport(responses.source, responses.counts, saved.differing, notes)
        save_import(connection, where, done, now=now)
    return Imported(where, responses.counts, saved.new, saved.differing, replaced, notes)


def _check_imported(connection: Connection, where: WaveKey) -> None:
    # Answers of a file would stand beside those of people who were asked, or take their place.
    if load_wave(connection, where).terms is not None:
        message = f"wave {where}: found one that is fielded here, must be a wave of its own."
        raise FieldworkError(f"{message} Name another wave (--wave).")


def _replace(connection: Connection, where: WaveKey, prepared: Prepared, *, now: datetime) -> int:
    n = clear_wave(connection, where, questionnaire=prepared.questionnaire.fingerprint)
    if n:
        key = f"responses.replaced/{where.study}/{where.wave}/{now.isoformat()}"
        said = {"about": f"{where.study}/{where.wave}", "responses": str(n)}
        save_events(connection, [DomainEvent(key, "responses.replaced", None, now, said)], now=now)
        mark_sent(connection, [key], now=now)  # a record; there is nothing to do about it
    return n


def _save(
    connection: Connection,
    where: WaveKey,
    responses: ResponseSet,
    prepared: Prepared,
    *,
    now: datetime,
) -> Saved:
    before = load_questionnaire(connection, load_wave(connection, where).questionnaire)
    check_agrees(responses, prepared.questionnaire, before)
    records = records_of(responses, prepared.questionnaire)
    fingerprint = prepared.questionnaire.fingerprint
    saved = save_responses(connection, where, records, questionnaire=fingerprint, now=now)
    drop_exclusions(connection, where, responses.respondents(), besides=responses.source)
    source = responses.source
    save_exclusions(connection, where, responses.exclusions, source=source, now=now)
    return saved


def _remarks(saved: Saved) -> tuple[str, ...]:
    n = saved.differing
    if not n:
        return ()
    are, stay = ("is", "it stays as it was") if n == 1 else ("are", "they stay as they were")
    responses = "response" if n == 1 else "responses"
    return (f"{n} {responses} {are} kept already with other answers; {stay}.",)
