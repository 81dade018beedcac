from datetime import datetime

import pytest

from tests.store.fielding.conftest import sha256, submission
from validation.errors import StoreError
from validation.store import (
    Link,
    Minted,
    Store,
    WaveKey,
    find_visits,
    load_records,
    mint_invitation,
    save_links,
    submit,
)


def test_whoever_comes_by_an_open_link_gets_a_link_of_their_own(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_links(connection, where, [Link(sha256("open"), "open")], now=now)
        codes = [
            mint_invitation(connection, Minted(sha256("open"), sha256(own), "sv", now), now=now)
            for own in ("one", "two")
        ]
        found = find_visits(connection, [sha256("one"), sha256("two")])
        assert submit(connection, submission(codes[0], now, q="1")) == "new"
        [record] = load_records(connection, where)
    told = [(one.invitation, one.purpose, one.language, one.expires_at) for one in found if one]
    assert told == [(code, "answer", "sv", now) for code in codes]
    assert (record.key, record.weight, record.stratum) == (codes[0], None, None)


@pytest.mark.parametrize("token", ["no such link", "anna s/2027"])
def test_only_an_open_link_gives_another(token: str, fielded: Store, now: datetime) -> None:
    minted = Minted(sha256(token), sha256("own"), "fi", None)
    with (
        pytest.raises(StoreError, match="open link: found nothing kept"),
        fielded.transaction() as connection,
    ):
        mint_invitation(connection, minted, now=now)
