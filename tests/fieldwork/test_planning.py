from datetime import timedelta

from validation.fieldwork import default_reminders


def test_without_a_word_people_are_reminded_at_half_time_and_a_day_before() -> None:
    assert default_reminders(timedelta(days=14)) == (timedelta(days=7), timedelta(days=13))
