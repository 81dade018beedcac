"""Whether an invitation may be answered now: looked at and locked before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from validation.fieldwork import WaveState
from validation.store.among import among
from validation.store.rows import load_rows
from validation.store.tables import invitations, waves
from validation.store.waves import read_terms

Refusal = Literal["already", "withdrawn", "cancelled", "closed", "unknown"]


class Found(NamedTuple):
    """An invitation and its wave, as they are once the invitation is locked."""

    id: int
    code: str
    wave_id: int
    started_at: datetime | None
    partial_at: datetime | None
    answered_at: datetime | None
    withdrawn: bool
    questionnaire_id: int
    state: WaveState
    terms: str | None
    closes_at: datetime | None


class Drawn(NamedTuple):
    """How the contact of an invitation was drawn."""

    stratum: str | None
    weight: float | None
    population: int | None


@dataclass(frozen=True, slots=True)
class Locked:
    """An invitation that nobody else changes until the transaction ends, and its wave."""

    row: Found
    anonymous: bool

    def refusal(self, now: datetime) -> Refusal | None:
        """Return why it cannot be answered at a time; None if it can."""
        if self.row.answered_at is not None:
            return "already"
        if self.row.withdrawn:
            return "withdrawn"
        if self.row.state == "cancelled":
            return "cancelled"
        late = self.row.closes_at is not None and now >= self.row.closes_at
        return "closed" if late or self.row.state != "open" else None

    def kept_time(self, now: datetime) -> datetime:
        """Return the time as it is kept: in an anonymous wave that of its day."""
        return day_of(now) if self.anonymous else now


def lock_invitations(connection: Connection, codes: Sequence[str]) -> dict[str, Locked]:
    """Return the invitations of these codes, locked against others that answer or close."""
    rows = load_rows(connection, LOCK[connection.dialect.name], codes=[*codes])
    return {row[1]: build_locked(row) for row in rows}


def load_drawn_of(connection: Connection, locked: Iterable[Locked]) -> dict[int, Drawn]:
    """Return how the contacts of invitations were drawn, by the rows of these."""
    wanted = [one.row.code for one in locked]
    found = connection.execute(DRAWN[connection.dialect.name], {"codes": wanted})
    return {number: Drawn(*how) for number, *how in found}


def day_of(time: datetime) -> datetime:
    """Return the beginning of a day, in UTC.

    >>> day_of(datetime(2027, 3, 1, 9, 30, tzinfo=UTC)).isoformat()
    '2027-03-01T00:00:00+00:00'
    """
    return time.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def build_locked(values: Sequence[Any]) -> Locked:
    """Return an invitation from what a query gave of it and its wave."""
    row = Found(*values)
    return Locked(row, row.terms is not None and read_terms(row.terms).anonymous)


def _lock_sqlite(ours: ColumnElement[bool]) -> Select[Any]:
    # It has one writer.
    return select(*OF_INVITATION, *OF_WAVE).join(waves, waves.c.id == COLUMN.wave_id).where(ours)


def lock_postgresql(ours: ColumnElement[bool]) -> Select[Any]:
    """Return the query that locks some invitations, after their waves."""
    # A wave that is being closed is waited for, and waits for those who are answering: it is locked
    # before any invitation of it is. Whom a lock has waited for is read as he left things; a weaker
    # one on the wave would not wait for who changes its state.
    wanted = select(COLUMN.wave_id).where(ours)
    waiting = select(waves.c.id, *OF_WAVE).where(waves.c.id.in_(wanted)).order_by(waves.c.id)
    wave = waiting.with_for_update(read=True).cte("locked_wave")
    of_wave = (wave.c[column.name] for column in OF_WAVE)
    return (
        select(*OF_INVITATION, *of_wave)
        .join(wave, wave.c.id == COLUMN.wave_id)
        .where(ours)
        .order_by(COLUMN.id)
        .with_for_update(of=invitations, key_share=True)
    )


COLUMN = invitations.c
OF_INVITATION = (
    COLUMN.id,
    COLUMN.code,
    COLUMN.wave_id,
    COLUMN.started_at,
    COLUMN.partial_at,
    COLUMN.answered_at,
    or_(COLUMN.declined_at.is_not(None), COLUMN.dropped.is_not(None)).label("withdrawn"),
)
OF_WAVE = (waves.c.questionnaire_id, waves.c.state, waves.c.terms, waves.c.closes_at)
OURS = {name: among(name, COLUMN.code, "codes") for name in ("sqlite", "postgresql")}
LOCK = {
    "sqlite": _lock_sqlite(OURS["sqlite"]),
    "postgresql": lock_postgresql(OURS["postgresql"]),
}
DRAWN = {
    name: select(COLUMN.id, *(COLUMN[drawn] for drawn in Drawn._fields)).where(ours)
    for name, ours in OURS.items()
}
