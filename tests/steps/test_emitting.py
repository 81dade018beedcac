"""What is told of contacts is kept once, all of it or nothing, and without an address."""

from pathlib import Path

import pytest

from tests.steps.caring import BOUGHT, day, keep_people
from validation.errors import FieldworkError
from validation.sampling import hash_address
from validation.settings import Settings
from validation.steps import Emitted, Event, emit_event, emit_events
from validation.steps.emitting import read_events
from validation.steps.keeping import opened
from validation.store import DomainEvent, load_unsent


def kept(settings: Settings) -> tuple[DomainEvent, ...]:
    with opened(settings) as store, store.reading() as connection:
        return load_unsent(connection, 100)


def test_an_event_that_is_told_twice_is_kept_once(fielding: Settings, tmp_path: Path) -> None:
    keep_people(tmp_path, fielding, {"a": "customer"})
    event = Event(BOUGHT, "a", day(1), attributes={"shop": "Oulu"})
    told = [emit_event(event, fielding, now=day(2)) for _ in range(2)]
    assert told == [Emitted(1, 1, 0), Emitted(1, 0, 0)]
    [one] = kept(fielding)
    assert (one.name, one.contact, one.happened_at) == (BOUGHT, "a", day(1))
    assert one.attributes == {"shop": "Oulu"}


def test_without_a_time_it_happened_now_and_again(settings: Settings) -> None:
    for _ in range(2):
        emit_event(Event(BOUGHT, "a"), settings, now=day(2))
    assert [one.happened_at for one in kept(settings)] == [day(2)] * 2


def test_strangers_are_kept_and_counted_and_addresses_are_not_kept(
    settings: Settings, tmp_path: Path
) -> None:
    keep_people(tmp_path, settings, {"a": "customer"})
    events = [Event(BOUGHT, who, day(1)) for who in ("a", "A@example.com", "x", "x@y.fi")]
    assert emit_events(events, settings, now=day(2)) == Emitted(4, 4, 2)
    assert [one.contact for one in kept(settings)] == [
        "a",
        hash_address("a@example.com"),
        "x",
        hash_address("x@y.fi"),
    ]


def test_one_bad_event_keeps_nothing(settings: Settings) -> None:
    with pytest.raises(FieldworkError, match="Nothing was kept"):
        emit_events([Event(BOUGHT, "a"), Event("no name", "b")], settings, now=day(2))
    assert kept(settings) == ()


def test_a_file_tells_of_many(tmp_path: Path) -> None:
    path = tmp_path / "won.csv"
    path.write_text("contact,at,key,shop\na,2026-12-01T09:00,k1,Oulu\nb,,,\n")
    assert read_events(path, name=BOUGHT, zone="Europe/Helsinki") == (
        Event(BOUGHT, "a", day(0), "k1", {"shop": "Oulu"}),
        Event(BOUGHT, "b"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("who\na\n", "won.csv: found no column contact, event, must be a table"),
        ("contact,event,at\na,e,yesterday\n", "row 2: found 'yesterday', must be a time"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "won.csv"
    path.write_text(content)
    with pytest.raises(FieldworkError, match=message):
        read_events(path)
