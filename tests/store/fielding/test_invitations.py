from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import codes_of
from validation.errors import StoreError
from validation.fieldwork import InvitationFacts
from validation.sampling import Contact
from validation.store import (
    Asked,
    Store,
    WaveKey,
    decline,
    defer_invitations,
    drop_invitations,
    load_asked,
    load_invitation,
    load_invitations,
    next_deferred,
    queue_mailings,
    save_frame,
    save_invitations,
)


def test_an_invitation_has_how_its_contact_was_drawn(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    until = now + timedelta(days=3)
    with fielded.transaction() as connection:
        people = [
            Contact("d", None, "sv", "consent"),
            Contact("anna", "anna@example.com", "fi", ""),
        ]
        save_frame(connection, "t", people, sha256="f", now=now)
        asked = [Asked("anna", "en"), Asked("d", "sv", "South", 2.25, 9, until)]
        assert save_invitations(connection, where, asked, now=now) == 1
        found = load_invitations(connection, where)
    assert [one.contact for one in found] == ["anna", "bertil", "cecilia", "d"]
    assert found[0] == InvitationFacts(found[0].code, "anna", "fi", "North", 1.5, 30)
    assert found[3] == InvitationFacts(found[3].code, "d", "sv", "South", 2.25, 9, until)


def test_codes_are_random_and_long(fielded: Store, where: WaveKey) -> None:
    codes = codes_of(fielded, where)
    assert len({*codes.values()}) == 3
    assert {len(code) for code in codes.values()} == {32}


def test_a_thousand_and_more_are_invited_once(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    people = [Contact(f"k{n}", None, "fi", "consent") for n in range(1_500)]
    asked = [Asked(one.key, "fi") for one in people]
    with fielded.transaction() as connection:
        save_frame(connection, "t", people, sha256="f", now=now)
        added = [save_invitations(connection, where, asked, now=now) for _ in range(2)]
    assert added == [1_500, 0]


def test_who_is_not_kept_cannot_be_invited(fielded: Store, where: WaveKey, now: datetime) -> None:
    asked = [Asked("anna", "fi"), Asked("nobody", "fi")]
    with (
        pytest.raises(StoreError, match="found 1 for contacts that are not kept"),
        fielded.transaction() as connection,
    ):
        save_invitations(connection, where, asked, now=now)


def test_all_that_a_contact_was_asked_is_found(
    fielded: Store, where: WaveKey, codes: dict[str, str]
) -> None:
    with fielded.reading() as connection:
        for name in ("bertil", "bertil@example.com"):
            [(wave, facts)] = load_asked(connection, name)
            assert (wave, facts.code) == (where, codes["bertil"])
        assert load_invitation(connection, codes["anna"])[1].contact == "anna"
        with pytest.raises(StoreError, match="invitation 12345678: found nothing kept"):
            load_invitation(connection, "1234567890")


def test_what_is_dropped_keeps_its_first_reason(
    fielded: Store, where: WaveKey, codes: dict[str, str]
) -> None:
    with fielded.transaction() as connection:
        assert drop_invitations(connection, [codes["anna"]], "rest period") == 1
        assert drop_invitations(connection, [*codes.values()], "cancelled") == 2
        dropped = [one.dropped for one in load_invitations(connection, where)]
    assert dropped == ["rest period", "cancelled", "cancelled"]


def test_the_next_deferred_is_the_first_that_is_not_in_the_outbox(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    days = [now + timedelta(days=n) for n in range(3)]
    names = ("anna", "bertil", "cecilia")
    with fielded.transaction() as connection:
        assert next_deferred(connection, where) is None
        until = [(codes[name], day) for name, day in zip(names, days, strict=True)]
        assert defer_invitations(connection, until) == 3
        assert next_deferred(connection, where) == days[0]
        queue_mailings(connection, where, "invite", [codes["anna"]], now=now)
        assert next_deferred(connection, where) == days[1]
        decline(connection, codes["bertil"], now=now)
        assert next_deferred(connection, where) == days[2]
        drop_invitations(connection, [codes["cecilia"]], "cancelled")
        assert next_deferred(connection, where) is None
