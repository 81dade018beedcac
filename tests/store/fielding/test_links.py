from datetime import datetime

import pytest

from tests.store.fielding.conftest import rows, sha256
from validation.errors import StoreError
from validation.store import Link, Store, WaveKey, save_links


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
