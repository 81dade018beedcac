from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import rows, sha256
from validation.errors import StoreError
from validation.store import Link, Store, WaveKey, extend_links, find_visits, save_links


def test_links_are_kept_once(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    made = [Link(sha256("stop"), "stop", codes["anna"]), Link(sha256("open"), "open")]
    with fielded.transaction() as connection:
        assert save_links(connection, where, made, now=now) == 2
        assert save_links(connection, where, made, now=now) == 0
    assert [row["purpose"] for row in rows(fielded, "link")][3:] == ["stop", "open"]


def test_more_links_than_a_part_are_kept(fielded: Store, where: WaveKey, now: datetime) -> None:
    made = [Link(sha256(str(n)), "open") for n in range(2_100)]
    with fielded.transaction() as connection:
        assert save_links(connection, where, made, now=now) == 2_100


def test_a_link_for_nobody_who_is_invited_is_refused(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    made = [Link(sha256("x"), "answer", "no such code")]
    with (
        pytest.raises(StoreError, match="links: found 1 for invitations that are not kept"),
        fielded.transaction() as connection,
    ):
        save_links(connection, where, made, now=now)


def test_links_live_for_longer_and_never_for_less(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    soon, late = now + timedelta(days=1), now + timedelta(days=30)
    made = [
        Link(sha256("a"), "answer", codes["anna"], soon),
        Link(sha256("b"), "answer", codes["anna"], late),
        Link(sha256("c"), "stop", codes["anna"], soon),
    ]
    with fielded.transaction() as connection:
        save_links(connection, where, made, now=now)
        assert extend_links(connection, where, "answer", until=now + timedelta(days=9)) == 1
        hashes = [one.sha256 for one in made]
        ends = [one and one.expires_at for one in find_visits(connection, hashes)]
    assert ends == [now + timedelta(days=9), late, soon]
