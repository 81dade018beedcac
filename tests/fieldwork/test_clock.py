from datetime import UTC, datetime, timedelta

from validation.fieldwork import later


def test_four_days_after_nine_is_nine_over_the_night_of_a_change() -> None:
    opening = datetime(2027, 3, 26, 7, tzinfo=UTC)  # 09:00 in Helsinki

    assert later(opening, timedelta(days=4), "Europe/Helsinki") == datetime(
        2027, 3, 30, 6, tzinfo=UTC
    )
