from datetime import UTC, datetime, timedelta

from validation.sampling import rest_until


def test_the_rest_begins_with_the_last_message() -> None:
    first, last = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 11, tzinfo=UTC)

    assert rest_until([last, first], timedelta(days=10)) == datetime(2027, 1, 21, tzinfo=UTC)
