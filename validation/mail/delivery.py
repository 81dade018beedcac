"""Emptying the outbox, so that no message leaves twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from validation.errors import DeliveryError
from validation.mail.message import Message, Outcome
from validation.mail.port import Gateway, OutboxPort

BATCH = 500
TROUBLE = frozenset({"later", "unknown"})


@dataclass(frozen=True, slots=True)
class SendResult:
    """How many messages went which way, why some did not leave, and when to go on."""

    accepted: int = 0
    refused: int = 0
    later: int = 0
    unknown: int = 0
    reasons: tuple[str, ...] = ()
    resume_at: datetime | None = None


def deliver_pending(
    outbox: OutboxPort, gateway: Gateway, now: datetime, *, batch: int = BATCH
) -> SendResult:
    """Return what became of the waiting messages, each of which is tried at most once.

    Each batch is claimed before it leaves and settled after. The first trouble ends the round, so
    that a service that hangs makes one batch uncertain and not the whole outbox.

    Raises:
        DeliveryError: when nothing can be sent; what was claimed waits again.
    """
    outcomes: list[Outcome] = []
    while claimed := outbox.claim(batch):
        settled = _deliver(outbox, gateway, claimed)
        outcomes += settled
        if any(one.state in TROUBLE for one in settled):
            break
    return _sum_up(outcomes, now)


def _deliver(outbox: OutboxPort, gateway: Gateway, claimed: Sequence[Message]) -> list[Outcome]:
    try:
        outcomes = gateway.deliver(claimed)
    except DeliveryError as error:
        outbox.settle([Outcome(one.key, "later", error.message) for one in claimed])
        raise
    settled = _complete(claimed, outcomes)
    outbox.settle(settled)
    return settled


def _complete(claimed: Sequence[Message], outcomes: Sequence[Outcome]) -> list[Outcome]:
    found = {one.key: one for one in outcomes}
    return [found.get(one.key, Outcome(one.key, "later", "not tried")) for one in claimed]


def _sum_up(outcomes: Sequence[Outcome], now: datetime) -> SendResult:
    n = Counter(one.state for one in outcomes)
    wait = max((one.wait for one in outcomes), default=timedelta(0))
    return SendResult(
        accepted=n["accepted"],
        refused=n["refused"],
        later=n["later"],
        unknown=n["unknown"],
        reasons=tuple(dict.fromkeys(one.reason for one in outcomes if one.reason)),
        resume_at=now + wait if wait else None,
    )
