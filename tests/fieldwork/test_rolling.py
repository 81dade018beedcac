from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fieldwork.following import cadence
from tests.fieldwork.making import day, invited, message, study, terms
from validation.errors import FieldworkError
from validation.fieldwork import (
    Terms,
    WaveFacts,
    due_actions,
    due_reminder,
    obstacle,
    oldest_due,
    performed,
    period,
    plan_follow_ups,
    reminders_due,
    told,
    wall_time,
)

AGES = (timedelta(days=4), timedelta(days=9))


def rolling(**values: Any) -> WaveFacts:  # noqa: ANN401 (any field of the terms)
    """Return an open wave of follow-ups, which reminds four and nine days after the invitation."""
    own = {"reminders": (), "follow_up": "day-14", "remind_after": AGES, "closes_at": day(45)}
    return WaveFacts("open", terms(**(own | values)), opened_at=day(0))


def planned(due_at: datetime, **fieldwork: Any) -> Terms:  # noqa: ANN401 (any key of fieldwork)
    return plan_follow_ups(study(**fieldwork), cadence(), "day-14", due_at)


def test_a_wave_lasts_a_month_and_as_long_after_it_as_any_is_open() -> None:
    wave = planned(datetime(2026, 12, 15, 8, tzinfo=UTC), open_for="10 days")
    ends = [wall_time(one, wave.zone) for one in (wave.opens_at, wave.closes_at)]
    assert ends == [datetime(2026, 12, 1), datetime(2027, 1, 11)]  # noqa: DTZ001 (of the clocks)
    assert (wave.follow_up, wave.reminders) == ("day-14", ())
    assert wave.remind_after == (timedelta(days=5), timedelta(days=9))
    assert wave.steps == ("invite", "remind-1", "remind-2")


def test_own_reminders_become_ages() -> None:
    wave = planned(day(0), reminders=["9 days", "4 days"], thank_you=True)
    assert wave.remind_after == AGES
    assert wave.steps == ("invite", "remind-1", "remind-2", "thank")
    assert planned(day(0), reminders=[]).steps == ("invite",)


def test_who_is_not_invited_here_is_not_followed_up() -> None:
    with pytest.raises(FieldworkError, match="found import, must be invite or open_link"):
        planned(day(0), mode="import")


@pytest.mark.parametrize(
    ("waves", "due_at", "expected"),
    [
        ("month", "2026-12-31T21:59+00:00", ["2026-12-01", "2027-01-01"]),
        ("month", "2026-12-31T22:00+00:00", ["2027-01-01", "2027-02-01"]),
        ("quarter", "2027-03-01T09:00+00:00", ["2027-01-01", "2027-04-01"]),
        ("quarter", "2026-12-01T09:00+00:00", ["2026-10-01", "2027-01-01"]),
    ],
)
def test_a_period_begins_and_ends_at_midnight_of_the_zone(
    waves: str, due_at: str, expected: list[str]
) -> None:
    found = period(datetime.fromisoformat(due_at), cadence(waves=waves))
    assert [f"{wall_time(one, 'Europe/Helsinki'):%Y-%m-%d}" for one in found] == expected
    assert {wall_time(one, "Europe/Helsinki").hour for one in found} == {0}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (13.9, None),
        (14, ("remind-1", day(14))),
        (16, ("remind-1", day(14))),
        (16.1, None),  # later than two days: the next one comes as planned
        (19, ("remind-2", day(19))),
        (21.1, None),
    ],
)
def test_everybody_is_reminded_by_the_age_of_the_own_invitation(
    now: float, expected: tuple[str, datetime] | None
) -> None:
    assert due_reminder(rolling(), invited(sent=10), day(now)) == expected


def test_who_was_reminded_is_not_reminded_again_nor_afterwards_with_an_earlier_one() -> None:
    first = invited(messages={"invite": message(0), "remind-1": message(4)})
    assert due_reminder(rolling(), first, day(5)) is None
    assert due_reminder(rolling(), first, day(9)) == ("remind-2", day(9))
    second = invited(messages={"invite": message(0), "remind-2": message(9)})
    assert due_reminder(rolling(), second, day(9.5)) is None


def test_a_reminder_that_left_late_gives_the_next_one_time() -> None:
    late = invited(messages={"invite": message(0), "remind-1": message(8.9)})
    assert due_reminder(rolling(), late, day(9)) is None
    assert due_reminder(rolling(), late, day(9.4)) == ("remind-2", day(9.4))


@pytest.mark.parametrize(
    "change",
    [
        {"answered_at": day(1)},
        {"suppressed": "unsubscribed"},
        {"dropped": "erased"},
        {"messages": {"invite": message(0, "bounced")}},
        {"messages": {}},
    ],
)
def test_who_need_not_be_reminded_is_not(change: dict[str, Any]) -> None:
    assert due_reminder(rolling(), invited(**change), day(4)) is None


def test_a_closed_wave_and_a_skipped_step_remind_nobody() -> None:
    assert due_reminder(rolling(skipped=("remind-1",)), invited(), day(4)) is None
    closed = WaveFacts("closed", rolling().terms)
    assert due_reminder(closed, invited(), day(4)) is None


def test_a_day_of_four_weeks_ago_counts_by_the_clocks() -> None:
    """28 March 2027 has 23 hours in Helsinki; the first invitation left on the 26th at 09:00."""
    sent = invited(sent=25)
    assert due_reminder(rolling(), sent, day(29 - 1 / 24)) == ("remind-1", day(29 - 1 / 24))


def test_an_open_wave_of_follow_ups_reminds_and_closes_and_invites_nobody() -> None:
    wave = rolling()
    assert due_actions(wave, day(5)) == ()
    found = reminders_due(wave, [invited(0), invited(1), invited(-5), invited(3)], day(5))
    assert found == {"remind-1": day(4), "remind-2": day(4)}
    waiting = WaveFacts("open", wave.terms, opened_at=day(0), reminders_due=found)
    due = due_actions(waiting, day(5))
    assert [(one.kind, one.step, one.due_at) for one in due] == [
        ("remind", "remind-1", day(4)),
        ("remind", "remind-2", day(4)),
    ]
    after = performed(waiting, due[0], day(5))
    assert (dict(after.reminders_due), after.terms.done) == ({"remind-2": day(4)}, {})
    assert [one.kind for one in due_actions(wave, day(45))] == ["close", "assess", "report"]


def test_the_times_within_which_invitations_are_looked_at_hold_all_that_are_due() -> None:
    terms = rolling().terms
    for sent in range(40):
        for hours in range(0, 15 * 24, 5):
            now = day(sent + hours / 24)
            due = due_reminder(rolling(), invited(sent), now)
            if due is not None:
                first, last = oldest_due(terms, due[0], now)
                assert first <= day(sent) <= last


def test_it_is_told_when_somebody_is_reminded_and_what_was_passed_over() -> None:
    wave = rolling()
    lines = {one.step: one for one in told(wave, invited(10), day(12))}
    assert [(step, one.reason, one.until) for step, one in lines.items()] == [
        ("invite", None, None),
        ("remind-1", "not_due", day(14)),
        ("remind-2", "not_due", day(19)),
    ]
    lines = {one.step: one for one in told(wave, invited(10), day(18))}
    assert (lines["remind-1"].outcome, lines["remind-1"].reason) == ("not_sent", "passed_over")
    both = {"invite": message(10), "remind-2": message(19)}
    lines = {one.step: one for one in told(wave, invited(messages=both), day(20))}
    assert lines["remind-1"].reason == "passed_over"


def test_mail_that_waits_may_leave_until_the_wave_closes() -> None:
    fresh = invited(messages={})
    assert obstacle(rolling(), fresh, "invite", day(40)) is None
    assert obstacle(rolling(), fresh, "invite", day(45)) == "wave_closed"
