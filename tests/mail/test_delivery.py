from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from validation.errors import DeliveryError
from validation.mail import (
    FolderGateway,
    Gateway,
    Message,
    Outcome,
    SendGridAccount,
    SendGridGateway,
    SendResult,
    deliver_pending,
)

if TYPE_CHECKING:
    from tests.mail.conftest import Standin

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
NAMES = ("anna", "bo", "carl", "dora", "eva", "finn")
NUMBERS = count()

Trouble = dict[str, Any]
REFUSALS = st.sampled_from([400, 401, 403, 404, 413])
ERRORS = (st.sampled_from([408, 500, 502, 503]), st.booleans())
SILENCES = (st.sampled_from(["hang", "cut"]), st.booleans())
NO_TIME = float  # any function of the seconds that returns at once
LIMITS = st.sampled_from(["slow_down", "spent"])


class MemoryOutbox:
    """An outbox that keeps its word: marked before it is given out, and settled once."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = {one.key: one for one in messages}
        self.states = dict.fromkeys(self.messages, "waiting")
        self.reasons: dict[str, str] = {}

    def claim(self, limit: int) -> list[Message]:
        keys = [key for key, state in self.states.items() if state == "waiting"][:limit]
        self.states |= dict.fromkeys(keys, "claimed")
        return [self.messages[key] for key in keys]

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        for one in outcomes:
            assert self.states[one.key] == "claimed"
            self.states[one.key] = "waiting" if one.state == "later" else one.state
            self.reasons[one.key] = one.reason

    def recover(self) -> None:
        """Hold what a killed process had claimed."""
        died = [key for key, state in self.states.items() if state == "claimed"]
        self.states |= dict.fromkeys(died, "unknown")

    def n(self) -> dict[str, int]:
        return dict(Counter(self.states.values()))


OUTCOMES = {
    "accepted": Outcome("", "accepted", message_id="m"),
    "refused": Outcome("", "refused", "no such address"),
    "later": Outcome("", "later", "too many", wait=timedelta(seconds=90)),
    "unknown": Outcome("", "unknown", "timed out"),
}


class Scripted:
    """A way out that gives the outcomes it was told to, one batch after the other."""

    def __init__(self, *batches: Sequence[str]) -> None:
        self._batches = iter(batches)
        self.asked: list[list[str]] = []

    def deliver(self, messages: Sequence[Message]) -> list[Outcome]:
        self.asked.append([one.key for one in messages])
        states = next(self._batches)
        return [
            replace(OUTCOMES[state], key=one.key)
            for one, state in zip(messages, states, strict=False)
        ]


@pytest.fixture
def outbox(make_message: MakeMessage) -> MemoryOutbox:
    return MemoryOutbox([make_message(name) for name in NAMES])


def test_an_empty_outbox_asks_nobody() -> None:
    gateway = Scripted()

    assert deliver_pending(MemoryOutbox([]), gateway, NOW) == SendResult()
    assert gateway.asked == []


def test_all_that_waits_leaves_in_batches(outbox: MemoryOutbox) -> None:
    gateway = Scripted(["accepted"] * 4, ["accepted", "refused"])

    result = deliver_pending(outbox, gateway, NOW, batch=4)

    assert result == SendResult(accepted=5, refused=1, reasons=("no such address",))
    assert [len(keys) for keys in gateway.asked] == [4, 2]
    assert outbox.n() == {"accepted": 5, "refused": 1}


def test_a_spent_limit_ends_the_round_and_says_when_to_go_on(outbox: MemoryOutbox) -> None:
    gateway = Scripted(["accepted", "later", "later"])

    result = deliver_pending(outbox, gateway, NOW, batch=3)

    assert result == SendResult(
        accepted=1, later=2, reasons=("too many",), resume_at=NOW + timedelta(seconds=90)
    )
    assert outbox.n() == {"accepted": 1, "waiting": 5}


def test_what_is_uncertain_is_held_and_ends_the_round(outbox: MemoryOutbox) -> None:
    gateway = Scripted(["accepted", "unknown"], ["accepted"] * 4)

    first = deliver_pending(outbox, gateway, NOW, batch=3)
    second = deliver_pending(outbox, gateway, NOW, batch=4)

    assert (first.accepted, first.unknown, first.later) == (1, 1, 1)
    assert first.reasons == ("timed out", "not tried")
    assert second == SendResult(accepted=4)
    assert outbox.states["digest:mobile:2026-Q4:bo"] == "unknown"
    assert gateway.asked[1] == [f"digest:mobile:2026-Q4:{name}" for name in NAMES[2:]]


def test_a_refused_key_leaves_everything_waiting(
    standin: "Standin", make_account: MakeAccount, outbox: MemoryOutbox
) -> None:
    with pytest.raises(DeliveryError, match="SendGrid key"):
        deliver_pending(outbox, SendGridGateway(make_account(key="wrong")), NOW, batch=2)

    assert outbox.n() == {"waiting": 6}
    assert "SendGrid key" in outbox.reasons["digest:mobile:2026-Q4:anna"]
    assert standin.inbox() == []


def test_a_rerun_sends_nothing_twice(
    standin: "Standin", make_account: MakeAccount, outbox: MemoryOutbox
) -> None:
    gateway = SendGridGateway(make_account())

    first, again = (deliver_pending(outbox, gateway, NOW, batch=4) for _ in range(2))

    assert (first, again) == (SendResult(accepted=6), SendResult())
    assert copies(standin) == {one.outbox_id: 1 for one in outbox.messages.values()}


def test_mail_for_a_folder_goes_the_same_way(tmp_path: Path, outbox: MemoryOutbox) -> None:
    result = deliver_pending(outbox, FolderGateway(tmp_path), NOW, batch=4)

    assert result == SendResult(accepted=6)
    assert len(list(tmp_path.iterdir())) == 6


TROUBLES = st.one_of(
    st.builds(lambda status: {"kind": "answer", "status": status}, REFUSALS),
    st.builds(
        lambda status, takes: {"kind": "answer", "status": status, "accepts": takes}, *ERRORS
    ),
    st.builds(lambda kind, takes: {"kind": kind, "accepts": takes}, *SILENCES),
    st.builds(lambda kind: {"kind": kind, "seconds": 0}, LIMITS),
)


@given(
    rounds=st.lists(st.tuples(st.lists(TROUBLES, max_size=3), st.booleans()), max_size=5),
    bodies=st.lists(st.sampled_from(["a", "b", "c"]), min_size=6, max_size=6),
    batch=st.integers(1, 6),
    patient=st.booleans(),
)
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_goes_wrong_nobody_gets_a_second_copy(  # noqa: PLR0913 (fixtures and draws)
    standin: "Standin",
    make_message: MakeMessage,
    make_account: MakeAccount,
    *,
    rounds: list[tuple[list[Trouble], bool]],
    bodies: list[str],
    batch: int,
    patient: bool,
) -> None:
    # A request that was given up may still arrive in the next example: the ids are never reused.
    ids = (f"0193-{next(NUMBERS)}" for _ in NAMES)
    outbox = MemoryOutbox(
        [
            make_message(name, text=body, outbox_id=outbox_id)
            for name, body, outbox_id in zip(NAMES, bodies, ids, strict=True)
        ]
    )
    gateway = SendGridGateway(make_account(timeout=0.05), wait=NO_TIME if patient else None)
    for troubles, killed in [*rounds, ([], False)]:
        for trouble in troubles:
            standin.fault(**trouble)
        go_round(outbox, Mortal(gateway) if killed else gateway, batch)
        standin.client.delete("/faults")

    taken = copies(standin)
    allowed = {"accepted": {1}, "refused": {0}, "waiting": {0}, "unknown": {0, 1}}
    assert [
        key
        for key, message in outbox.messages.items()
        if taken[message.outbox_id] not in allowed[outbox.states[key]]
    ] == []


class Killed(BaseException):
    """The process ends."""


class Mortal:
    """A way out whose process ends after sending, before anything can be kept of it."""

    def __init__(self, gateway: SendGridGateway) -> None:
        self._gateway = gateway

    def deliver(self, messages: Sequence[Message]) -> list[Outcome]:
        self._gateway.deliver(messages)
        raise Killed


def go_round(outbox: MemoryOutbox, gateway: Gateway, batch: int) -> None:
    with suppress(Killed, DeliveryError):
        deliver_pending(outbox, gateway, NOW, batch=batch)
    outbox.recover()


def copies(standin: "Standin") -> Counter[str]:
    return Counter(mail["custom_args"]["outbox_id"] for mail in standin.inbox())
