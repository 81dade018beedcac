from datetime import datetime, timedelta

from validation.store import DomainEvent, Store, load_events, save_event, settle_event


def test_an_event_that_is_told_twice_is_kept_once(store: Store, now: datetime) -> None:
    event = DomainEvent("crm-7", "lead.became_customer", "contact-9", now, '{"shop": "Oulu"}')
    with store.transaction() as connection:
        assert [save_event(connection, event, now=now) for _ in range(2)] == [True, False]
        assert load_events(connection) == (event,)


def test_an_event_waits_until_it_is_acted_upon_once(store: Store, now: datetime) -> None:
    events = [DomainEvent(key, "kind", "contact", now - timedelta(days=1)) for key in "ab"]
    with store.transaction() as connection:
        for event in events:
            save_event(connection, event, now=now)
        assert [settle_event(connection, "a", now=now) for _ in range(2)] == [True, False]
        assert load_events(connection) == (events[1],)
        assert not settle_event(connection, "unknown", now=now)
