"""Others are told of events once each, and nothing of who it was."""

from tests.steps.conftest import MORNING, NOON
from validation.settings import Settings
from validation.steps import list_unsent, mark_events_sent
from validation.steps.keeping import opened
from validation.store import DomainEvent, save_events

PAID = DomainEvent("order 1 of anna", "order.paid", "anna@example.com", MORNING, {"shop": "1"})
LEFT = DomainEvent("cart 2 of anna", "cart.left", "anna@example.com", NOON)


def keep(settings: Settings, *events: DomainEvent) -> None:
    with opened(settings) as store, store.transaction() as connection:
        save_events(connection, events, now=NOON)


def test_events_are_told_in_their_order_until_they_were_told(settings: Settings) -> None:
    keep(settings, PAID, LEFT)
    first, second = list_unsent(settings)
    assert [first.name, second.name] == ["order.paid", "cart.left"]

    assert mark_events_sent([first.key], settings, now=NOON) == 1
    assert [one.name for one in list_unsent(settings)] == ["cart.left"]
    assert mark_events_sent([first.key], settings, now=NOON) == 0


def test_what_is_told_names_nobody(settings: Settings) -> None:
    keep(settings, PAID)
    (event,) = list_unsent(settings)
    assert "anna" not in f"{event.name} {event.code} {event.happened_at}"
    assert len(event.code) == 16


def test_a_burst_is_told_in_parts(settings: Settings) -> None:
    keep(settings, PAID, LEFT)
    assert [one.name for one in list_unsent(settings, limit=1)] == ["order.paid"]
