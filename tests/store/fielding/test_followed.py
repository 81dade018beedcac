from datetime import datetime, timedelta

from tests.store.fielding.test_following import due
from validation.store import (
    DomainEvent,
    EndCount,
    EventCount,
    Store,
    count_events,
    count_followups,
    load_followups,
    save_events,
    save_followups,
)


def test_events_are_counted_by_name_in_the_order_asked_for(fielded: Store, now: datetime) -> None:
    later = now + timedelta(days=1)
    events = [
        DomainEvent("e1", "bought", "anna", now),
        DomainEvent("e2", "bought", "stranger", later),
        DomainEvent("e3", "ended", "anna", later),
        DomainEvent("e4", "responses.replaced", None, later),
    ]
    with fielded.transaction() as connection:
        save_events(connection, events, now=now)
        names = ("ended", "never", "bought", "responses.replaced")
        assert count_events(connection, names) == (
            EventCount("ended", 1, 0, later, later),
            EventCount("bought", 2, 1, now, later),
        )


def test_ends_are_counted_and_told_of_one_contact(fielded: Store, now: datetime) -> None:
    events = [DomainEvent(key, "bought", key[1:], now) for key in ("1anna", "2bertil", "3anna")]
    with fielded.transaction() as connection:
        save_events(connection, events, now=now)
        ends = [due("1anna", "anna", now), due("2bertil", "bertil", now)]
        save_followups(connection, "s", [*ends, due("3anna", "anna", now, "repeated")], now=now)
        assert count_followups(connection, "s") == (
            EndCount("bought", "day-14", "invited", None, 2),
            EndCount("bought", "day-14", "repeated", None, 1),
        )
        assert count_followups(connection, "another") == ()
        own = load_followups(connection, "s", "anna")
    assert [(one.event, one.step, one.outcome) for one in own] == [
        ("1anna", "day-14", "invited"),
        ("3anna", "day-14", "repeated"),
    ]
