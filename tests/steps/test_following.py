"""What happened to contacts is followed up once, and whoever is not is counted."""

from collections import Counter
from pathlib import Path

import pytest

from tests.steps.caring import BOUGHT, ENDED, day, ends, happen, keep_people, messages, start
from validation.settings import Settings
from validation.steps import close_wave, follow_up
from validation.steps.keeping import opened
from validation.store import (
    Submission,
    WaveKey,
    load_invitations,
    load_plans,
    load_questionnaire,
    load_wave,
    stop_recurrence,
    submit,
)

DECEMBER = "2026-12-day-14"


@pytest.fixture
def care(fielding: Settings, tmp_path: Path) -> Settings:
    keep_people(tmp_path, fielding, {"a": "customer", "b": "customer", "c": "left"})
    start(tmp_path, fielding)
    return fielding


def test_whoever_is_due_is_invited_into_the_wave_of_the_month(care: Settings) -> None:
    happen(care, day(1), ("a", BOUGHT, 0), ("b", BOUGHT, 1))
    assert follow_up(care, now=day(13.9)).ends == {}
    assert follow_up(care, now=day(14)).ends == {"invited": 1}
    assert follow_up(care, now=day(14)).ends == {}
    assert follow_up(care, now=day(15)).invited == 1
    assert messages(care) == {
        (DECEMBER, "invite", "a"): day(14),
        (DECEMBER, "invite", "b"): day(15),
    }
    assert set(ends(care)) == {("a", "day-14", "invited", ""), ("b", "day-14", "invited", "")}


def test_each_step_has_its_own_questionnaire_and_a_plan_before_the_first_answer(
    care: Settings,
) -> None:
    happen(care, day(1), ("a", BOUGHT, 0))
    for days in (14, 90):
        follow_up(care, now=day(days))
    with opened(care) as store, store.reading() as connection:
        names = (DECEMBER, "2027-03-day-90")
        waves = [load_wave(connection, WaveKey("care", name)) for name in names]
        asked = [load_questionnaire(connection, wave.questionnaire) for wave in waves]
        plans = [load_plans(connection, "care", step=step) for step in ("day-14", "day-90", None)]
    assert [{item.id for item in one.items()} for one in asked] == [
        {"start", "age"},
        {"stay", "age"},
    ]
    assert [[claim.id for claim in one.plan.claims] for [one] in plans] == [
        ["easy"],
        ["stays"],
        ["easy", "stays"],
    ]
    first = waves[0]
    assert (first.state, first.opened_at, first.occasion.kind) == ("open", day(14), "event")
    assert first.terms is not None
    assert f"{first.terms.closes_at:%Y-%m-%d %H:%M}" == "2027-01-14 22:00"


def test_conditions_endings_strangers_and_windows_are_told_apart(care: Settings) -> None:
    happen(care, day(1), ("a", BOUGHT, 0), ("c", BOUGHT, 0), ("x", BOUGHT, 0), ("b", BOUGHT, 0))
    happen(care, day(11), ("b", ENDED, 10))
    assert follow_up(care, now=day(14)).ends == {"invited": 1, "stopped": 4}
    assert follow_up(care, now=day(21.1)).ends == {"dropped": 1}
    follow_up(care, now=day(98))
    assert ends(care) == Counter(
        [
            ("a", "day-14", "invited", ""),
            ("a", "day-90", "dropped", "late"),
            ("b", "day-14", "stopped", "ended"),
            ("b", "day-90", "stopped", "ended"),
            ("c", "day-14", "stopped", "condition"),
            ("c", "day-90", "stopped", "condition"),
            ("x", "day-14", "dropped", "unknown"),
            ("x", "day-90", "dropped", "unknown"),
        ]
    )


def test_who_answered_otherwise_is_not_asked_again(fielding: Settings, tmp_path: Path) -> None:
    keep_people(tmp_path, fielding, dict.fromkeys("abcd", "customer"))
    start(tmp_path, fielding, holds='status: [customer], start: ["4", "5"]')
    happen(fielding, day(1), *((one, BOUGHT, 0) for one in "abcd"))
    assert follow_up(fielding, now=day(14)).invited == 4

    answered = {"a": {"start": "5"}, "b": {"start": "2"}, "c": {"start": "(no_answer)"}}
    with opened(fielding) as store, store.transaction() as connection:
        for one in load_invitations(connection, WaveKey("care", DECEMBER)):
            if given := answered.get(one.contact or ""):
                submit(connection, Submission(one.code, given, "en", day(15)))
    assert follow_up(fielding, now=day(90)).ends == {"invited": 3, "stopped": 1}
    assert ends(fielding)["b", "day-90", "stopped", "condition"] == 1


def test_who_comes_into_the_list_within_the_window_is_invited(
    care: Settings, tmp_path: Path
) -> None:
    happen(care, day(1), ("late", BOUGHT, 0), ("mail@example.com", BOUGHT, 0))
    assert follow_up(care, now=day(14)).ends == {}
    keep_people(tmp_path, care, {"late": "customer", "mail": "customer"})
    assert follow_up(care, now=day(20)).ends == {"invited": 2}
    assert {key for _, _, key in messages(care)} == {"late", "mail"}


def test_who_was_written_to_lately_waits_and_is_counted_when_the_window_is_over(
    fielding: Settings, tmp_path: Path
) -> None:
    keep_people(tmp_path, fielding, {"a": "customer", "b": "customer"})
    start(tmp_path, fielding, extra="rest_period: 80 days")
    happen(fielding, day(1), ("a", BOUGHT, 0))
    assert follow_up(fielding, now=day(14)).ends == {"invited": 1}
    assert follow_up(fielding, now=day(90)).ends == {}
    assert follow_up(fielding, now=day(94)).ends == {"invited": 1}
    happen(fielding, day(95), ("a", BOUGHT, 91))
    assert follow_up(fielding, now=day(112.1)).ends == {"budget": 1}


def test_a_study_that_was_stopped_follows_up_nobody(care: Settings) -> None:
    happen(care, day(1), ("a", BOUGHT, 0))
    with opened(care) as store, store.transaction() as connection:
        stop_recurrence(connection, "care", now=day(2))
    assert follow_up(care, now=day(14)).ends == {}


def test_events_of_long_before_the_start_are_left_alone(care: Settings) -> None:
    happen(care, day(1), ("a", BOUGHT, -200), ("b", BOUGHT, -12))
    assert follow_up(care, now=day(2)).ends == {"invited": 1}
    assert set(ends(care)) == {("b", "day-14", "invited", "")}


def test_a_wave_that_a_person_closed_takes_in_nobody(care: Settings) -> None:
    happen(care, day(1), ("a", BOUGHT, 0), ("b", BOUGHT, 1))
    follow_up(care, now=day(14))
    close_wave(WaveKey("care", DECEMBER), care, now=day(14.5))
    assert follow_up(care, now=day(15)).ends == {"dropped": 1}
    assert ends(care)["b", "day-14", "dropped", "closed"] == 1
