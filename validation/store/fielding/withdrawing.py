"""What a respondent may take back: taking part, and the answers."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, update

from validation.store.fielding.answering import lock_invitations
from validation.store.tables import drafts, invitations, responses

Declining = Literal["declined", "already", "unknown"]
Erasing = Literal["erased", "nothing", "anonymous", "unknown"]


def decline(connection: Connection, code: str, *, now: datetime) -> Declining:
    """Keep that somebody does not take part, and forget the draft.

    Who answered already, or declined before, stays as before.
    """
    one = lock_invitations(connection, [code]).get(code)
    if one is None:
        return "unknown"
    if one.row.answered_at is not None or one.row.withdrawn:
        return "already"
    _forget_draft(connection, one.row.id)
    _mark(connection, one.row.id, declined_at=one.kept_time(now))
    return "declined"


def erase_answers(connection: Connection, code: str, *, now: datetime) -> Erasing:
    """Delete the draft and the response of an invitation, and ask it nothing more.

    What was submitted in an anonymous wave cannot be found any more, and stays.
    """
    one = lock_invitations(connection, [code]).get(code)
    if one is None:
        return "unknown"
    if one.anonymous and (one.row.answered_at or one.row.partial_at):
        return "anonymous"
    gone = _forget_draft(connection, one.row.id)
    change = delete(responses).where(responses.c.invitation_id == one.row.id)
    gone += connection.execute(change).rowcount
    if gone:
        none = {"partial_at": None, "partial_share": None, "answered_at": None, "started_at": None}
        _mark(connection, one.row.id, erased_at=now, dropped="erased", **none)
    return "erased" if gone else "nothing"


def _forget_draft(connection: Connection, invitation_id: int) -> int:
    change = delete(drafts).where(drafts.c.invitation_id == invitation_id)
    return connection.execute(change).rowcount


def _mark(connection: Connection, invitation_id: int, **values: datetime | str | None) -> None:
    change = update(invitations).where(invitations.c.id == invitation_id)
    connection.execute(change.values(**values))
