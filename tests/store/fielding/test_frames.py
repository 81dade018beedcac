from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import NAMES, contact, rows
from validation.errors import StoreError
from validation.sampling import Contact
from validation.store import (
    KeptFrame,
    Store,
    erase_contact,
    load_contact,
    load_frame,
    load_frames,
    save_frame,
)
from validation.store.fielding import frames as framing

PEOPLE = [
    Contact("7", "Anna@Example.com", "fi", "consent", {"region": "Pohjois-Savo “ö”"}),
    Contact("8", None, "sv", "contract"),
]


def test_contacts_come_back_as_they_were(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        kept = save_frame(connection, "s", PEOPLE, sha256="f", now=now)
        assert load_frame(connection, "s") == tuple(PEOPLE)
    assert kept == KeptFrame("s", contacts=2, new=2, changed=0, left=0, erased=0)


def test_the_same_file_changes_nothing(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        save_frame(connection, "s", PEOPLE, sha256="f", now=now)
        kept = save_frame(connection, "s", PEOPLE, sha256="f", now=now + timedelta(days=1))
    assert kept == KeptFrame("s", contacts=2, new=0, changed=0, left=0, erased=0)
    assert len(rows(store, "contact")) == 2


def test_a_later_file_changes_adds_and_leaves_out(store: Store, now: datetime) -> None:
    moved = Contact("8", "bertil@example.com", "fi", "contract", {"region": "South"})
    with store.transaction() as connection:
        save_frame(connection, "s", PEOPLE, sha256="f", now=now)
        later = [moved, contact("cecilia")]
        kept = save_frame(connection, "s", later, sha256="g", now=now)
        assert load_frame(connection, "s") == (moved, contact("cecilia"))
        assert load_contact(connection, "7") == PEOPLE[0]
    assert kept == KeptFrame("s", contacts=2, new=1, changed=1, left=1, erased=0)
    assert [row["sha256"] for row in rows(store, "frame")] == ["g"]


def test_a_contact_without_a_key_gets_a_random_one_and_is_known_by_its_address(
    store: Store, now: datetime
) -> None:
    nameless = [contact("anna", key=""), contact("bertil", key="")]
    with store.transaction() as connection:
        save_frame(connection, "s", nameless, sha256="f", now=now)
        first = load_frame(connection, "s")
        kept = save_frame(connection, "s", nameless, sha256="f", now=now)
        again = load_frame(connection, "s")
    assert kept.new == 0
    assert again == first
    assert sorted(len(one.key) for one in first) == [32, 32]
    assert {replace(one, key="") == contact(name, key="") for one, name in pair(first)} == {True}


def test_an_address_is_one_contact_in_all_frames(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        save_frame(connection, "one", [contact("anna")], sha256="f", now=now)
        save_frame(connection, "two", [contact("anna", key="other")], sha256="g", now=now)
        assert load_frame(connection, "two") == (contact("anna"),)
        assert load_frames(connection) == ("one", "two")
    assert len(rows(store, "contact")) == 1
    assert len(rows(store, "frame_member")) == 2


def test_many_contacts_are_kept_in_parts(store: Store, now: datetime) -> None:
    many = [contact(f"a{n:05}") for n in range(2_500)]
    with store.transaction() as connection:
        assert save_frame(connection, "s", many, sha256="f", now=now).new == 2_500
        kept = save_frame(connection, "s", many[:1], sha256="f", now=now)
        assert load_frame(connection, "s") == (many[0],)
    assert (kept.left, kept.contacts) == (2_499, 1)


def test_who_was_erased_is_not_kept_again(asking: Store, now: datetime) -> None:
    with asking.transaction() as connection:
        erase_contact(connection, "anna", now=now)
        people = [contact(name, key="") for name in NAMES]
        kept = save_frame(connection, "s", people, sha256="g", now=now)
        left = {one.key for one in load_frame(connection, "s")}
    assert (kept.erased, kept.new, kept.contacts) == (1, 0, 2)
    assert left == {"bertil", "cecilia"}
    assert not any("anna" in str(row) for row in rows(asking, "contact"))


@pytest.mark.parametrize("parts", [1, 1_000])
def test_two_who_change_their_addresses_stay_two(
    parts: int, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(framing, "CHUNK", parts)
    before = [contact("anna", key="1"), contact("bertil", key="2")]
    after = [contact("bertil", key="1"), contact("anna", key="2"), contact("cecilia", key="3")]
    with store.transaction() as connection:
        save_frame(connection, "s", before, sha256="f", now=now)
        kept = save_frame(connection, "s", after, sha256="g", now=now)
        assert load_frame(connection, "s") == tuple(after)
    assert (kept.contacts, kept.new, kept.left) == (3, 1, 0)


def test_an_address_that_went_on_to_somebody_new_is_theirs(store: Store, now: datetime) -> None:
    before, after = [contact("anna", key="1")], [contact("x", key="1"), contact("anna", key="2")]
    with store.transaction() as connection:
        save_frame(connection, "s", before, sha256="f", now=now)
        kept = save_frame(connection, "s", after, sha256="g", now=now)
        assert load_frame(connection, "s") == tuple(after)
    assert (kept.new, kept.changed) == (1, 1)


def test_an_id_of_somebody_else_in_another_list_is_refused(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        save_frame(connection, "s", PEOPLE, sha256="f", now=now)
    other = [Contact("7", "bertil@example.com", "sv", "consent")]

    with (
        pytest.raises(StoreError, match=r"found 1 with the id of somebody else .*first: '7'"),
        store.transaction() as connection,
    ):
        save_frame(connection, "other", other, sha256="g", now=now)

    with store.transaction() as connection:
        assert load_contact(connection, "7").address == "Anna@Example.com"
        assert load_frames(connection) == ("s",)


def test_somebody_of_the_list_may_have_a_new_address(store: Store, now: datetime) -> None:
    moved = [Contact("7", "anna@example.org", "fi", "consent")]
    with store.transaction() as connection:
        save_frame(connection, "s", PEOPLE, sha256="f", now=now)
        assert save_frame(connection, "s", moved, sha256="g", now=now).changed == 1
        assert load_contact(connection, "7").address == "anna@example.org"


def test_a_frame_that_is_not_kept_is_named(asking: Store) -> None:
    with (
        asking.reading() as connection,
        pytest.raises(StoreError, match="frame other: found nothing kept"),
    ):
        load_frame(connection, "other")


def pair(found: tuple[Contact, ...]) -> list[tuple[Contact, str]]:
    return [(one, str(one.address).split("@", maxsplit=1)[0]) for one in found]
