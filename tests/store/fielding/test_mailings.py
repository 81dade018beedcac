from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from tests.store.fielding.conftest import rows, submission
from validation.errors import StoreError
from validation.store import (
    Mailing,
    OutboxMessage,
    Store,
    WaveKey,
    claim_mailings,
    claim_messages,
    load_invitations,
    queue_mailings,
    queue_message,
    settle_mailings,
    settle_message,
    submit,
)
from validation.store.tables import invitations


def test_a_step_is_queued_once_for_each(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    some = [codes["anna"], codes["bertil"]]
    with fielded.transaction() as connection:
        assert queue_mailings(connection, where, "invite", some, now=now) == 2
        assert queue_mailings(connection, where, "invite", [*codes.values()], now=now) == 1
        assert queue_mailings(connection, where, "remind-1", some, now=now) == 2
        assert queue_mailings(connection, where, "invite", [], now=now) == 0
        with pytest.raises(StoreError, match="wave 1999 of study s"):
            queue_mailings(connection, WaveKey("s", "1999"), "invite", some, now=now)
    keys = {row["key"] for row in rows(fielded, "outbox")}
    assert f"s/2027/invite/{codes['anna']}" in keys
    assert len({row["reference"] for row in rows(fielded, "outbox")}) == 5


def test_the_outbox_holds_no_address_text_or_link(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        claim_mailings(connection, 9, now=now)
    for row in rows(fielded, "outbox"):
        assert (row["subject"], row["payload"]) == ("", "{}")
        assert row["recipient"] in codes.values()
        assert "@" not in str(row)


def test_what_is_claimed_is_of_one_step_and_language_and_of_nobody_else(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        change = update(invitations).where(invitations.c.code == codes["bertil"])
        connection.execute(change.values(language="sv"))
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        queue_mailings(connection, where, "remind-1", [codes["anna"]], now=now)
        claimed = [claim_mailings(connection, 9, now=now) for _ in range(4)]
    told = [[(one.step, one.facts.contact, one.facts.language) for one in some] for some in claimed]
    assert told == [
        [("invite", "anna", "fi"), ("invite", "cecilia", "fi")],
        [("invite", "bertil", "sv")],
        [("remind-1", "anna", "fi")],
        [],
    ]


def test_a_claimed_message_says_whom_it_goes_to_and_what_is_known_now(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [codes["anna"]], now=now)
        submit(connection, submission(codes["anna"], now, q="1"))
        [found] = claim_mailings(connection, 9, now=now + timedelta(hours=1))
        anna, *_ = load_invitations(connection, where)
    [row] = rows(fielded, "outbox")
    key = f"s/2027/invite/{codes['anna']}"
    assert found == Mailing(key, row["reference"], "invite", where, "anna@example.com", anna)
    assert (anna.answered_at, anna.messages["invite"].state) == (now, "claimed")
    assert row["attempts"] == 1


def test_a_limit_is_kept(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        assert [len(claim_mailings(connection, 2, now=now)) for _ in range(3)] == [2, 1, 0]


def test_digests_and_mail_to_the_invited_are_claimed_apart(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    digest = OutboxMessage("d", "digest", "a@b.fi", "S", "{}")
    with fielded.transaction() as connection:
        queue_message(connection, digest, now=now)
        queue_mailings(connection, where, "invite", [codes["anna"]], now=now)
        assert [one.step for one in claim_mailings(connection, 9, now=now)] == ["invite"]
        assert claim_mailings(connection, 9, now=now) == ()
        assert claim_messages(connection, 9, now=now) == (digest,)


def test_what_waits_of_a_step_can_be_given_up(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        [first] = claim_mailings(connection, 1, now=now)
        settle_message(connection, first.key, "sent", now=now)
        settle_message(connection, f"s/2027/invite/{codes['bertil']}", "held", now=now)
        given_up = settle_mailings(connection, where, "invite", now=now, reason="cancelled")
        other = settle_mailings(connection, where, "remind-1", now=now, reason="cancelled")
        told = [one.messages["invite"] for one in load_invitations(connection, where)]
    assert (given_up, other) == (2, 0)
    assert [(one.state, one.error) for one in told] == [
        ("sent", ""),
        ("failed", "cancelled"),
        ("failed", "cancelled"),
    ]
