"""One response an invitation, whatever happens: checked, written and spent in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, update

from validation.responses import Paradata
from validation.store.fielding.answering import (
    Drawn,
    Locked,
    Refusal,
    load_drawn_of,
    lock_invitations,
)
from validation.store.tables import drafts, invitations, responses

Submitting = Literal["new"] | Refusal


@dataclass(frozen=True, slots=True)
class Submission:
    """All answers of an invitation, by its code, as they are given for good.

    `consent` is the SHA-256 of the consent text that was shown.
    """

    invitation: str
    answers: Mapping[str, Any]
    language: str
    submitted_at: datetime
    paradata: Paradata | None = None
    consent: str | None = None


def submit(connection: Connection, submission: Submission) -> Submitting:
    """Keep the answers of an invitation; say "new", or why they are not kept, such as "already"."""
    return submit_all(connection, [submission])[0]


def submit_all(connection: Connection, submissions: Sequence[Submission]) -> list[Submitting]:
    """Keep the answers of many invitations, and return of each whether they are new.

    In an anonymous wave the answers go under a random key, with the day as their time, and the
    invitation knows only that it was answered. A second time is "already" and never an error.
    """
    locked = lock_invitations(connection, [*{one.invitation for one in submissions}])
    spent: set[str] = set()
    outcomes = [_outcome(one, locked.get(one.invitation), spent) for one in submissions]
    new = [
        (one, locked[one.invitation])
        for one, outcome in zip(submissions, outcomes, strict=True)
        if outcome == "new"
    ]
    if new:
        _write(connection, new)
    return outcomes


def response_row(locked: Locked, drawn: Drawn, now: datetime) -> dict[str, Any]:
    """Return what a response has from its invitation, whoever gave it."""
    stratum, weight, population = drawn
    return {
        "wave_id": locked.row.wave_id,
        "key": token_hex(16) if locked.anonymous else locked.row.code,
        "invitation_id": None if locked.anonymous else locked.row.id,
        "questionnaire_id": locked.row.questionnaire_id,
        "weight": weight,
        "stratum": stratum,
        "population": None if population is None else [population],
        "imported_at": locked.kept_time(now),
    }


def kept_paradata(locked: Locked, paradata: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return paradata as they are kept: in an anonymous wave nothing but those that we know."""
    if paradata is None or not locked.anonymous:
        return None if paradata is None else dict(paradata)
    return {name: value for name, value in paradata.items() if name in Paradata.__annotations__}


def _outcome(one: Submission, locked: Locked | None, spent: set[str]) -> Submitting:
    if locked is None:
        return "unknown"
    if one.invitation in spent:
        return "already"
    outcome = locked.refusal(one.submitted_at) or "new"
    if outcome == "new":
        spent.add(one.invitation)
    return outcome


def _write(connection: Connection, new: Sequence[tuple[Submission, Locked]]) -> None:
    drawn = load_drawn_of(connection, (locked for _, locked in new))
    rows = [_row(one, locked, drawn[locked.row.id]) for one, locked in new]
    connection.execute(INSERT, rows)
    connection.execute(DROP, [{"_id": locked.row.id} for _, locked in new])
    spent = [
        {"_id": locked.row.id, "_time": locked.kept_time(one.submitted_at)} for one, locked in new
    ]
    connection.execute(SPEND, spent)


def _row(one: Submission, locked: Locked, drawn: Drawn) -> dict[str, Any]:
    return response_row(locked, drawn, one.submitted_at) | {
        "answers": dict(one.answers),
        "complete": True,
        "language": one.language,
        "paradata": kept_paradata(locked, one.paradata),
        "submitted_at": locked.kept_time(one.submitted_at),
        "consent": one.consent,
    }


INSERT = responses.insert()
DROP = delete(drafts).where(drafts.c.invitation_id == bindparam("_id"))
SPEND = (
    update(invitations)
    .where(invitations.c.id == bindparam("_id"))
    .values(answered_at=bindparam("_time"))
)
