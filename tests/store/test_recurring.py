"""Studies that repeat by themselves."""

from datetime import datetime, timedelta

import pytest

from validation.errors import StoreError
from validation.store import (
    Recurrence,
    Store,
    load_made,
    load_recurrence,
    load_recurrences,
    load_settled,
    load_skipped,
    skip_wave,
    start_recurrence,
    stop_recurrence,
)

DAY = timedelta(days=1)


def test_study_repeats_from_its_start_until_it_is_stopped(kept: Store, now: datetime) -> None:
    with kept.transaction() as connection:
        assert load_recurrence(connection, "s") is None
        assert not stop_recurrence(connection, "s", now=now)
        assert start_recurrence(connection, Recurrence("s", now, frame="list"))
        assert load_recurrence(connection, "s") == Recurrence("s", now, frame="list")
        assert stop_recurrence(connection, "s", now=now + DAY)
        assert not stop_recurrence(connection, "s", now=now + 2 * DAY)
        [found] = load_recurrences(connection)
    assert (found.stopped_at, found.runs) == (now + DAY, False)


def test_study_that_is_started_again_goes_on_with_other_numbers(kept: Store, now: datetime) -> None:
    with kept.transaction() as connection:
        start_recurrence(connection, Recurrence("s", now, invitations=40))
        assert not start_recurrence(connection, Recurrence("s", now + DAY, invitations=50))
        assert load_recurrence(connection, "s") == Recurrence("s", now, invitations=50)


def test_study_that_was_stopped_begins_anew(kept: Store, now: datetime) -> None:
    with kept.transaction() as connection:
        start_recurrence(connection, Recurrence("s", now))
        stop_recurrence(connection, "s", now=now + DAY)
        assert start_recurrence(connection, Recurrence("s", now + 2 * DAY))
        assert load_recurrence(connection, "s") == Recurrence("s", now + 2 * DAY)


def test_wave_that_nobody_wants_is_settled_like_one_that_is_there(
    kept: Store, now: datetime
) -> None:
    with kept.transaction() as connection:
        assert skip_wave(connection, "s", "2027-05-30", now=now)
        assert not skip_wave(connection, "s", "2027-05-30", now=now)
        assert load_made(connection, "s") == {"2027"}
        assert load_skipped(connection, "s") == {"2027-05-30"}
        assert load_settled(connection, "s") == {"2027", "2027-05-30"}


def test_study_that_is_not_kept_cannot_repeat(kept: Store, now: datetime) -> None:
    with kept.transaction() as connection, pytest.raises(StoreError, match="study no: found"):
        start_recurrence(connection, Recurrence("no", now))
