"""Answers saved page by page until they are submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import Compiled, Connection, Dialect, bindparam, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from validation.responses import Paradata
from validation.store.fielding.answering import Locked, Refusal, lock_invitations
from validation.store.tables import drafts, invitations

Saving = Literal["saved"] | Refusal


@dataclass(frozen=True, slots=True)
class PageSave:
    """What an invitation, by its code, answered on a page; answers of other pages stay as kept."""

    invitation: str
    answers: Mapping[str, Any]
    language: str
    saved_at: datetime
    paradata: Paradata | None = None


def save_pages(connection: Connection, saves: Sequence[PageSave]) -> list[Saving]:
    """Keep pages beside what drafts hold, and return what became of each.

    Of two answers to one item the later stays; of two windows neither undoes the other's pages.
    """
    locked = lock_invitations(connection, [*{one.invitation for one in saves}])
    outcomes = [_outcome(locked.get(one.invitation), one.saved_at) for one in saves]
    saved = [one for one, outcome in zip(saves, outcomes, strict=True) if outcome == "saved"]
    if saved:
        rows = [_row(one, locked[one.invitation]) for one in saved]
        connection.execute(_upsert(connection.dialect), rows)  # type: ignore[call-overload]  # a statement, compiled
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


def _row(save: PageSave, locked: Locked) -> dict[str, Any]:
    return {
        "wave_id": locked.row.wave_id,
        "invitation_id": locked.row.id,
        "questionnaire_id": locked.row.questionnaire_id,
        "language": save.language,
        "answers": dict(save.answers),
        "paradata": None if save.paradata is None else dict(save.paradata),
        "started_at": save.saved_at,
        "saved_at": save.saved_at,
    }


@lru_cache(maxsize=8)
def _upsert(dialect: Dialect) -> Compiled:
    # SQLAlchemy keeps no compiled statement that has ON CONFLICT: it took longer than the saving.
    return UPSERTS[dialect.name].inline().compile(dialect=dialect, column_keys=COLUMNS)


def _upsert_sqlite() -> Insert:
    insert = sqlite.insert(drafts)
    values: dict[str, Any] = {name: insert.excluded[name] for name in RENEWED}
    values["answers"] = func.json_patch(drafts.c.answers, insert.excluded.answers)
    return insert.on_conflict_do_update(index_elements=["invitation_id"], set_=values)


def _upsert_postgresql() -> Insert:
    insert = postgresql.insert(drafts)
    values: dict[str, Any] = {name: insert.excluded[name] for name in RENEWED}
    values["answers"] = drafts.c.answers.op("||")(insert.excluded.answers)
    return insert.on_conflict_do_update(index_elements=["invitation_id"], set_=values)


COLUMNS = (
    "wave_id", "invitation_id", "questionnaire_id", "language", "answers", "paradata",
    "started_at", "saved_at",
)  # fmt: skip
RENEWED = ("language", "paradata", "saved_at")
UPSERTS: Mapping[str, Insert] = {"sqlite": _upsert_sqlite(), "postgresql": _upsert_postgresql()}
START = (
    update(invitations)
    .where(invitations.c.id == bindparam("_id"))
    .values(started_at=bindparam("_time"))
)
