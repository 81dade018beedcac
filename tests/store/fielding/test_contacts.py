from datetime import datetime

import pytest

from tests.store.fielding.conftest import contact
from validation.errors import StoreError
from validation.sampling import Contact
from validation.store import Store, load_contact, save_frame
from validation.store.fielding.contacts import id_of_contact, save_contacts

PEOPLE = [
    Contact("7", "Anna@Example.com", "fi", "consent", {"region": "Pohjois-Savo “ö”"}),
    Contact("8", None, "sv", "contract"),
]


def test_a_contact_is_found_by_key_and_by_address(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        save_frame(connection, "s", PEOPLE, sha256="f", now=now)
        assert load_contact(connection, "8") == PEOPLE[1]
        assert load_contact(connection, "7") == PEOPLE[0]
        assert load_contact(connection, " anna@example.COM ") == PEOPLE[0]


def test_a_key_is_looked_at_before_an_address(store: Store, now: datetime) -> None:
    people = [contact("anna", key="bertil@example.com"), contact("bertil", key="2")]
    with store.transaction() as connection:
        save_frame(connection, "s", people, sha256="f", now=now)
        assert load_contact(connection, "bertil@example.com") == people[0]


def test_what_was_done_with_contacts_is_told(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        first, ids = save_contacts(connection, PEOPLE, {"7", "8"}, now)
        second, again = save_contacts(connection, PEOPLE, {"7", "8"}, now)
    assert (len(first.new), len(second.new), len(second.changed)) == (2, 0, 0)
    assert ids == again


def test_who_is_not_kept_is_said_without_a_name(asking: Store) -> None:
    with (
        asking.reading() as connection,
        pytest.raises(StoreError, match="contact: found none of this name or address") as caught,
    ):
        id_of_contact(connection, "nobody@example.com")
    assert "nobody" not in str(caught.value)
