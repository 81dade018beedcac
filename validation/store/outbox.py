"""The outbox: every message is written here before it leaves, and leaves at most once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Literal

from sqlalchemy import Connection, func, select, update

from validation.sampling import hash_address
from validation.store.assessments import KeptAssessment, id_of_assessment, kept_assessment
from validation.store.tables import assessments, outbox, studies, waves
from validation.store.waves import WaveKey
from validation.store.writing import CHUNK, add_new

OutboxState = Literal["queued", "claimed", "sent", "unknown", "failed", "held"]
# From which states a message may come to the one named; sent and failed are final. A run that was
# given up may come back and tell what it did although its message waits again by then.
BEFORE: dict[OutboxState, tuple[OutboxState, ...]] = {
    "queued": ("claimed", "unknown", "held"),
    "claimed": ("queued",),
    "sent": ("queued", "claimed", "unknown", "held"),
    "unknown": ("queued", "claimed"),
    "failed": ("queued", "claimed", "unknown", "held"),
    "held": ("queued", "claimed", "unknown"),
}
UNWRITTEN = "{}"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message as it will leave: to whom, and its content as JSON of the mail room.

    `key` names what must not be sent twice, such as study, wave, contact and step; `reference`
    is random, and the name under which the sending service knows it. Mail to those who are asked
    has no content, for it is made when it leaves, and mail of long ago has none any more.
    """

    key: str
    kind: str
    recipient: str
    subject: str
    payload: str
    reference: str = field(default_factory=lambda: token_hex(16), compare=False)

    @property
    def is_written(self) -> bool:
        """Whether it has content that can be read."""
        return self.payload != UNWRITTEN


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message, and what became of it."""

    message: OutboxMessage
    state: OutboxState
    attempts: int
    queued_at: datetime
    claimed_at: datetime | None
    settled_at: datetime | None
    last_error: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a message, by its key, and why."""

    key: str
    state: OutboxState
    error: str = ""


def queue_message(
    connection: Connection,
    message: OutboxMessage,
    *,
    tells: KeptAssessment | None = None,
    now: datetime,
) -> bool:
    """Put a message into the outbox; say whether it was new. One with this key stays as it is.

    Raises:
        StoreError: the verdicts that it tells of are not kept.
    """
    row = {
        "key": message.key,
        "kind": message.kind,
        "recipient": message.recipient,
        "subject": message.subject,
        "payload": message.payload,
        "reference": message.reference,
        "state": "queued",
        "attempts": 0,
        "queued_at": now,
        "last_error": "",
        "assessment_id": None if tells is None else id_of_assessment(connection, tells),
    }
    return add_new(connection, outbox, [row]) == 1


def load_told(connection: Connection, study: str, recipient: str) -> tuple[KeptAssessment, ...]:
    """Return what a reader was told of a study: of each wave the last verdicts, the newest last.

    A message that failed told nothing; one that waits or may have left counts as told, and so
    does one that has forgotten its reader's address.
    """
    last = (
        select(func.max(outbox.c.id))
        .join(assessments, assessments.c.id == outbox.c.assessment_id)
        .where(outbox.c.recipient.in_((recipient, hash_address(recipient))))
        .where(outbox.c.state != "failed")
        .group_by(assessments.c.wave_id)
    )
    column = assessments.c
    query = (
        select(waves.c.key, column.number, column.document, column.made_at)
        .join(outbox, outbox.c.assessment_id == column.id)
        .join(waves, waves.c.id == column.wave_id)
        .join(studies, studies.c.id == waves.c.study_id)
        .where(outbox.c.id.in_(last), studies.c.key == study)
        .order_by(outbox.c.id)
    )
    return tuple(kept_assessment(study, *row) for row in connection.execute(query))


def waves_told(connection: Connection, keys: Iterable[str]) -> dict[str, WaveKey]:
    """Return of which wave each message tells, by its key; not of those that tell of none."""
    query = (
        select(outbox.c.key, studies.c.key, waves.c.key)
        .join(assessments, assessments.c.id == outbox.c.assessment_id)
        .join(waves, waves.c.id == assessments.c.wave_id)
        .join(studies, studies.c.id == waves.c.study_id)
        .where(outbox.c.key.in_([*keys]))
    )
    return {key: WaveKey(study, wave) for key, study, wave in connection.execute(query)}


def claim_messages(
    connection: Connection, limit: int, *, now: datetime
) -> tuple[OutboxMessage, ...]:
    """Return waiting messages, the oldest first, that nobody else may send from now on.

    Messages to those who are asked in a wave are claimed apart from these (`claim_mailings`).
    The transaction has to end before they are sent: what is claimed and never settled is not
    sent again by itself.
    """
    waiting = (
        select(outbox.c.id)
        .where(outbox.c.state == "queued", outbox.c.invitation_id.is_(None))
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = connection.execute(waiting).scalars().all()
    claim = (
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.state == "queued")
        .values(state="claimed", claimed_at=now, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id)
    )
    claimed = connection.execute(claim).scalars().all()
    return tuple(one.message for one in _load(connection, claimed))


def settle_message(
    connection: Connection, key: str, state: OutboxState, *, now: datetime, error: str = ""
) -> bool:
    """Write down what became of a message; say whether that could still be.

    Nothing follows on sent and failed. A clear refusal for now is queued again; an answer that
    never came is unknown, and stays so until there is evidence or a person decides.
    """
    change = (
        update(outbox)
        .where(outbox.c.key == key, outbox.c.state.in_(BEFORE[state]))
        .values(state=state, settled_at=now, last_error=error)
    )
    return connection.execute(change).rowcount == 1


def settle_messages(
    connection: Connection, settled: Iterable[Settlement], *, now: datetime
) -> None:
    """Write down what became of many messages, each as `settle_message` does."""
    alike: dict[tuple[OutboxState, str], list[str]] = defaultdict(list)
    for one in settled:
        alike[one.state, one.error].append(one.key)
    for (state, error), keys in alike.items():
        for start in range(0, len(keys), CHUNK):
            change = (
                update(outbox)
                .where(
                    outbox.c.key.in_(keys[start : start + CHUNK]),
                    outbox.c.state.in_(BEFORE[state]),
                )
                .values(state=state, settled_at=now, last_error=error)
            )
            connection.execute(change)


def expire_claims(connection: Connection, *, claimed_before: datetime, now: datetime) -> int:
    """Call unknown what was claimed long ago and never settled; return how many that are."""
    change = (
        update(outbox)
        .where(outbox.c.state == "claimed", outbox.c.claimed_at < claimed_before)
        .values(state="unknown", settled_at=now, last_error="the run that sent it broke off")
    )
    return connection.execute(change).rowcount


def hold_waiting(connection: Connection, why: str, *, now: datetime) -> int:
    """Hold all messages that wait to leave until a person decides; return how many there were."""
    change = (
        update(outbox)
        .where(outbox.c.state.in_(BEFORE["held"]))
        .values(state="held", settled_at=now, last_error=why)
    )
    return connection.execute(change).rowcount


def load_messages(
    connection: Connection, state: OutboxState | None = None
) -> tuple[KeptMessage, ...]:
    """Return the messages of the outbox, perhaps only those in one state, the oldest first."""
    query = select(outbox.c.id)
    if state is not None:
        query = query.where(outbox.c.state == state)
    return _load(connection, connection.execute(query).scalars().all())


def _load(connection: Connection, ids: Sequence[int]) -> tuple[KeptMessage, ...]:
    content = [outbox.c[name] for name in OutboxMessage.__dataclass_fields__]
    fate = [outbox.c[name] for name in KeptMessage.__dataclass_fields__ if name != "message"]
    ordered = sorted(ids)
    chunks = (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
    return tuple(
        KeptMessage(OutboxMessage(*row[: len(content)]), *row[len(content) :])
        for chunk in chunks
        for row in connection.execute(
            select(*content, *fate).where(outbox.c.id.in_(chunk)).order_by(outbox.c.id)
        )
    )
