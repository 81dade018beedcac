"""Whether an invitation may be answered now: looked at and locked before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, or_, select

from validation.store.among import among
from validation.store.tables import invitations, waves
from validation.store.waves import read_terms

Refusal = Literal["already", "withdrawn", "cancelled", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Locked:
    """An invitation that nobody else changes until the transaction ends, and its wave."""

    row: Row[Any]
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
    WAIT[connection.dialect.name](connection, codes)
    found = connection.execute(LOCK[connection.dialect.name], {"codes": [*codes]})
    return {
        row.code: Locked(row, row.terms is not None and read_terms(row.terms).anonymous)
        for row in found
    }


def day_of(time: datetime) -> datetime:
    """Return the beginning of a day, in UTC.

    >>> day_of(datetime(2027, 3, 1, 9, 30, tzinfo=UTC)).isoformat()
    '2027-03-01T00:00:00+00:00'
    """
    return time.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _wait_sqlite(connection: Connection, codes: Sequence[str]) -> None:
    # It has one writer.
    del connection, codes


def _wait_postgresql(connection: Connection, codes: Sequence[str]) -> None:
    # A wave that is being closed is waited for, and waits for those who are answering. Only what is
    # read after the wait says how the wave is now.
    connection.execute(WAVES, {"codes": [*codes]})


WAIT: Mapping[str, Callable[[Connection, Sequence[str]], None]] = {
    "sqlite": _wait_sqlite,
    "postgresql": _wait_postgresql,
}
OURS = {name: among(name, invitations.c.code, "codes") for name in WAIT}
WAVES = (
    select(waves.c.id)
    .where(waves.c.id.in_(select(invitations.c.wave_id).where(OURS["postgresql"])))
    .order_by(waves.c.id)
    .with_for_update(read=True, key_share=True)
)
FOUND = (
    select(
        invitations.c.id,
        invitations.c.code,
        invitations.c.wave_id,
        invitations.c.stratum,
        invitations.c.weight,
        invitations.c.population,
        invitations.c.started_at,
        invitations.c.partial_at,
        invitations.c.answered_at,
        or_(invitations.c.declined_at.is_not(None), invitations.c.dropped.is_not(None)).label(
            "withdrawn"
        ),
        waves.c.questionnaire_id,
        waves.c.state,
        waves.c.terms,
        waves.c.closes_at,
    )
    .join(waves, waves.c.id == invitations.c.wave_id)
    .order_by(invitations.c.id)
    .with_for_update(of=invitations, key_share=True)
)
LOCK = {name: FOUND.where(ours) for name, ours in OURS.items()}
