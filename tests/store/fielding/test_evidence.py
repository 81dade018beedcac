from datetime import datetime, timedelta
from itertools import permutations

import pytest

from tests.store.fielding.conftest import rows
from validation.fieldwork import Fate, MessageFacts
from validation.sampling import hash_address
from validation.store import (
    Evidence,
    Settled,
    Store,
    WaveKey,
    claim_mailings,
    expire_claims,
    heard_until,
    load_invitations,
    load_messages,
    queue_mailings,
    save_evidence,
    settle_evidence,
    settle_message,
    suppressed,
)
from validation.store.fielding.suppression import Reason

EVENTS: dict[Fate | None, str] = {None: "processed", "bounced": "bounce"}


def event(
    key: str, reference: str, at: datetime, fate: Fate | None, suppression: Reason | None = None
) -> Evidence:
    return Evidence(key, reference, EVENTS.get(fate, str(fate)), at, fate, suppression)


@pytest.fixture
def references(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> dict[str | None, str]:
    """Return the references of three claimed invitations, of which nobody knows if they left."""
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        claimed = claim_mailings(connection, 9, now=now)
        expire_claims(connection, claimed_before=now + timedelta(hours=1), now=now)
    return {one.facts.contact: one.reference for one in claimed}


def test_an_event_shows_that_a_message_left(
    fielded: Store, where: WaveKey, references: dict[str, str], now: datetime
) -> None:
    events = [
        event("1", references["anna"], now, None),
        event("2", references["bertil"], now, "delivered"),
        event("3", "no such message", now, "delivered"),
    ]
    with fielded.transaction() as connection:
        assert save_evidence(connection, events, now=now) == 3
        assert settle_evidence(connection, now=now) == Settled(3, messages=2, suppressed=0)
        assert settle_evidence(connection, now=now) == Settled(0, 0, 0)
        told = [one.messages["invite"] for one in load_invitations(connection, where)]
    assert [(one.state, one.fate) for one in told] == [
        ("sent", None),
        ("sent", "delivered"),
        ("unknown", None),
    ]


def test_an_event_that_is_told_twice_is_kept_once(store: Store, now: datetime) -> None:
    twice = [event("1", "r", now, "delivered")] * 2
    with store.transaction() as connection:
        assert save_evidence(connection, twice, now=now) == 1
        assert save_evidence(connection, twice, now=now) == 0


@pytest.mark.parametrize("order", [*permutations(("deferred", "delivered", "bounced"))])
def test_whatever_the_order_the_gravest_fate_stays(
    order: tuple[Fate, ...], fielded: Store, where: WaveKey, references: dict[str, str]
) -> None:
    now = datetime.fromisoformat("2027-03-02T10:00+00:00")
    events = [event(fate, references["anna"], now, fate) for fate in order]
    with fielded.transaction() as connection:
        for part in ([events[0]], events[1:]):
            save_evidence(connection, part, now=now)
            settle_evidence(connection, now=now)
        anna, *_ = load_invitations(connection, where)
    assert anna.messages["invite"].fate == "bounced"


def test_an_address_that_bounced_is_left_alone_everywhere(
    fielded: Store, where: WaveKey, references: dict[str, str], now: datetime
) -> None:
    events = [
        event("1", references["anna"], now, "bounced", "bounced"),
        event("2", references["anna"], now, "complained", "complained"),
        event("3", references["bertil"], now, "bounced"),
    ]
    with fielded.transaction() as connection:
        save_evidence(connection, events, now=now)
        assert settle_evidence(connection, now=now).suppressed == 1
        assert suppressed(connection, "any study") == {hash_address("anna@example.com")}
        told = [one.suppressed for one in load_invitations(connection, where)]
    assert told == ["bounced", None, None]


def test_what_is_final_stays_as_it_is(
    fielded: Store, where: WaveKey, references: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        key = rows(fielded, "outbox")[0]["key"]
        settle_message(connection, key, "failed", now=now, error="given up")
        save_evidence(connection, [event("1", references["anna"], now, "delivered")], now=now)
        assert settle_evidence(connection, now=now).messages == 0
        anna, *_ = load_invitations(connection, where)
    assert anna.messages["invite"] == MessageFacts("failed", now, "delivered", "given up")


def test_events_are_settled_in_parts(
    fielded: Store, references: dict[str, str], now: datetime
) -> None:
    events = [event(str(n), references["anna"], now, "delivered") for n in range(5)]
    with fielded.transaction() as connection:
        save_evidence(connection, events, now=now)
        parts = [settle_evidence(connection, now=now, limit=2).events for _ in range(4)]
    assert parts == [2, 2, 1, 0]


def test_a_message_that_waits_again_was_sent_if_an_event_says_so_late(
    fielded: Store, references: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        for one in load_messages(connection, "unknown"):
            settle_message(connection, one.message.key, "queued", now=now)
        save_evidence(connection, [event("1", references["anna"], now, None)], now=now)
        assert settle_evidence(connection, now=now).messages == 1
        claimed = claim_mailings(connection, 9, now=now)
    assert references["anna"] not in {one.reference for one in claimed}
    assert len(claimed) == len(references) - 1


def test_the_service_was_heard_until_the_newest_message_of_which_it_told(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    hour = timedelta(hours=1)
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        first, second = (claim_mailings(connection, 1, now=now + n * hour) for n in (1, 2))
        assert heard_until(connection) is None
        for key, told in (("2", second), ("1", first)):
            save_evidence(connection, [event(key, told[0].reference, now, None)], now=now)
            assert heard_until(connection) == now + 2 * hour
