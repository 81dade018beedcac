"""What happens to drafts when a wave closes: what was answered is kept, as partial."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from validation.questionnaire import Form, Questionnaire
from validation.store.fielding.answering import load_drawn_of, lock_invitations
from validation.store.fielding.mixing import mix_responses
from validation.store.fielding.submitting import kept_paradata, response_row
from validation.store.tables import drafts, invitations, questionnaires, responses, waves
from validation.store.waves import WaveKey, id_of_wave, read_terms
from validation.store.writing import CHUNK


def close_drafts(connection: Connection, where: WaveKey, *, now: datetime) -> int:
    """Keep the drafts of a wave that has closed as partial responses; return how many these are.

    A draft without an answer is forgotten. The wave then knows when its first answers were begun.
    In an anonymous wave nothing stays by which an invitation and a response could be joined: the
    responses are mixed, and both forget the day.

    Raises:
        StoreError: the wave is not kept.
    """
    wave_id = id_of_wave(connection, where)
    # Who is answering now ends first; who comes later finds the wave closed.
    locked = select(waves.c.terms, waves.c.opened_at).where(waves.c.id == wave_id).with_for_update()
    wave = connection.execute(locked).one()
    _note_first(connection, wave_id, wave.opened_at)
    query = (
        select(drafts.c.id, invitations.c.code, *(drafts.c[name] for name in CARRIED))
        .join(invitations, invitations.c.id == drafts.c.invitation_id)
        .where(drafts.c.wave_id == wave_id)
        .order_by(drafts.c.id)
        .limit(CHUNK)
    )
    kept = 0
    while found := connection.execute(query).mappings().all():
        kept += _close(connection, [row for row in found if row["answers"]], now)
        gone = delete(drafts).where(drafts.c.id.in_([row["id"] for row in found]))
        connection.execute(gone)
    if wave.terms is not None and read_terms(wave.terms).anonymous:
        mix_responses(connection, wave_id, now)
    return kept


def _note_first(connection: Connection, wave_id: int, opened_at: datetime | None) -> None:
    column = invitations.c.started_at
    started = select(func.min(column, type_=column.type)).where(invitations.c.wave_id == wave_id)
    time = responses.c.submitted_at
    answered = select(func.min(time, type_=time.type)).where(responses.c.wave_id == wave_id)
    times = [connection.execute(query).scalar() for query in (started, answered)]
    if known := [one for one in times if one is not None]:
        # The day of an anonymous answer may begin before the wave.
        first = max(min(known), opened_at or min(known))
        change = update(waves).where(waves.c.id == wave_id, waves.c.first_response_at.is_(None))
        connection.execute(change.values(first_response_at=first))


def _form_of(connection: Connection, number: int) -> Form:
    query = select(questionnaires.c.document).where(questionnaires.c.id == number)
    return Form(Questionnaire.model_validate_json(connection.execute(query).scalar_one()))


def _close(connection: Connection, found: Sequence[Any], now: datetime) -> int:
    if not found:
        return 0
    locked = lock_invitations(connection, [row["code"] for row in found])
    drawn = load_drawn_of(connection, locked.values())
    forms = {number: _form_of(connection, number) for number in {row[ASKED] for row in found}}
    rows, partial = [], []
    for row in found:
        one = locked[row["code"]]
        # Beside a person who is known it would tell which answers are theirs.
        share = None if one.anonymous else forms[row[ASKED]].share(row["answers"])
        partial.append({"_id": one.row.id, "_time": one.kept_time(now), "_share": share})
        rows.append(
            response_row(one, drawn[one.row.id], now)
            | {
                "answers": row["answers"],
                "complete": False,
                "language": row["language"],
                "paradata": kept_paradata(one, row["paradata"]),
            }
        )
    connection.execute(responses.insert(), rows)
    connection.execute(PARTIAL, partial)
    return len(rows)


ASKED = "questionnaire_id"
CARRIED = ("answers", "language", "paradata", "saved_at", ASKED)
PARTIAL = (
    update(invitations)
    .where(invitations.c.id == bindparam("_id"))
    .values(partial_at=bindparam("_time"), partial_share=bindparam("_share"))
)
