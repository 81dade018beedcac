"""Responses of a wave, one document each, and what was left out of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from validation.responses import Exclusion, Record
from validation.store.studies import id_of_questionnaire
from validation.store.tables import exclusions as exclusion_rows
from validation.store.tables import responses, waves
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import CHUNK, Values, add_new

Given = dict[str, Any]


def save_responses(
    connection: Connection,
    where: WaveKey,
    records: Iterable[Record],
    *,
    questionnaire: str,
    now: datetime,
) -> int:
    """Keep the responses of a wave and return how many were new.

    A response whose key is kept already stays as it is, so that a file may be imported again, or
    on from where a run broke off.

    Raises:
        StoreError: the wave or the questionnaire (by its fingerprint) is not kept.
    """
    wave_id = id_of_wave(connection, where)
    common = {
        "wave_id": wave_id,
        "questionnaire_id": id_of_questionnaire(connection, questionnaire),
        "imported_at": now,
    }
    added = add_new(connection, responses, (_row(record) | common for record in records))
    times = {
        "imported_at": now,
        "first_response_at": func.coalesce(waves.c.first_response_at, now),
    }
    if added:
        connection.execute(update(waves).where(waves.c.id == wave_id).values(times))
    return added


def load_records(connection: Connection, where: WaveKey) -> Iterator[Record]:
    """Yield the responses of a wave in the order in which they came.

    They are read in chunks, so the connection must stay open until the last one.

    Raises:
        StoreError: the wave is not kept.
    """
    column = responses.c
    query = (
        select(
            column.key,
            column.answers,
            column.weight,
            column.stratum,
            column.clusters,
            column.population,
        )
        .where(column.wave_id == id_of_wave(connection, where))
        .order_by(column.id)
    )
    found = connection.execute(query, execution_options={"yield_per": CHUNK})
    for key, answers, weight, stratum, clusters, population in found:
        yield Record(key, answers, weight, stratum, tuple(clusters or ()), tuple(population or ()))


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


def _row(record: Record) -> Given:
    return {
        "key": record.key,
        "answers": record.answers,
        "weight": record.weight,
        "stratum": record.stratum,
        "clusters": record.clusters or None,
        "population": record.population or None,
    }
