from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.fieldwork import day_of, step_of


@pytest.mark.parametrize(
    ("name", "day", "step"),
    [
        ("2014", date(2014, 1, 1), ""),
        ("2026-12", date(2026, 12, 1), ""),
        ("2026-12-01", date(2026, 12, 1), ""),
        ("2027-Q3", date(2027, 7, 1), ""),
        ("2027q1", date(2027, 1, 1), ""),
        ("2026-12-day-14", date(2026, 12, 1), "day-14"),
        ("2026-Q4-hour-36", date(2026, 10, 1), "hour-36"),
        ("2026-13", None, ""),
        ("2026-02-30", None, ""),
        ("1", None, ""),
        ("spring", None, ""),
    ],
)
def test_a_name_says_when_and_which_step(name: str, day: date | None, step: str) -> None:
    assert (day_of(name), step_of(name)) == (day, step)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_names_itself(day: date) -> None:
    assert day_of(day.isoformat()) == day


@given(st.text())
def test_any_name_may_be_asked(name: str) -> None:
    day_of(name)
    step_of(name)
