from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.store.fielding.conftest import submission
from validation.fieldwork import WaveState
from validation.store import Store, WaveKey, decline, drop_invitations, move_wave, submit
from validation.store.fielding.answering import Refusal, day_of, lock_invitations

Case = tuple[WaveState, str]


def refusal(store: Store, code: str, now: datetime) -> Refusal | None:
    with store.transaction() as connection:
        return lock_invitations(connection, [code])[code].refusal(now)


def test_an_invitation_can_be_answered_while_its_wave_is_open(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    last = now + timedelta(days=14)
    moment = timedelta(microseconds=1)
    assert refusal(fielded, codes["anna"], now) is None
    assert refusal(fielded, codes["anna"], last - moment) is None
    assert refusal(fielded, codes["anna"], last) == "closed"


@pytest.mark.parametrize(
    "case",
    [
        ("planned", "closed"),
        ("closed", "closed"),
        ("assessed", "closed"),
        ("reported", "closed"),
        ("cancelled", "cancelled"),
    ],
)
def test_a_wave_that_is_not_open_takes_no_answers(
    case: tuple[WaveState, str],
    fielded: Store,
    where: WaveKey,
    codes: dict[str, str],
    now: datetime,
) -> None:
    state, expected = case
    with fielded.transaction() as connection:
        move_wave(connection, where, before="open", after=state, now=now)
    assert refusal(fielded, codes["anna"], now) == expected


def test_what_the_person_did_comes_first(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        decline(connection, codes["bertil"], now=now)
        drop_invitations(connection, [codes["cecilia"]], "erased")
        move_wave(connection, where, before="open", after="closed", now=now)
    assert [refusal(fielded, codes[name], now) for name in ("anna", "bertil", "cecilia")] == [
        "already",
        "withdrawn",
        "withdrawn",
    ]


def test_who_is_unknown_is_not_locked(fielded: Store, codes: dict[str, str]) -> None:
    with fielded.transaction() as connection:
        found = lock_invitations(connection, ["no such code", codes["anna"]])
        assert lock_invitations(connection, []) == {}
    assert [*found] == [codes["anna"]]


def test_only_an_anonymous_wave_forgets_the_time_of_the_day(
    anonymous: Store, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        one = lock_invitations(connection, [codes["anna"]])[codes["anna"]]
    assert one.kept_time(now) == datetime(2027, 3, 1, tzinfo=UTC)


def test_a_named_wave_keeps_the_time(fielded: Store, codes: dict[str, str], now: datetime) -> None:
    with fielded.transaction() as connection:
        assert lock_invitations(connection, [codes["anna"]])[codes["anna"]].kept_time(now) == now


def test_a_day_is_a_day_in_utc() -> None:
    helsinki = timezone(timedelta(hours=2))
    assert day_of(datetime(2027, 3, 1, 1, 30, tzinfo=helsinki)) == datetime(2027, 2, 28, tzinfo=UTC)
