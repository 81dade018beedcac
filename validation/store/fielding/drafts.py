"""Answers saved page by page until they are submitted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from validation.errors import StoreError
from validation.responses import Paradata
from validation.store.fielding.answering import Locked, Refusal, lock_invitations
from validation.store.rows import run_written
from validation.store.tables import drafts, invitations
from validation.store.tables.base import Answers

Saving = Literal["saved"] | Refusal
Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageSave:
    """What an invitation, by its code, answered on a page; answers of other pages stay as kept."""

    invitation: str
    answers: Mapping[str, Any]
    language: str
    saved_at: datetime
    paradata: Paradata | None = None


def save_pages(
    connection: Connection,
    saves: Sequence[PageSave],
    locked: Mapping[str, Locked] | None = None,
) -> list[Saving]:
    """Keep pages beside what drafts hold, and return what became of each.

    Of two answers to one item the later stays; of two windows neither undoes the other's pages.

    Args:
        connection: where they are kept.
        saves: the pages.
        locked: their invitations by code, where they are locked already.
    """
    if locked is None:
        locked = lock_invitations(connection, [*{one.invitation for one in saves}])
    outcomes = [_outcome(locked.get(one.invitation), one.saved_at) for one in saves]
    saved = [one for one, outcome in zip(saves, outcomes, strict=True) if outcome == "saved"]
    if saved:
        name = connection.dialect.name
        rows = [_row(one, locked[one.invitation], TIMES[name]) for one in saved]
        run_written(connection, KEEP[name], rows=_merged(rows))
    started = {locked[one.invitation].row.id: _started(one, locked) for one in saved}
    if new := [{"_id": number, "_time": time} for number, time in started.items() if time]:
        connection.execute(START, new)
    return outcomes


def _outcome(locked: Locked | None, now: datetime) -> Saving:
    if locked is None:
        return "unknown"
    return locked.refusal(now) or "saved"


def _started(save: PageSave, locked: Mapping[str, Locked]) -> datetime | None:
    one = locked[save.invitation]
    return one.kept_time(save.saved_at) if one.row.started_at is None else None


def _row(save: PageSave, locked: Locked, write: Callable[[datetime], str]) -> Kept:
    if save.saved_at.tzinfo is None:
        # Within a document it is not the column that looks at it.
        raise StoreError(f"time: found {save.saved_at} without a zone, must have one. Add UTC.")
    saved_at = write(save.saved_at.astimezone(UTC))
    return {
        "wave_id": locked.row.wave_id,
        "invitation_id": locked.row.id,
        "questionnaire_id": locked.row.questionnaire_id,
        "language": save.language,
        "answers": dict(save.answers),
        "paradata": None if save.paradata is None else dict(save.paradata),
        "started_at": saved_at,
        "saved_at": saved_at,
    }


def _merged(rows: Sequence[Kept]) -> list[Kept]:
    """Return one row an invitation: a statement may not renew what it has just made."""
    merged: dict[int, Kept] = {}
    for row in rows:
        first = merged.get(row["invitation_id"], row)
        answers = first["answers"] | row["answers"]
        merged[row["invitation_id"]] = row | {
            "answers": answers,
            "started_at": first["started_at"],
        }
    return [*merged.values()]


def _written_sqlite(time: datetime) -> str:
    return time.replace(tzinfo=None).isoformat(" ", "microseconds")


def _rows_sqlite() -> Select[Any]:
    row = func.json_each(ROWS).table_valued(column("value", JSON), name="given").c.value
    return select(*(_read_sqlite(row, name) for name in COLUMNS)).where(true())


def _read_sqlite(row: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    path: ColumnElement[str] = literal_column(f"'$.{name}'")
    # What is read as a document stays word for word what was written.
    return row.op("->")(path) if name == "answers" else func.json_extract(row, path)


def _rows_postgresql() -> Select[Any]:
    columns = [column(name, drafts.c[name].type) for name in COLUMNS]
    given = func.jsonb_to_recordset(ROWS)
    return select(*given.table_valued(*columns, name="given").render_derived(with_types=True).c)


def _upsert_sqlite() -> Insert:
    insert = sqlite.insert(drafts).from_select(COLUMNS, _rows_sqlite())
    values: dict[str, Any] = {name: insert.excluded[name] for name in RENEWED}
    values["answers"] = func.json_patch(drafts.c.answers, insert.excluded.answers)
    return insert.on_conflict_do_update(index_elements=["invitation_id"], set_=values)


def _upsert_postgresql() -> Insert:
    insert = postgresql.insert(drafts).from_select(COLUMNS, _rows_postgresql())
    values: dict[str, Any] = {name: insert.excluded[name] for name in RENEWED}
    values["answers"] = drafts.c.answers.op("||")(insert.excluded.answers)
    return insert.on_conflict_do_update(index_elements=["invitation_id"], set_=values)


ROWS = bindparam("rows", type_=Answers)
COLUMNS = (
    "wave_id", "invitation_id", "questionnaire_id", "language", "answers", "paradata",
    "started_at", "saved_at",
)  # fmt: skip
RENEWED = ("language", "paradata", "saved_at")
KEEP: Mapping[str, Insert] = {"sqlite": _upsert_sqlite(), "postgresql": _upsert_postgresql()}
TIMES: Mapping[str, Callable[[datetime], str]] = {
    "sqlite": _written_sqlite,
    "postgresql": datetime.isoformat,
}
START = (
    update(invitations)
    .where(invitations.c.id == bindparam("_id"))
    .values(started_at=bindparam("_time"))
)
