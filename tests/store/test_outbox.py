from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import get_args

import pytest

from validation.store import (
    OutboxMessage,
    OutboxState,
    Settlement,
    Store,
    claim_messages,
    expire_claims,
    load_messages,
    outbox,
    queue_message,
    settle_message,
    settle_messages,
)
from validation.store.outbox import BEFORE

STATES: tuple[OutboxState, ...] = get_args(OutboxState)


def test_a_key_is_queued_once(store: Store, now: datetime) -> None:
    first, second = message("a"), OutboxMessage("a", "digest", "b@example.com", "Other", "{}")
    with store.transaction() as connection:
        new = [queue_message(connection, one, now=now) for one in (first, second)]
        [kept] = load_messages(connection)
    assert new == [True, False]
    assert kept.message == first
    assert (kept.state, kept.attempts, kept.queued_at, kept.claimed_at, kept.last_error) == (
        "queued",
        0,
        now,
        None,
        "",
    )


def test_messages_are_read_in_parts_however_many_they_are(
    store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "CHUNK", 2)
    fill(store, now, *"ecabd")
    with store.reading() as connection:
        assert [one.message.key for one in load_messages(connection)] == [*"ecabd"]


def test_what_is_claimed_is_claimed_by_nobody_else(store: Store, now: datetime) -> None:
    fill(store, now, *"abc")
    with store.transaction() as connection:
        first = claim_messages(connection, 2, now=now)
    with store.transaction() as connection:
        second = claim_messages(connection, 2, now=now)
        third = claim_messages(connection, 2, now=now)
    assert [one.key for one in first] == ["a", "b"]
    assert [one.key for one in second] == ["c"]
    assert third == ()
    assert second == (message("c"),)


def test_a_claim_that_is_undone_is_no_claim(store: Store, now: datetime) -> None:
    fill(store, now, "a")
    with pytest.raises(KeyboardInterrupt):
        claim_and_break_off(store, now)
    with store.reading() as connection:
        assert [one.state for one in load_messages(connection)] == ["queued"]


def test_a_refusal_for_now_is_queued_again_and_counted(store: Store, now: datetime) -> None:
    fill(store, now, "a")
    with store.transaction() as connection:
        for _ in range(2):
            claim_messages(connection, 1, now=now)
            settle_message(connection, "a", "queued", now=now, error="429")
        [kept] = load_messages(connection, "queued")
    assert (kept.attempts, kept.last_error, kept.settled_at) == (2, "429", now)


@pytest.mark.parametrize("told", ["sent", "unknown"])
def test_a_run_that_was_given_up_may_come_back_and_tell_what_it_did(
    store: Store, now: datetime, told: OutboxState
) -> None:
    fill(store, now, "a")
    with store.transaction() as connection:
        claim_messages(connection, 1, now=now)
        expire_claims(connection, claimed_before=now + timedelta(seconds=1), now=now)
        settle_message(connection, "a", "queued", now=now)  # nobody knew of it
        assert settle_message(connection, "a", told, now=now)
        assert claim_messages(connection, 1, now=now) == ()


@pytest.mark.parametrize(("before", "after"), [*product(STATES, STATES)])
def test_a_message_takes_only_the_steps_that_it_may(
    before: OutboxState, after: OutboxState, store: Store, now: datetime
) -> None:
    fill(store, now, "a")
    steps: dict[OutboxState, tuple[OutboxState, ...]] = {
        "queued": (),
        "claimed": ("claimed",),
        "sent": ("claimed", "sent"),
        "unknown": ("claimed", "unknown"),
        "failed": ("failed",),
        "held": ("held",),
    }
    with store.transaction() as connection:
        for step in steps[before]:
            assert settle_message(connection, "a", step, now=now)
        moved = settle_message(connection, "a", after, now=now)
        [kept] = load_messages(connection)
    assert moved == (before in BEFORE[after])
    assert kept.state == (after if moved else before)


def test_sent_and_failed_are_final() -> None:
    befores = {state for states in BEFORE.values() for state in states}
    assert befores == {"queued", "claimed", "unknown", "held"}


def test_an_unknown_key_settles_nothing(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        assert not settle_message(connection, "nobody", "sent", now=now)


def test_a_claim_of_a_run_that_broke_off_becomes_unknown(store: Store, now: datetime) -> None:
    fill(store, now, *"ab")
    with store.transaction() as connection:
        claim_messages(connection, 1, now=now - timedelta(hours=2))
        claim_messages(connection, 1, now=now)
        hour_ago = now - timedelta(hours=1)
        assert expire_claims(connection, claimed_before=hour_ago, now=now) == 1
        states = {one.message.key: one.state for one in load_messages(connection)}
    assert states == {"a": "unknown", "b": "claimed"}


@pytest.mark.parametrize("seed", range(5))
def test_no_message_leaves_twice_whatever_breaks_off(
    seed: int, store: Store, now: datetime
) -> None:
    chance = Random(seed)  # noqa: S311 (a seeded test, no secret)
    sent = Counter[str]()
    fill(store, now, *"abcdefgh")
    for _ in range(60):
        run(store, chance, sent, now)
    with store.transaction() as connection:
        expire_claims(connection, claimed_before=now + timedelta(days=1), now=now)
        states = {one.message.key: one.state for one in load_messages(connection)}
    assert max(sent.values()) == 1
    assert {key for key, state in states.items() if state == "sent"} <= {*sent}
    assert {key for key in states if key not in sent} <= {
        key for key, state in states.items() if state in ("queued", "unknown")
    }


def claim_and_break_off(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        claim_messages(connection, 1, now=now)
        raise KeyboardInterrupt


def run(store: Store, chance: Random, sent: Counter[str], now: datetime) -> None:
    """Claim, send and settle; a run may break off after any of these."""
    fill(store, now, *"abcdefgh")
    with store.transaction() as connection:
        claimed = claim_messages(connection, 2, now=now)
    for one in claimed:
        if chance.random() < 0.2:
            return
        refused = chance.random() < 0.3
        sent[one.key] += not refused
        if chance.random() < 0.2:
            return
        with store.transaction() as connection:
            settle_message(connection, one.key, "queued" if refused else "sent", now=now)


def fill(store: Store, now: datetime, *keys: str) -> None:
    with store.transaction() as connection:
        for key in keys:
            queue_message(connection, message(key), now=now)


def message(key: str) -> OutboxMessage:
    return OutboxMessage(key, "digest", "anna@example.com", "Mitä löytyi", '{"html": "<p>ö</p>"}')


def test_many_are_settled_at_once_and_nothing_goes_back_from_what_is_final(
    store: Store, now: datetime
) -> None:
    fill(store, now, *"abcd")
    later = now + timedelta(minutes=1)
    settled = [Settlement(key, "sent") for key in "ad"]
    settled += [Settlement("b", "unknown", "no answer")]
    with store.transaction() as connection:
        claim_messages(connection, 10, now=now)
        settle_messages(connection, settled, now=now)
        settle_messages(connection, [Settlement("a", "failed", "x")], now=later)
        kept = load_messages(connection)
    assert [(one.message.key, one.state, one.last_error) for one in kept] == [
        ("a", "sent", ""),
        ("b", "unknown", "no answer"),
        ("c", "claimed", ""),
        ("d", "sent", ""),
    ]


def test_mail_without_content_cannot_be_read() -> None:
    message = OutboxMessage("shop/1/invite/c", "fieldwork", "c", "", "{}")
    assert not message.is_written
    assert replace(message, payload='{"subject": "Hello"}').is_written
