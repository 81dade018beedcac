"""What was told of mail, and who read a digest, is forgotten after its time, and not before."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select

from tests.store.conftest import NOW
from validation.sampling import hash_address
from validation.store import (
    OldMail,
    OutboxMessage,
    Store,
    claim_messages,
    count_old_mail,
    forget_mail,
    load_messages,
    old_digests,
    queue_message,
    settle_message,
)
from validation.store.tables import mail_events

DAY = timedelta(days=1)
ANNA, BO = "anna@example.com", "bo@example.com"


def tell(store: Store, reader: str, *, settled: datetime | None) -> None:
    """Keep a digest to a reader that was sent, or waits."""
    key = f"shop/1/digest-1/{reader}"
    message = OutboxMessage(key, "digest", reader, "News", f'{{"to": "{reader}"}}')
    with store.transaction() as connection:
        queue_message(connection, message, now=settled or NOW)
        if settled is not None:
            claim_messages(connection, 1, now=settled)
            assert settle_message(connection, key, "sent", now=settled)


def hear(store: Store, key: str, happened: datetime, handled: datetime | None) -> None:
    """Keep an event of mail."""
    row = {
        "key": key, "reference": key, "event": "delivered", "happened_at": happened,
        "saved_at": happened, "handled_at": handled,
    }  # fmt: skip
    with store.transaction() as connection:
        connection.execute(insert(mail_events).values(row))


def test_a_message_of_long_ago_forgets_its_reader_and_another_does_not(
    store: Store, now: datetime
) -> None:
    tell(store, ANNA, settled=now - DAY)
    tell(store, BO, settled=now)
    with store.transaction() as connection:
        assert count_old_mail(connection, now) == OldMail(mail_events=0, readers=1)
        assert old_digests(connection, now) == (f"shop/1/digest-1/{ANNA}",)
        assert forget_mail(connection, now) == OldMail(mail_events=0, readers=1)
        assert forget_mail(connection, now) == OldMail(mail_events=0, readers=0)
        first, second = (one.message for one in load_messages(connection))
    assert ANNA not in str(first)
    assert first.recipient == hash_address(ANNA)
    assert (second.recipient, BO in second.payload) == (BO, True)


def test_mail_that_waits_forgets_nobody(store: Store, now: datetime) -> None:
    tell(store, ANNA, settled=None)
    with store.transaction() as connection:
        assert forget_mail(connection, now + 1000 * DAY).readers == 0
        [kept] = load_messages(connection)
    assert kept.message.recipient == ANNA


def test_events_that_were_looked_at_go_after_their_time(store: Store, now: datetime) -> None:
    hear(store, "old", now - DAY, handled=now)
    hear(store, "not handled", now - DAY, handled=None)
    hear(store, "new", now, handled=now)
    with store.transaction() as connection:
        assert count_old_mail(connection, now).mail_events == 1
        assert forget_mail(connection, now).mail_events == 1
        left = connection.execute(select(mail_events.c.key)).scalars().all()
    assert sorted(left) == ["new", "not handled"]
