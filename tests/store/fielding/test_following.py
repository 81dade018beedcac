from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import contact
from validation.fieldwork import Ended, FollowUp
from validation.sampling import hash_address
from validation.store import (
    DomainEvent,
    Store,
    WaveKey,
    count_unlisted,
    erase_contact,
    find_due_contacts,
    load_codes,
    load_happened,
    save_events,
    save_followups,
    save_frame,
)
from validation.store.tables import followups
from validation.study import EventCadence

CADENCE = EventCadence.model_validate({"event": "bought", "after": ["14 days", "90 days"]})
NAMES = ("bought", "ended")


def due(event: str, key: str, at: datetime, outcome: str = "due", step: str = "day-14") -> FollowUp:
    return FollowUp(key, event, step, at, "2027", outcome)  # type: ignore[arg-type]  # any outcome


@pytest.fixture
def happened(fielded: Store, now: datetime) -> Store:
    """Return a wave in the field whose people bought something, and a stranger."""
    events = [
        DomainEvent("e1", "bought", "anna", now),
        DomainEvent("e2", "bought", hash_address("bertil@example.com"), now),
        DomainEvent("e3", "bought", "stranger", now),
        DomainEvent("e4", "ended", "anna", now + timedelta(days=3)),
        DomainEvent("e5", "other", "cecilia", now),
    ]
    with fielded.transaction() as connection:
        save_events(connection, events, now=now)
    return fielded


def found(store: Store, now: datetime, since: datetime | None = None) -> tuple[str, ...]:
    with store.reading() as connection:
        return find_due_contacts(
            connection, "s", CADENCE, since=since or now - timedelta(days=999), now=now
        )


def test_whoever_a_step_may_be_due_for_is_found_until_it_has_an_end(
    happened: Store, now: datetime
) -> None:
    later = now + timedelta(days=14)
    everybody = {"anna", "stranger", hash_address("bertil@example.com")}
    assert found(happened, now + timedelta(days=13)) == ()
    assert {*found(happened, later)} == everybody
    assert found(happened, later, since=now + timedelta(hours=1)) == ()
    with happened.transaction() as connection:
        assert save_followups(connection, "s", [due("e1", "anna", later)], now=later) == 1
    assert {*found(happened, later)} == everybody - {"anna"}
    assert {*found(happened, now + timedelta(days=90))} == everybody


def test_what_happened_has_the_key_of_its_contact_and_what_came_of_it(
    happened: Store, now: datetime
) -> None:
    told = ("anna", hash_address("bertil@example.com"), "stranger")
    with happened.transaction() as connection:
        save_followups(connection, "s", [due("e1", "anna", now)], now=now)
        save_followups(connection, "another", [due("e1", "anna", now, step="day-90")], now=now)
        all_of = load_happened(connection, "s", NAMES, told)
    assert sorted((one.key, one.contact) for one in all_of.events) == [
        ("e1", "anna"),
        ("e2", "bertil"),
        ("e3", "stranger"),
        ("e4", "anna"),
    ]
    assert {*all_of.people} == {"anna", "bertil"}
    assert all_of.done == {("e1", "day-14"): Ended("invited", now)}


def test_what_was_told_by_address_and_by_key_comes_together(happened: Store, now: datetime) -> None:
    with happened.transaction() as connection:
        save_events(connection, [DomainEvent("e6", "ended", "bertil", now)], now=now)
        for told in ("bertil", hash_address("bertil@example.com")):
            both = load_happened(connection, "s", NAMES, [told])
            assert {one.key for one in both.events} == {"e2", "e6"}


def test_who_left_every_list_is_a_stranger(happened: Store, now: datetime) -> None:
    with happened.transaction() as connection:
        assert count_unlisted(connection, ["anna", "stranger", "stranger"]) == 1
        save_frame(connection, "s", [contact("bertil")], sha256="g", now=now)
        assert count_unlisted(connection, ["anna", "stranger", "bertil"]) == 2
        assert load_happened(connection, "s", NAMES, ["anna"]).people == {}


def test_an_end_is_kept_once_and_with_its_invitation(
    happened: Store, where: WaveKey, now: datetime
) -> None:
    first = due("e1", "anna", now)
    with happened.transaction() as connection:
        assert save_followups(connection, "s", [first, first], now=now) == 1
        again = due("e1", "anna", now, "stopped")
        ends = [again, due("e3", "stranger", now, "dropped"), due("e2", "bertil", now, "later")]
        assert save_followups(connection, "s", ends, now=now) == 1
        rows = connection.execute(followups.select().order_by(followups.c.id)).all()
        codes = load_codes(connection, where.study, where.wave, ["anna", "nobody"])
    assert [(one.outcome, one.wave_id is None, one.invitation_id is None) for one in rows] == [
        ("invited", False, False),
        ("dropped", True, True),
    ]
    assert [*codes] == ["anna"]


def test_with_a_person_goes_all_that_happened_to_it(happened: Store, now: datetime) -> None:
    with happened.transaction() as connection:
        save_followups(connection, "s", [due("e2", "bertil", now)], now=now)
        erase_contact(connection, "bertil", now=now)
        assert connection.execute(followups.select()).all() == []
        sha256 = hash_address("bertil@example.com")
        assert load_happened(connection, "s", NAMES, ["bertil", sha256]).events == ()
