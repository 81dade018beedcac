"""The end of an anonymous wave: nothing stays by which answers and invitations could be joined."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, delete, select, update

from validation.fieldwork import Traits, blur
from validation.store.fielding.answering import day_of
from validation.store.tables import invitations, responses
from validation.store.writing import CHUNK

Values = dict[str, Any]


def mix_responses(connection: Connection, wave_id: int, now: datetime) -> None:
    """Put the responses of a wave under new keys, in a random order, with the closing as their day.

    The order of rows, and of the transactions that wrote them, would tell who answered when; so
    would their days, beside who was reminded. What is kept besides the answers is what many have
    in common (`validation.fieldwork.blur`). The invitations forget when they were answered.
    """
    names = [one.name for one in responses.c if one.name not in ("id", "key")]
    columns = [responses.c[name] for name in names]
    query = select(*columns).where(responses.c.wave_id == wave_id)
    found = connection.execute(query).mappings().all()
    connection.execute(delete(responses).where(responses.c.wave_id == wave_id))
    rows = sorted(_mixed(found, day_of(now)), key=lambda row: str(row["key"]))
    for start in range(0, len(rows), CHUNK):
        connection.execute(responses.insert(), rows[start : start + CHUNK])
    answered = update(invitations).where(
        invitations.c.wave_id == wave_id, invitations.c.answered_at.is_not(None)
    )
    connection.execute(answered.values(answered_at=day_of(now), started_at=None))


def _mixed(found: Sequence[Mapping[Any, Any]], day: datetime) -> list[Values]:
    blurred = blur([_traits(row) for row in found])
    return [
        dict(row) | _values(row, traits, day)
        for row, traits in zip(found, blurred, strict=True)
        if traits is not None
    ]


def _traits(row: Mapping[Any, Any]) -> Traits:
    population = (row["population"] or [None])[0]
    return Traits(row["complete"], row["language"], row["stratum"], row["weight"], population)


def _values(row: Mapping[Any, Any], traits: Traits, day: datetime) -> Values:
    return {
        "key": token_hex(16),
        "language": traits.language,
        "stratum": traits.stratum,
        "weight": traits.weight,
        "population": None if traits.population is None else [traits.population],
        # The text that was agreed to is in one language.
        "consent": None if traits.language is None else row["consent"],
        "imported_at": day,
        "submitted_at": None if row["submitted_at"] is None else day,
    }
