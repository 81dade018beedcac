from datetime import datetime, timedelta

from validation.store import DomainEvent, Store, load_unsent, mark_sent, save_events


def test_an_event_that_is_told_twice_is_kept_once(store: Store, now: datetime) -> None:
    event = DomainEvent("crm-7", "lead.became_customer", "contact-9", now, {"shop": "Oulu"})
    with store.transaction() as connection:
        told = [save_events(connection, [event, event], now=now) for _ in range(2)]
        assert told == [1, 0]
        assert load_unsent(connection, 10) == (event,)


def test_an_event_that_is_told_again_otherwise_stays_as_it_was(store: Store, now: datetime) -> None:
    first, second = (DomainEvent("crm-7", name, "c", now) for name in ("lead.won", "lead.lost"))
    with store.transaction() as connection:
        save_events(connection, [first], now=now)
        assert save_events(connection, [second], now=now) == 0
        assert load_unsent(connection, 10) == (first,)


def test_others_are_told_of_an_event_once(store: Store, now: datetime) -> None:
    events = [DomainEvent(key, "kind", "contact", now - timedelta(days=1)) for key in "abc"]
    with store.transaction() as connection:
        save_events(connection, events, now=now)
        assert load_unsent(connection, 2) == tuple(events[:2])
        assert [mark_sent(connection, ["a", "c"], now=now) for _ in range(2)] == [2, 0]
        assert load_unsent(connection, 2) == (events[1],)
        assert mark_sent(connection, ["unknown"], now=now) == 0
