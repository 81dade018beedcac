"""Which waves a study wants: on nights of a change, late, often asked, and around a measure."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from validation.fieldwork import DueWave, due_waves, next_waves, passed_waves
from validation.study import Study

HELSINKI = "Europe/Helsinki"
DAY = timedelta(days=1)
QUARTERLY = {"rrule": "FREQ=MONTHLY;INTERVAL=3", "start": "2026-11-30T09:00", "zone": HELSINKI}
SPRING = {
    "measure": "spring",
    "on": "2027-04-01",
    "before": ["14 days", "7 days"],
    "after": ["14 days", "60 days"],
    "zone": HELSINKI,
}
CLAIM = {"kind": "share", "item": "q", "options": ["a"], "at_least": 0.5}


def study(*cadences: dict[str, Any], lateness: str = "2 days") -> Study:
    return Study.model_validate(
        {
            "study": "shop",
            "hypotheses": [{"id": "h", "says": "H", "claim": CLAIM}],
            "fieldwork": {"mode": "invite", "lateness": lateness},
            "privacy": {"controller": {"name": "S", "contact": "a@example.com"}, "purpose": "p"},
            "cadence": list(cadences),
        }
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}Z")


EVER = at("2026-01-01T00:00")


def names(waves: tuple[DueWave, ...]) -> list[str]:
    return [wave.name for wave in waves]


def shown(waves: tuple[DueWave, ...]) -> list[str]:
    return [f"{wave.due_at:%Y-%m-%d %H:%M}" for wave in waves]


def test_wave_is_due_from_its_time_on_until_it_is_there() -> None:
    quarterly = study(QUARTERLY)
    assert due_waves(quarterly, (), at("2026-11-30T06:59"), since=EVER) == ()
    [due] = due_waves(quarterly, (), at("2026-11-30T07:00"), since=EVER)
    assert (due.name, due.kind, due.held) == ("2026-11-30", "schedule", False)
    assert due.due_at == at("2026-11-30T07:00")
    assert due_waves(quarterly, {"2026-11-30"}, at("2026-11-30T07:01"), since=EVER) == ()


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [  # the hour that is leapt over, and the one that comes twice
        (HELSINKI, "2027-03-27T03:30", ["03-27 01:30", "03-28 01:00", "03-29 00:30"]),
        (HELSINKI, "2027-10-30T03:30", ["10-30 00:30", "10-31 00:30", "11-01 01:30"]),
        (HELSINKI, "2027-03-27T09:00", ["03-27 07:00", "03-28 06:00", "03-29 06:00"]),
        ("America/New_York", "2027-03-13T02:30", ["03-13 07:30", "03-14 07:00", "03-15 06:30"]),
        ("America/New_York", "2027-11-06T01:30", ["11-06 05:30", "11-07 05:30", "11-08 06:30"]),
        ("America/New_York", "2027-11-06T09:00", ["11-06 13:00", "11-07 14:00", "11-08 14:00"]),
    ],
)
@pytest.mark.parametrize("written", ["rrule", "cron"])
def test_wall_time_is_kept_over_the_nights_of_a_change(
    zone: str, wall: str, expected: list[str], written: str
) -> None:
    minute, hour = int(wall[14:]), int(wall[11:13])
    rules = {"rrule": "FREQ=DAILY", "cron": f"{minute} {hour} * * *"}
    daily = study({written: rules[written], "start": wall, "zone": zone})
    found = next_waves(daily, at(f"{wall[:10]}T00:00"), 3)
    assert [f"{one.due_at:%m-%d %H:%M}" for one in found] == expected


def test_months_from_the_31st_and_leap_years_end_with_their_last_day() -> None:
    monthly = study({"rrule": "FREQ=MONTHLY", "start": "2028-01-31T09:00", "zone": HELSINKI})
    found = next_waves(monthly, at("2028-01-31T07:00"), 3)
    assert shown(found) == ["2028-02-29 07:00", "2028-03-31 06:00", "2028-04-30 06:00"]
    assert names(found) == ["2028-02-29", "2028-03-31", "2028-04-30"]


def test_what_was_due_before_the_study_was_started_is_never_made() -> None:
    since = at("2027-03-15T12:00")
    quarterly = study(QUARTERLY)
    assert due_waves(quarterly, (), since, since=since) == ()
    assert names(due_waves(quarterly, (), at("2027-05-30T06:00"), since=since)) == ["2027-05-30"]
    assert passed_waves(quarterly, (), at("2027-05-30T06:00"), since=since) == ()


def test_what_is_late_is_made_and_what_is_too_late_is_held() -> None:
    quarterly = study(QUARTERLY, lateness="2 days")
    [late] = due_waves(quarterly, (), at("2026-12-02T07:00"), since=EVER)
    [held] = due_waves(quarterly, (), at("2026-12-02T07:01"), since=EVER)
    assert (late.held, held.held) == (False, True)


def test_of_several_that_were_missed_the_last_alone_is_made() -> None:
    quarterly = study(QUARTERLY)
    now = at("2027-08-30T08:00")
    [due] = due_waves(quarterly, {"2026-11-30"}, now, since=EVER)
    passed = passed_waves(quarterly, {"2026-11-30"}, now, since=EVER)
    assert due.name == "2027-08-30"
    assert [(one.name, one.reason) for one in passed] == [
        ("2027-02-28", "missed"),
        ("2027-05-30", "missed"),
    ]


def test_skipped_day_is_said_and_not_moved() -> None:
    quarterly = study({**QUARTERLY, "skip": ["2027-02-28"]})
    now = at("2027-02-28T08:00")
    assert due_waves(quarterly, {"2026-11-30"}, now, since=EVER) == ()
    [passed] = passed_waves(quarterly, {"2026-11-30"}, now, since=EVER)
    assert (passed.name, passed.reason) == ("2027-02-28", "skipped")
    assert names(next_waves(quarterly, at("2026-12-01T00:00"), 2)) == ["2027-05-30", "2027-08-30"]


def test_schedule_ends_with_its_last_day() -> None:
    ending = study({**QUARTERLY, "until": "2027-05-30"})
    assert names(next_waves(ending, EVER, 9)) == ["2026-11-30", "2027-02-28", "2027-05-30"]


def test_rule_that_never_comes_wants_no_wave() -> None:
    never = {"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO", "start": "2027-01-01"}
    assert next_waves(study(never), EVER, 1) == ()


def test_measure_has_waves_before_and_after_it_and_a_baseline() -> None:
    found = next_waves(study(SPRING), EVER, 9)
    assert [(one.name, one.kind, one.phase, one.baseline) for one in found] == [
        ("2027-03-18", "measure", "before", None),
        ("2027-03-25", "measure", "before", None),
        ("2027-04-15", "measure", "after", "2027-03-25"),
        ("2027-05-31", "measure", "after", "2027-03-25"),
    ]
    # 09:00 on the wall: the clocks were put forward on 28 March
    assert [f"{one.due_at:%H:%M}" for one in found] == ["07:00", "07:00", "06:00", "06:00"]


def test_baseline_is_the_last_wave_before_that_was_made() -> None:
    now = at("2027-04-15T06:00")
    [one] = due_waves(study(SPRING), {"2027-03-18"}, now, since=EVER)
    [none] = due_waves(study(SPRING), (), now, since=EVER)
    assert (one.baseline, none.baseline) == ("2027-03-18", None)


def test_wave_before_is_not_made_after_the_measure() -> None:
    before = {**SPRING, "before": ["1 day"], "after": []}
    assert names(due_waves(study(before), (), at("2027-04-01T05:59"), since=EVER)) == ["2027-03-31"]
    assert due_waves(study(before), (), at("2027-04-01T06:00"), since=EVER) == ()
    [passed] = passed_waves(study(before), (), at("2027-04-01T06:00"), since=EVER)
    assert passed.reason == "missed"


def test_day_on_which_a_schedule_meets_a_measure_belongs_to_the_measure() -> None:
    both = study({"cron": "0 8 15 * *", "zone": HELSINKI}, SPRING)
    assert due_waves(both, {"2027-03-15"}, at("2027-04-15T05:30"), since=EVER) == ()
    [wave] = [one for one in next_waves(both, EVER, 30) if one.name == "2027-04-15"]
    assert (wave.kind, wave.phase) == ("measure", "after")


def test_of_two_schedules_on_a_day_the_earlier_makes_the_wave() -> None:
    both = study({"cron": "0 15 1 * *"}, {"cron": "0 9 1 * *"})
    found = next_waves(both, at("2026-12-31T00:00"), 2)
    assert shown(found) == ["2027-01-01 09:00", "2027-02-01 09:00"]
    assert (
        due_waves(both, {"2027-01-01"}, at("2027-01-01T16:00"), since=at("2027-01-01T00:00")) == ()
    )


def test_study_that_comes_after_events_alone_wants_no_waves() -> None:
    after = study({"event": "bought", "after": "14 days"})
    assert (due_waves(after, (), EVER, since=EVER), next_waves(after, EVER, 3)) == ((), ())


RULES = st.sampled_from(
    [
        {"rrule": "FREQ=MONTHLY;INTERVAL=3", "start": "2026-11-30T09:00"},
        {"rrule": "FREQ=MONTHLY", "start": "2026-10-31T03:30"},
        {"rrule": "FREQ=WEEKLY;BYDAY=SU", "start": "2026-01-04T03:30"},
        {"rrule": "FREQ=DAILY", "start": "2027-03-01T02:30"},
        {"cron": "30 1 * * 0"},
        {"cron": "30 3 28-31 * *", "skip": ["2027-03-28"]},
    ]
)
ZONES = st.sampled_from([HELSINKI, "America/New_York", "UTC", "Australia/Lord_Howe"])
HOURS = st.integers(0, 24 * 500)


def moments(hours: list[int]) -> list[datetime]:
    return [at("2026-10-01T00:00") + timedelta(hours=hour) for hour in hours]


@settings(deadline=None, max_examples=60)
@given(RULES, ZONES, st.lists(HOURS, min_size=1, max_size=30))
def test_beats_at_any_times_make_each_wave_once_and_in_order(
    rule: dict[str, Any], zone: str, hours: list[int]
) -> None:
    repeating = study({**rule, "zone": zone}, lateness="700 days")
    since, *beats = sorted(moments(hours))
    made: list[DueWave] = []
    for now in beats:
        due = due_waves(repeating, names(tuple(made)), now, since=since)
        assert due == due_waves(repeating, names(tuple(made)), now, since=since)
        made += due
        assert due_waves(repeating, names(tuple(made)), now, since=since) == ()
    assert len({*names(tuple(made))}) == len(made)
    assert all(before.due_at < after.due_at for before, after in pairwise(made))
    assert all(since <= one.due_at <= beats[-1] for one in made)


@settings(deadline=None, max_examples=60)
@given(RULES, ZONES, HOURS, HOURS)
def test_nothing_is_lost_made_passed_and_next_are_the_whole_schedule(
    rule: dict[str, Any], zone: str, first: int, length: int
) -> None:
    repeating = study({**rule, "zone": zone})
    since, now = moments([first, first + length])
    due = due_waves(repeating, (), now, since=since)
    passed = passed_waves(repeating, (), now, since=since)
    coming = next_waves(repeating, now, 5)
    whole = next_waves(repeating, since - timedelta(microseconds=1), len(due) + len(passed) + 5)
    missed = [one.name for one in passed if one.reason == "missed"]
    found = sorted([*missed, *names(due), *names(coming)])
    assert found == names(whole)[: len(found)]


@settings(deadline=None, max_examples=60)
@given(ZONES, st.dates(datetime(2026, 1, 1).date(), datetime(2030, 1, 1).date()))  # noqa: DTZ001
def test_plain_rules_are_those_of_the_library_at_local_times(zone: str, start: object) -> None:
    first = datetime.fromisoformat(f"{start}T09:00")
    rule = "FREQ=WEEKLY;INTERVAL=3"
    repeating = study({"rrule": rule, "start": first.isoformat(), "zone": zone})
    expected = rrulestr(rule, dtstart=first)[:20]
    found = next_waves(repeating, first.replace(tzinfo=UTC) - 2 * DAY, 20)
    assert [one.due_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for one in found] == expected
