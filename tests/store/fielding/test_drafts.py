from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from tests.store.fielding.conftest import page, rows, sha256, submission
from validation.errors import StoreError
from validation.store import Store, WaveKey, find_visits, load_invitations, save_pages, submit
from validation.store.fielding.drafts import PageSave
from validation.store.tables import drafts, waves


def test_pages_are_saved_and_saved_again(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    later = now + timedelta(hours=1)
    with fielded.transaction() as connection:
        first = [page(codes[name], now, q="1") for name in ("anna", "bertil")]
        assert save_pages(connection, first) == ["saved", "saved"]
    with fielded.transaction() as connection:
        again = PageSave(codes["anna"], {"q": "2", "age": 0.1}, "sv", later)
        assert save_pages(connection, [again]) == ["saved"]
    anna, bertil = rows(fielded, "draft")
    assert (anna["language"], bertil["language"]) == ("sv", "fi")
    assert anna["paradata"] is None
    assert str(anna["started_at"]) < str(anna["saved_at"])


def test_of_two_pages_in_one_group_the_last_stays(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        pages = [page(codes["anna"], now, q=str(n)) for n in range(4)]
        assert save_pages(connection, pages) == ["saved"] * 4
    assert [found["answers"] for found in rows(fielded, "draft")] in (
        ['{"q":"3"}'],
        [{"q": "3"}],
    )


def test_pages_of_one_group_are_kept_beside_each_other(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    later = now + timedelta(minutes=1)
    with fielded.transaction() as connection:
        first, second = page(codes["anna"], now, q="1"), page(codes["bertil"], now, q="2")
        third = PageSave(codes["anna"], {"age": 40}, "sv", later)
        assert save_pages(connection, [first, second, third]) == ["saved"] * 3
        [anna] = find_visits(connection, [sha256(f"anna {where}")])
    assert anna is not None
    assert (anna.answers, anna.language) == ({"q": "1", "age": 40}, "sv")
    assert (anna.paradata, anna.started_at) == ({}, now)


def test_a_time_without_a_zone_is_refused(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        connection.execute(update(waves).values(closes_at=None))
        with pytest.raises(StoreError, match="without a zone"):
            save_pages(connection, [page(codes["anna"], now.replace(tzinfo=None), q="1")])


ANSWER = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda number: round(number, 6)),
    st.lists(st.none() | st.text("abc", min_size=1), max_size=3),
)
PAGE = st.dictionaries(st.text("qrs_", min_size=1, max_size=3), ANSWER, max_size=4)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pages=st.lists(PAGE, min_size=1, max_size=4))
def test_pages_are_kept_beside_each_other_and_the_later_answer_stays(
    fielded: Store, where: WaveKey, codes: dict[str, str], pages: list[dict[str, object]]
) -> None:
    now = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
    with fielded.transaction() as connection:
        connection.execute(delete(drafts))
        for answers in pages:
            save_pages(connection, [page(codes["anna"], now, **answers)])
        [found] = find_visits(connection, [sha256(f"anna {where}")])
    assert found is not None
    assert found.answers == {item: value for one in pages for item, value in one.items()}


def test_nothing_saved_is_nothing_done(fielded: Store) -> None:
    with fielded.transaction() as connection:
        assert save_pages(connection, []) == []


def test_what_cannot_be_saved_does_not_keep_others_from_it(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        pages = [page(code, now, q="1") for code in ("nobody", codes["anna"], codes["bertil"])]
        late = page(codes["cecilia"], now + timedelta(days=15), q="1")
        outcomes = save_pages(connection, [*pages, late])
    assert outcomes == ["unknown", "already", "saved", "closed"]
    assert len(rows(fielded, "draft")) == 1


def test_the_first_page_is_when_somebody_started(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        for hours in range(3):
            save_pages(connection, [page(codes["anna"], now + timedelta(hours=hours), q="1")])
        started = [one.started_at for one in load_invitations(connection, where)]
    assert started == [now, None, None]


def test_in_an_anonymous_wave_the_invitation_knows_the_day_alone(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="1")])
        anna, *_ = load_invitations(connection, where)
        assert find_visits(connection, ["x"]) == [None]
    assert anna.started_at == datetime(2027, 3, 1, tzinfo=UTC)
