from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from validation.sampling import budget, rest_until

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
TIMES = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 (the zone follows)
    datetime(2028, 1, 1),  # noqa: DTZ001 (the same)
    timezones=st.sampled_from(
        [ZoneInfo("UTC"), ZoneInfo("Europe/Helsinki"), ZoneInfo("Asia/Tokyo")]
    ),
)
HISTORY = st.lists(TIMES, max_size=6)
PERIODS = st.timedeltas(timedelta(0), timedelta(days=400))


def test_the_rest_begins_with_the_last_message_of_any_study() -> None:
    first, last = NEW_YEAR, NEW_YEAR + timedelta(days=10)

    assert rest_until([last, first], timedelta(days=10)) == NEW_YEAR + timedelta(days=20)


def test_who_was_never_written_to_does_not_rest() -> None:
    assert rest_until([], timedelta(days=60)) is None
    assert rest_until([NEW_YEAR], timedelta(0)) is None


def test_the_rest_is_time_that_passed_and_not_what_a_clock_shows() -> None:
    helsinki = datetime(2027, 3, 27, 12, tzinfo=ZoneInfo("Europe/Helsinki"))

    assert rest_until([helsinki], timedelta(days=1)) == datetime(2027, 3, 28, 10, tzinfo=UTC)


def test_who_rests_is_deferred_and_not_dropped() -> None:
    history = {"a": [NEW_YEAR], "b": [NEW_YEAR - timedelta(days=60)]}

    found = budget(history, ["a", "b", "c"], rest_period=timedelta(days=60), at=NEW_YEAR)

    assert found.free == ("b", "c")
    assert found.deferred == {"a": NEW_YEAR + timedelta(days=60)}
    assert found.lost(NEW_YEAR + timedelta(days=60)) == ("a",)
    assert found.lost(NEW_YEAR + timedelta(days=61)) == ()


@given(HISTORY, PERIODS)
def test_no_message_falls_into_the_rest_after_another(
    history: list[datetime], period: timedelta
) -> None:
    until = rest_until(history, period)

    if until is not None:
        assert all(until - moment.astimezone(UTC) >= period for moment in history)
        assert any(until - moment.astimezone(UTC) == period for moment in history)


@given(HISTORY, TIMES, PERIODS)
def test_one_more_message_never_shortens_the_rest(
    history: list[datetime], other: datetime, period: timedelta
) -> None:
    before, after = rest_until(history, period), rest_until([*history, other], period)

    assert before is None or (after is not None and after >= before)


@given(st.dictionaries(st.sampled_from("abcd"), HISTORY), PERIODS, TIMES)
def test_everybody_is_free_or_deferred_and_who_waited_is_free(
    history: dict[str, list[datetime]], period: timedelta, at: datetime
) -> None:
    found = budget(history, "abcd", rest_period=period, at=at)

    assert sorted([*found.free, *found.deferred]) == [*"abcd"]
    for key, until in found.deferred.items():
        assert until > at
        assert budget(history, [key], rest_period=period, at=until).free == (key,)


@given(HISTORY, PERIODS, TIMES)
def test_the_zone_in_which_a_time_is_written_changes_nothing(
    history: list[datetime], period: timedelta, at: datetime
) -> None:
    elsewhere = [moment.astimezone(ZoneInfo("Asia/Tokyo")) for moment in history]

    assert rest_until(elsewhere, period) == rest_until(history, period)
    assert budget({"a": elsewhere}, "a", rest_period=period, at=at) == budget(
        {"a": history}, "a", rest_period=period, at=at.astimezone(UTC)
    )
