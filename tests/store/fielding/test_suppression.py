from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import contact, rows
from validation.sampling import hash_address
from validation.store import (
    Store,
    WaveKey,
    load_invitations,
    suppress,
    suppress_invited,
    suppressed,
)
from validation.store.fielding.suppression import reasons

ANNA = hash_address("anna@example.com")


def test_an_address_is_left_alone_by_one_study_or_by_all(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        assert suppress(connection, ANNA, "s", "unsubscribed", now=now)
        assert not suppress(connection, ANNA, "s", "bounced", now=now)
        assert suppress(connection, "ff", "*", "complained", now=now)
        found = [suppressed(connection, study) for study in ("s", "other")]
    assert found == [{ANNA, "ff"}, {"ff"}]


def test_the_reason_that_came_first_stays(store: Store, now: datetime) -> None:
    with store.transaction() as connection:
        suppress(connection, ANNA, "*", "bounced", now=now)
        suppress(connection, ANNA, "s", "unsubscribed", now=now - timedelta(days=1))
        assert reasons(connection, "s") == {ANNA: "unsubscribed"}
        assert reasons(connection, "t", [ANNA, "x"]) == {ANNA: "bounced"}
        assert reasons(connection, "s", ["x"]) == {}


def test_whoever_holds_an_invitation_is_left_alone(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        assert suppress_invited(connection, codes["anna"], "s", "unsubscribed", now=now)
        assert not suppress_invited(connection, codes["anna"], "s", "unsubscribed", now=now)
        assert not suppress_invited(connection, "no such code", "s", "unsubscribed", now=now)
        told = {one.contact: one.suppressed for one in load_invitations(connection, where)}
    assert told == {"anna": "unsubscribed", "bertil": None, "cecilia": None}


@pytest.mark.parametrize("name", ["anna", "ANNA"])
def test_no_address_is_in_it(name: str, store: Store, now: datetime) -> None:
    sha256 = contact(name).sha256
    assert sha256 == ANNA
    with store.transaction() as connection:
        suppress(connection, sha256, "*", "erased", now=now)
    [row] = rows(store, "suppression")
    assert "example" not in str(row)
