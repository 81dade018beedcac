from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import contact, page, rows, sha256, submission
from validation.errors import StoreError
from validation.sampling import hash_address
from validation.store import (
    DomainEvent,
    Erased,
    Store,
    WaveKey,
    claim_mailings,
    erase_contact,
    find_visits,
    load_invitations,
    load_unsent,
    queue_mailings,
    save_events,
    save_frame,
    save_pages,
    submit,
    suppress,
    suppressed,
)
from validation.store.tables import TABLES


def test_a_person_is_erased_from_every_table(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        people = [contact("anna", town="Rovaniemi"), contact("bertil", town="Turku")]
        save_frame(connection, "other", people, sha256="f", now=now)
        submit(connection, submission(codes["anna"], now, missed="my own words"))
        save_events(connection, [DomainEvent("e", "purchase", "anna", now)], now=now)
        erased = erase_contact(connection, "Anna@example.com ", now=now)
        assert load_unsent(connection, 1) == ()
        assert find_visits(connection, [sha256(f"anna {where}")]) == [None]
    assert erased == Erased(responses=1, drafts=0, links=1, invitations=1)
    everything = str([rows(fielded, table) for table in TABLES])
    for word in ("anna", "Rovaniemi", "my own words"):
        assert word not in everything
    for word in ("bertil", "Turku"):
        assert word in everything


def test_an_erased_address_stays_suppressed_by_its_sha256(fielded: Store, now: datetime) -> None:
    with fielded.transaction() as connection:
        erase_contact(connection, "anna", now=now)
        assert suppressed(connection, "any study") == {hash_address("anna@example.com")}
    assert [row["address_sha256"] for row in rows(fielded, "contact") if row["erased_at"]] == [None]


def test_who_unsubscribed_before_the_erasure_does_not_come_back_with_the_next_list(
    fielded: Store, now: datetime
) -> None:
    sha256 = hash_address("anna@example.com")
    with fielded.transaction() as connection:
        suppress(connection, sha256, "*", "unsubscribed", now=now)
        erase_contact(connection, "anna", now=now)
        again = save_frame(connection, "s", [contact("anna")], sha256="g", now=now)
        assert suppressed(connection, "s") == {sha256}
    assert (again.contacts, again.erased) == (0, 1)
    assert "anna" not in str([rows(fielded, table) for table in TABLES])


def test_an_erased_person_is_asked_nothing_more_and_stays_counted(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="4")])
        queue_mailings(connection, where, "invite", [*codes.values()], now=now)
        assert erase_contact(connection, "anna", now=now).drafts == 1
        claimed = claim_mailings(connection, 9, now=now)
        anna, *_ = load_invitations(connection, where)
    assert [one.facts.contact for one in claimed] == ["bertil", "cecilia"]
    assert (anna.contact, anna.dropped, anna.stratum, anna.weight) == (None, "erased", "North", 1.5)
    assert anna.messages["invite"].state == "failed"


def test_an_anonymous_answer_stays_and_the_person_goes(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        assert erase_contact(connection, "anna", now=now).responses == 0
        anna, *_ = load_invitations(connection, where)
    assert anna.answered_at is not None
    assert len(rows(anonymous, "response")) == 1


def test_who_was_erased_is_not_found_again(fielded: Store, now: datetime) -> None:
    with fielded.transaction() as connection:
        erase_contact(connection, "anna", now=now)
    for name in ("anna", "anna@example.com"):
        with pytest.raises(StoreError, match="or it was erased"), fielded.transaction() as again:
            erase_contact(again, name, now=now + timedelta(days=1))
