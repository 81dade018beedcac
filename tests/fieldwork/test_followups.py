from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fieldwork.following import BOUGHT, bought, cadence, day
from validation.fieldwork import Ended, EventFacts, FollowUp, due_followups, one_each, wall_time

HELSINKI = "Europe/Helsinki"


def became(days: float, *events: EventFacts, **options: Any) -> list[tuple[str, str, str | None]]:  # noqa: ANN401 (any key)
    """Return step, outcome and reason so many days after the purchase."""
    done = options.pop("done", {})
    found = due_followups(cadence(**options), events or [bought()], done, day(days))
    return [(one.step, one.outcome, one.reason) for one in found]


def test_each_step_has_its_time_its_wave_and_its_window() -> None:
    waiting = ("day-90", "later", "not_due")
    assert became(13.99) == [("day-14", "later", "not_due"), waiting]
    assert became(14) == [("day-14", "due", None), waiting]
    assert became(21) == [("day-14", "due", None), waiting]
    assert became(21.01) == [("day-14", "dropped", "late"), waiting]
    found = due_followups(cadence(), [bought()], {}, day(14))
    assert [(one.contact, one.event, one.due_at, one.wave) for one in found] == [
        ("7", "e0", day(14), "2026-12-day-14"),
        ("7", "e0", day(90), "2027-03-day-90"),
    ]


def test_what_came_to_an_end_is_asked_about_no_more() -> None:
    done = {("e0", "day-14"): Ended("invited", day(14))}
    assert became(15, done=done) == [("day-90", "later", "not_due")]


def test_who_is_in_no_list_waits_within_the_window() -> None:
    stranger = bought(attributes=None)
    assert became(15, stranger)[0] == ("day-14", "later", "unknown")
    assert became(22, stranger)[0] == ("day-14", "dropped", "unknown")


def test_a_condition_that_does_not_hold_when_a_step_is_due_stops_it_and_the_rest() -> None:
    condition = {"while": {"plan": ["basic", "pro"]}}
    member, left = bought(attributes={"plan": "pro"}), bought(attributes={"plan": "none"})
    assert became(14, member, **condition)[0] == ("day-14", "due", None)
    assert became(13, left, **condition)[0] == ("day-14", "later", "not_due")
    for one in (left, bought(attributes={})):
        assert became(14, one, **condition) == [
            ("day-14", "stopped", "condition"),
            ("day-90", "stopped", "condition"),
        ]


def test_a_condition_on_an_item_holds_until_it_is_answered_otherwise() -> None:
    condition = {"while": {"stay": ["4", "5"]}}

    def comes(said: frozenset[str] | None, **attributes: str) -> str:
        event = bought(attributes=attributes, answers={"stay": said})
        return became(14, event, **condition)[0][1]

    assert [comes(None), comes(frozenset({"5"})), comes(frozenset({"1", "4"}))] == ["due"] * 3
    assert comes(frozenset({"2"})) == "stopped"
    # What was answered is newer than the list.
    assert [comes(frozenset({"5"}), stay="1"), comes(None, stay="1")] == ["due", "stopped"]


def test_an_ending_event_stops_at_once_what_is_left() -> None:
    cancelled = bought(10, name="cancelled")
    options = {"until_event": ["cancelled"], "done": {}}
    assert became(11, bought(), cancelled, **options) == [
        ("day-14", "stopped", "ended"),
        ("day-90", "stopped", "ended"),
    ]
    done = {("e0", "day-14"): Ended("invited", day(14))}
    late = bought(30, name="cancelled")
    found = became(31, bought(), late, until_event=["cancelled"], done=done)
    assert found == [("day-90", "stopped", "ended")]


def test_who_must_not_be_written_to_is_stopped_and_who_has_no_address_waits() -> None:
    assert became(14, bought(hindrance="suppressed")) == [
        ("day-14", "stopped", "suppressed"),
        ("day-90", "stopped", "suppressed"),
    ]
    nowhere = bought(hindrance="no_address")
    assert became(14, nowhere)[0] == ("day-14", "later", "no_address")
    assert became(22, nowhere)[0] == ("day-14", "dropped", "no_address")


@pytest.mark.parametrize(
    ("now", "rests", "outcome", "reason"),
    [
        (14, 15, "later", "resting"),
        (15, 15, "due", None),
        (21, 22, "later", "resting"),
        (22, 22, "budget", "resting"),
        (23, 22, "budget", "resting"),
        (22, 20, "dropped", "late"),
    ],
)
def test_the_contact_budget_defers_within_the_window_and_is_told_apart(
    now: float, rests: float, outcome: str, reason: str | None
) -> None:
    assert became(now, bought(rests_until=day(rests)))[0] == ("day-14", outcome, reason)


def test_what_happens_again_while_a_sequence_runs_ends_at_once() -> None:
    again = ("day-14", "repeated", "running"), ("day-90", "repeated", "running")
    found = became(11, bought(), bought(10))
    assert [one for one in found if one[1] == "repeated"] == [*again]


def test_nobody_is_asked_twice_in_one_wave() -> None:
    short = {"after": ["1 day"]}
    assert became(5, bought(0), bought(3), **short) == [
        ("day-1", "due", None),
        ("day-1", "dropped", "asked"),
    ]
    done = {("e0", "day-1"): Ended("invited", day(1))}
    assert became(5, bought(0), bought(3), done=done, **short) == [("day-1", "dropped", "asked")]
    done = {("e0", "day-1"): Ended("dropped", day(1))}
    assert became(5, bought(0), bought(3), done=done, **short) == [("day-1", "due", None)]


def test_other_events_are_not_followed_up() -> None:
    assert became(14, bought(name="complained")) == []


@pytest.mark.parametrize(
    ("happened", "hours"),
    [
        (datetime(2027, 3, 20, 7, tzinfo=UTC), 14 * 24 - 1),  # 28 March: a night of 23 hours
        (datetime(2026, 10, 20, 6, tzinfo=UTC), 14 * 24 + 1),  # 25 October: of 25
        (datetime(2026, 12, 1, 7, tzinfo=UTC), 14 * 24),
    ],
)
def test_fourteen_days_later_the_clocks_show_the_same(happened: datetime, hours: int) -> None:
    event = bought(happened_at=happened)
    [first, _] = due_followups(cadence(), [event], {}, happened)
    assert (first.due_at - happened).total_seconds() == hours * 3600
    assert wall_time(first.due_at, HELSINKI).time() == wall_time(happened, HELSINKI).time()


def test_waves_are_those_of_the_zone_by_month_or_quarter_and_carry_a_label() -> None:
    midnight = bought(happened_at=datetime(2026, 12, 17, 22, 30, tzinfo=UTC))
    names = [
        due_followups(cadence(waves=waves), [midnight], {}, BOUGHT, label=label)[0].wave
        for waves, label in (("month", ""), ("quarter", ""), ("quarter", "bought"))
    ]
    assert names == ["2027-01-day-14", "2027-Q1-day-14", "2027-Q1-bought-day-14"]


def test_of_one_contact_only_one_is_due_where_people_are_left_in_peace() -> None:
    due = [FollowUp(one, one, "day-14", BOUGHT, "w", "due") for one in ("a", "b", "a")]
    waiting = FollowUp("c", "c", "day-14", BOUGHT, "w", "later")
    found = [(one.contact, one.outcome) for one in one_each([*due, waiting])]
    assert found == [("a", "due"), ("b", "due"), ("a", "later"), ("c", "later")]


def test_what_waits_has_no_end() -> None:
    outcomes = [one.end for one in due_followups(cadence(), [bought(), bought(1)], {}, day(14))]
    assert outcomes == ["invited", "repeated", None, "repeated"]
