from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fieldwork.making import study
from validation.errors import FieldworkError
from validation.fieldwork import Terms, default_reminders, plan_terms, wall_time

HELSINKI = "Europe/Helsinki"


def plan(opens_at: str, **fieldwork: object) -> Terms:
    return plan_terms(
        study(**fieldwork), opens_at=datetime.fromisoformat(opens_at), zone=HELSINKI, seed=5
    )


def shown(terms: Terms) -> list[str]:
    times = (terms.opens_at, *terms.reminders, terms.closes_at)
    return [f"{wall_time(time, HELSINKI):%d.%m. %H:%M}" for time in times]


@pytest.mark.parametrize(
    ("opens_at", "expected"),
    [
        ("2027-03-22T09:00", ["22.03. 09:00", "26.03. 09:00", "31.03. 09:00", "05.04. 09:00"]),
        ("2027-10-25T09:00", ["25.10. 09:00", "29.10. 09:00", "03.11. 09:00", "08.11. 09:00"]),
        ("2028-02-25T09:00", ["25.02. 09:00", "29.02. 09:00", "05.03. 09:00", "10.03. 09:00"]),
        ("2027-12-31T09:00", ["31.12. 09:00", "04.01. 09:00", "09.01. 09:00", "14.01. 09:00"]),
        # on the night itself: 03:30 does not exist in spring, and is shown twice in autumn
        ("2027-03-14T03:30", ["14.03. 03:30", "18.03. 03:30", "23.03. 03:30", "28.03. 04:00"]),
        ("2027-10-17T03:30", ["17.10. 03:30", "21.10. 03:30", "26.10. 03:30", "31.10. 03:30"]),
    ],
)
def test_reminders_and_closing_keep_the_hour_of_the_opening(
    opens_at: str, expected: list[str]
) -> None:
    assert shown(plan(opens_at, reminders=["4 days", "9 days"])) == expected


def test_without_a_word_people_are_reminded_at_half_time_and_a_day_before_closing() -> None:
    found = plan("2027-03-22T09:00")

    assert shown(found) == ["22.03. 09:00", "29.03. 09:00", "04.04. 09:00", "05.04. 09:00"]
    assert not found.own_reminders


def test_an_empty_list_means_no_reminders() -> None:
    found = plan("2027-03-22T09:00", reminders=[])

    assert (found.reminders, found.own_reminders) == ((), True)


@pytest.mark.parametrize(
    ("open_for", "expected"),
    [
        ("14 days", [7 * 24, 13 * 24]),
        ("7 days", [3 * 24, 6 * 24]),  # half time at the hour of the invitation
        ("3 days", [24, 48]),
        ("2 days", [24]),  # half time is the day before
        ("36 hours", []),  # twelve hours after the invitation nobody is reminded
        ("12 hours", []),
    ],
)
def test_default_reminders_fall_into_the_field_time(open_for: str, expected: list[int]) -> None:
    amount, unit = open_for.split()
    found = default_reminders(timedelta(**{unit: int(amount)}))

    assert [offset / timedelta(hours=1) for offset in found] == expected


@given(st.timedeltas(timedelta(hours=1), timedelta(days=400)))
def test_between_two_mails_lies_a_day_and_the_last_is_before_closing(open_for: timedelta) -> None:
    times = [timedelta(0), *default_reminders(open_for)]

    assert all(after - before >= timedelta(days=1) for before, after in zip(times, times[1:]))  # noqa: B905, RUF007 (neighbours)
    assert times[-1] < open_for
    assert len(times) <= 3


def test_reminders_that_do_not_fit_are_refused_all_at_once() -> None:
    with pytest.raises(FieldworkError) as caught:
        plan_terms(
            study().model_copy(
                update={
                    "fieldwork": study().fieldwork.model_copy(
                        update={"reminders": (timedelta(days=14), timedelta(days=20))}
                    )
                }
            ),
            opens_at=datetime.fromisoformat("2027-03-22T09:00"),
            zone=HELSINKI,
        )

    assert [problem.found for problem in caught.value.problems] == [
        "14 days, 0:00:00",
        "20 days, 0:00:00",
    ]


def test_a_study_whose_answers_come_from_files_is_not_fielded() -> None:
    with pytest.raises(FieldworkError, match=r"fieldwork\.mode: found import, must be invite or"):
        plan("2027-03-22T09:00", mode="import")


@pytest.mark.parametrize("zone", ["Mars/Base", "Europe", "", "../etc", "x" * 500])
def test_a_zone_that_does_not_exist_is_named(zone: str) -> None:
    with pytest.raises(FieldworkError, match=f"zone: found '{zone}', must be the name of a time"):
        plan_terms(study(), opens_at=datetime.fromisoformat("2027-03-22T09:00"), zone=zone)


def test_an_open_link_reminds_nobody() -> None:
    assert plan("2027-03-22T09:00", mode="open_link").steps == ()


def test_the_terms_say_what_the_study_says() -> None:
    found = plan("2027-03-22T09:00", lateness="36 hours", rest_period="60 days", thank_you=True)

    assert (found.lateness, found.rest_period) == (timedelta(hours=36), timedelta(days=60))
    assert (found.thank_you, found.anonymous, found.pilot, found.seed) == (True, False, False, 5)
