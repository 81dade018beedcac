from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import cast

import pytest
from sqlalchemy import select

from tests.store.fielding.conftest import PARADATA, page, rows, sha256, submission
from validation.errors import StoreError
from validation.fieldwork import WaveState
from validation.questionnaire import Answer
from validation.responses import Paradata, Record
from validation.store import (
    Grouped,
    Store,
    Submission,
    Submitting,
    WaveKey,
    load_invitations,
    load_records,
    move_wave,
    save_pages,
    submit,
    submit_all,
)
from validation.store.tables import responses

Case = tuple[WaveState, str]


def test_a_response_has_its_answers_and_how_it_was_drawn(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    given: dict[str, Answer] = {
        "q": "5",
        "age": 0.1,
        "missed": "Öljy “x”\u2028",
        "many": ["a", None],
    }
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="1")])
        assert submit(connection, submission(codes["anna"], now, **given)) == "new"
        [record] = load_records(connection, where)
        anna, *_ = load_invitations(connection, where)
    assert record == Record(codes["anna"], given, 1.5, "North", (), (30,), PARADATA, "sv")
    assert anna.answered_at == now
    assert rows(fielded, "draft") == []
    [row] = rows(fielded, "response")
    assert (row["consent"], bool(row["complete"])) == (sha256("consent"), True)


def test_a_second_time_is_told_and_changes_nothing(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    one, other = (submission(codes["anna"], now, q=answer) for answer in "12")
    with fielded.transaction() as connection:
        assert submit(connection, one) == "new"
        assert submit(connection, other) == "already"
        assert save_pages(connection, [page(codes["anna"], now, q="3")]) == ["already"]
    with fielded.transaction() as connection:
        assert submit(connection, other) == "already"
        assert [record.answers for record in load_records(connection, where)] == [{"q": "1"}]


def test_in_a_group_each_has_its_own_outcome(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    late = now + timedelta(days=20)
    group = [
        submission(codes["anna"], now, q="1"),
        submission("nobody", now, q="1"),
        submission(codes["anna"], now, q="2"),
        submission(codes["bertil"], late, q="1"),
        submission(codes["cecilia"], now, q="1"),
    ]
    with fielded.transaction() as connection:
        outcomes = submit_all(connection, group)
        assert submit_all(connection, []) == []
    assert outcomes == ["new", "unknown", "already", "closed", "new"]
    assert len(rows(fielded, "response")) == 2


CASES: list[Case] = [("closed", "closed"), ("cancelled", "cancelled")]


@pytest.mark.parametrize("case", CASES)
def test_a_wave_that_is_over_takes_nothing(
    case: tuple[WaveState, str],
    fielded: Store,
    where: WaveKey,
    codes: dict[str, str],
    now: datetime,
) -> None:
    state, expected = case
    with fielded.transaction() as connection:
        move_wave(connection, where, before="open", after=state, now=now)
        assert submit(connection, submission(codes["anna"], now, q="1")) == expected
    assert rows(fielded, "response") == []


def test_what_the_database_refuses_leaves_the_invitation_unspent(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with pytest.raises((TypeError, StoreError)), fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q={1, 2}))
    with fielded.reading() as connection:
        assert [one.answered_at for one in load_invitations(connection, where)] == [None] * 3


def test_an_anonymous_response_cannot_be_traced_to_its_invitation(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    day = datetime(2027, 3, 1, tzinfo=UTC)
    with anonymous.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="1")])
        assert submit(connection, submission(codes["anna"], now, q="5")) == "new"
        assert submit(connection, submission(codes["anna"], now, q="4")) == "already"
        [record] = load_records(connection, where)
        anna, *_ = load_invitations(connection, where)
        times = select(responses.c.submitted_at, responses.c.imported_at)
        assert (*connection.execute(times).one(),) == (day, day)
    [row] = rows(anonymous, "response")
    assert row["invitation_id"] is None
    assert len(record.key) == 32
    assert record.key not in str(rows(anonymous, "invitation"))
    assert codes["anna"] not in str(row)
    assert (anna.answered_at, anna.started_at) == (day, day)
    assert rows(anonymous, "draft") == []
    assert "09:30" not in str(row)


def test_an_anonymous_response_keeps_no_other_paradata(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    telling = cast("Paradata", {"duration": 7.0, "opened_at": "2027-03-01T09:12"})
    one = Submission(codes["anna"], {"q": "1"}, "fi", now, telling)
    with anonymous.transaction() as connection:
        assert submit(connection, one) == "new"
        [record] = load_records(connection, where)
    assert record.paradata == {"duration": 7.0}


def test_of_a_thousand_at_once_one_is_new(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    outcomes = post_a_thousand(fielded, codes["anna"], now)
    assert outcomes == ["already"] * 999 + ["new"]
    assert len(rows(fielded, "response")) == 1


def test_of_a_thousand_anonymous_ones_at_once_one_is_new(
    anonymous: Store, codes: dict[str, str], now: datetime
) -> None:
    outcomes = post_a_thousand(anonymous, codes["anna"], now)
    assert outcomes == ["already"] * 999 + ["new"]
    assert len(rows(anonymous, "response")) == 1


def post_a_thousand(store: Store, code: str, now: datetime) -> list[str]:
    """Let eight threads give submissions to two workers, as of two processes."""

    def post(number: int) -> Submitting:
        return workers[number % 2].submit(submission(code, now, q=str(number))).result()

    work = partial(Grouped, store, submit_all, writing=True, limit=50)
    with work() as one, work() as other, ThreadPoolExecutor(100) as pool:
        workers = (one, other)
        return sorted(pool.map(post, range(1_000)))
