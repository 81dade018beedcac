"""Responses of a wave, one document each, and what was left out of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, case, delete, func, select, update

from validation.responses import Exclusion, Record
from validation.store.studies import id_of_questionnaire
from validation.store.tables import exclusions as exclusion_rows
from validation.store.tables import responses, waves
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import CHUNK, Values, add_new

Given = dict[str, Any]
KEPT = [
    responses.c[name]
    for name in (
        "key",
        "answers",
        "weight",
        "stratum",
        "clusters",
        "population",
        "paradata",
        "language",
    )
]
JUDGED = ("assessed", "reported")


@dataclass(frozen=True, slots=True)
class Saved:
    """How many responses were new, and how many were kept already with other answers."""

    new: int
    differing: int


def save_responses(
    connection: Connection,
    where: WaveKey,
    records: Iterable[Record],
    *,
    questionnaire: str,
    now: datetime,
) -> Saved:
    """Keep the responses of a wave and return how many were new.

    A response whose key is kept already stays as it is, so that a file may be imported again, or
    on from where a run broke off. A wave that was assessed is closed again by what is new.

    Raises:
        StoreError: the wave or the questionnaire (by its fingerprint) is not kept.
    """
    wave_id = id_of_wave(connection, where)
    common = {
        "wave_id": wave_id,
        "questionnaire_id": id_of_questionnaire(connection, questionnaire),
        "imported_at": now,
    }
    new = differing = 0
    left = iter(records)
    while chunk := list(islice(left, CHUNK)):
        added = add_new(connection, responses, (_row(record) | common for record in chunk))
        new += added
        if added < len(chunk):
            differing += _differing(connection, wave_id, chunk)
    if new:
        _note_new(connection, wave_id, now)
    return Saved(new, differing)


def load_records(
    connection: Connection, where: WaveKey, *, partial: bool = False
) -> Iterator[Record]:
    """Yield the responses of a wave in the order in which they came.

    They are read in chunks, so the connection must stay open until the last one.

    Args:
        connection: the connection of a transaction.
        where: the wave.
        partial: whether those that were never submitted are among them.

    Raises:
        StoreError: the wave is not kept.
    """
    query = (
        select(*KEPT)
        .where(responses.c.wave_id == id_of_wave(connection, where))
        .order_by(responses.c.id)
    )
    if not partial:
        query = query.where(responses.c.complete)
    found = connection.execute(query, execution_options={"yield_per": CHUNK})
    yield from map(_record, found.mappings())


def count_partial(connection: Connection, where: WaveKey) -> int:
    """Return how many responses of a wave were begun and never submitted.

    Raises:
        StoreError: the wave is not kept.
    """
    query = (
        select(func.count())
        .select_from(responses)
        .where(responses.c.wave_id == id_of_wave(connection, where), ~responses.c.complete)
    )
    return connection.execute(query).scalar_one()


def save_exclusions(
    connection: Connection,
    where: WaveKey,
    exclusions: Iterable[Exclusion],
    *,
    source: str,
    now: datetime,
) -> int:
    """Keep what was left out of a file, by its SHA-256, and return how many were new.

    Raises:
        StoreError: the wave is not kept.
    """
    common = {"wave_id": id_of_wave(connection, where), "source": source, "imported_at": now}
    rows: Iterator[Values] = (
        {"row": one.row, "respondent": one.respondent, "reason": one.reason} | common
        for one in exclusions
    )
    return add_new(connection, exclusion_rows, rows)


def load_exclusions(connection: Connection, where: WaveKey) -> tuple[Exclusion, ...]:
    """Return what was left out of a wave, in the order in which it was found.

    Raises:
        StoreError: the wave is not kept.
    """
    column = exclusion_rows.c
    query = (
        select(column.row, column.respondent, column.reason)
        .where(column.wave_id == id_of_wave(connection, where))
        .order_by(column.id)
    )
    return tuple(Exclusion(*row) for row in connection.execute(query))


def drop_exclusions(
    connection: Connection, where: WaveKey, respondents: Collection[str], *, besides: str
) -> int:
    """Forget what other files left out of these respondents, and return how many rows that were.

    A file that has them again, mended or longer, speaks for them alone.

    Args:
        connection: the connection of a transaction.
        where: the wave.
        respondents: who is in the file, kept or left out.
        besides: the SHA-256 of this file, of which nothing is forgotten.

    Raises:
        StoreError: the wave is not kept.
    """
    column = exclusion_rows.c
    others = select(column.id, column.respondent).where(
        column.wave_id == id_of_wave(connection, where),
        column.source != besides,
        column.respondent.is_not(None),
    )
    known = set(respondents)
    dropped = [one.id for one in connection.execute(others) if one.respondent in known]
    for start in range(0, len(dropped), CHUNK):
        some = dropped[start : start + CHUNK]
        connection.execute(delete(exclusion_rows).where(column.id.in_(some)))
    return len(dropped)


def _differing(connection: Connection, wave_id: int, chunk: Sequence[Record]) -> int:
    keys = [record.key for record in chunk]
    query = select(*KEPT).where(responses.c.wave_id == wave_id, responses.c.key.in_(keys))
    kept = {row["key"]: _record(row) for row in connection.execute(query).mappings()}
    return sum(kept[record.key] != record for record in chunk)


def _note_new(connection: Connection, wave_id: int, now: datetime) -> None:
    values = {
        "imported_at": now,
        "first_response_at": func.coalesce(waves.c.first_response_at, now),
        "state": case((waves.c.state.in_(JUDGED), "closed"), else_=waves.c.state),
    }
    connection.execute(update(waves).where(waves.c.id == wave_id).values(values))


def _record(row: RowMapping) -> Record:
    clusters, population = tuple(row["clusters"] or ()), tuple(row["population"] or ())
    return Record(
        row["key"],
        row["answers"],
        row["weight"],
        row["stratum"],
        clusters,
        population,
        row["paradata"],
        row["language"],
    )


def _row(record: Record) -> Given:
    return {
        "key": record.key,
        "answers": record.answers,
        "weight": record.weight,
        "stratum": record.stratum,
        "clusters": record.clusters or None,
        "population": record.population or None,
        "paradata": record.paradata,
        "language": record.language,
    }
