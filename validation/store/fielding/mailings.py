"""Mail to those who are asked: the outbox holds who and which step, never an address or a link."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Row, select, update

from validation.fieldwork import InvitationFacts
from validation.store.fielding.facts import facts
from validation.store.outbox import UNWRITTEN
from validation.store.tables import invitations, outbox
from validation.store.waves import WaveKey, id_of_wave
from validation.store.writing import CHUNK, add_new

KIND = "fieldwork"


@dataclass(frozen=True, slots=True)
class Mailing:
    """A message that was claimed: which step of which wave, to whom, and what is known of them.

    Whether it may still be sent is to be looked at now; `address` is None if there is none any
    more.
    """

    key: str
    reference: str
    step: str
    where: WaveKey
    address: str | None
    facts: InvitationFacts


def queue_mailings(
    connection: Connection, where: WaveKey, step: str, codes: Collection[str], *, now: datetime
) -> int:
    """Put a step's messages to invitations, by their codes, into the outbox; return how many new.

    A message has the key study/wave/step/code, so that it is written once.

    Raises:
        StoreError: the wave is not kept.
    """
    wanted = {*codes}
    query = (
        select(invitations.c.id, invitations.c.code)
        .where(invitations.c.wave_id == id_of_wave(connection, where))
        .order_by(invitations.c.id)
    )
    if len(wanted) <= CHUNK:
        query = query.where(invitations.c.code.in_(wanted))
    common = {
        "kind": KIND,
        "step": step,
        "subject": "",
        "payload": UNWRITTEN,
        "state": "queued",
        "attempts": 0,
        "queued_at": now,
        "last_error": "",
    }
    rows = (
        {
            "key": f"{where.study}/{where.wave}/{step}/{code}",
            "recipient": code,
            "reference": token_hex(16),
            "invitation_id": number,
        }
        | common
        for number, code in connection.execute(query).all()
        if code in wanted
    )
    return add_new(connection, outbox, rows)


def claim_mailings(connection: Connection, limit: int, *, now: datetime) -> tuple[Mailing, ...]:
    """Return waiting messages of one wave, step and language that nobody else may send from now on.

    They can share one mail. The oldest decides which; the transaction has to end before they are
    sent, and what is claimed and never settled is not sent again by itself.
    """
    first = connection.execute(FIRST).first()
    if first is None:
        return ()
    waiting = (
        select(outbox.c.id)
        .where(
            outbox.c.state == "queued",
            outbox.c.step == first.step,
            first.wave_id == WAVE,
            first.language == LANGUAGE,
        )
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(of=outbox, skip_locked=True)
    )
    ids = connection.execute(waiting).scalars().all()
    claim = (
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.state == "queued")
        .values(state="claimed", claimed_at=now, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id, outbox.c.key, outbox.c.reference, outbox.c.step, INVITATION)
    )
    claimed = connection.execute(claim).all()
    return _mailings(connection, sorted(claimed, key=lambda row: int(row.id)))


def settle_mailings(
    connection: Connection, where: WaveKey, step: str, *, now: datetime, reason: str
) -> int:
    """Send nothing more of a step: what still waits failed for a reason; return how many.

    Raises:
        StoreError: the wave is not kept.
    """
    of_wave = select(invitations.c.id).where(invitations.c.wave_id == id_of_wave(connection, where))
    change = update(outbox).where(
        outbox.c.invitation_id.in_(of_wave),
        outbox.c.step == step,
        outbox.c.state.in_(("queued", "held")),
    )
    values = {"state": "failed", "settled_at": now, "last_error": reason}
    return connection.execute(change.values(values)).rowcount


def _mailings(connection: Connection, claimed: Sequence[Row[Any]]) -> tuple[Mailing, ...]:
    if not claimed:
        return ()
    ids = [row.invitation_id for row in claimed]
    found = {one.id: one for one in facts(connection, invitations.c.id.in_(ids))}
    return tuple(
        Mailing(row.key, row.reference, row.step, one.where, one.address, one.facts)
        for row in claimed
        for one in [found[row.invitation_id]]
    )


INVITATION = outbox.c.invitation_id
# Each message finds its own invitation: a join might begin with all invitations of the wave.
OWN = invitations.c.id == outbox.c.invitation_id
WAVE = select(invitations.c.wave_id).where(OWN).scalar_subquery()
LANGUAGE = select(invitations.c.language).where(OWN).scalar_subquery()
FIRST = (
    select(outbox.c.step, WAVE.label("wave_id"), LANGUAGE.label("language"))
    .where(outbox.c.state == "queued", INVITATION.is_not(None))
    .order_by(outbox.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
