from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fieldwork.making import HOUR, OPENS, day, open_wave, terms
from validation.fieldwork import Action, WaveFacts, due_actions, extend, performed, release, skip


def steps(wave: WaveFacts, now: datetime) -> list[str]:
    """Return the steps that are due; those that are held in brackets."""
    return [f"({action.step})" if action.held else action.step for action in due_actions(wave, now)]


def test_a_wave_opens_and_invites_when_its_time_has_come() -> None:
    wave = WaveFacts("planned", terms())

    assert steps(wave, OPENS - timedelta(seconds=1)) == []
    assert steps(wave, OPENS) == ["open", "invite"]


def test_a_wave_goes_its_whole_way_step_by_step() -> None:
    wave, way = WaveFacts("planned", terms(thank_you=True)), []
    for hours in range(-24, 20 * 24):
        now = OPENS + timedelta(hours=hours)
        for action in due_actions(wave, now):
            way.append((action.step, (now - OPENS).days))
            wave = performed(wave, action, now)

    assert way == [
        ("open", 0),
        ("invite", 0),
        ("remind-1", 7),
        ("remind-2", 13),
        ("close", 14),
        ("thank", 14),
        ("assess", 14),
        ("report", 14),
    ]
    assert (wave.state, wave.opened_at, wave.closed_at) == ("reported", OPENS, day(14))


def test_what_is_known_of_a_wave_changes_with_what_is_carried_out() -> None:
    opened = performed(WaveFacts("planned", terms()), Action("open", "open", OPENS), day(0.1))
    invited = performed(opened, Action("invite", "invite", OPENS), day(0.2))
    closed = performed(invited, Action("close", "close", day(14)), day(14.1))

    assert (opened.state, opened.opened_at, opened.closed_at) == ("open", day(0.1), None)
    assert (invited.state, invited.terms.done) == ("open", {"invite": day(0.2)})
    assert (closed.state, closed.opened_at, closed.closed_at) == ("closed", day(0.1), day(14.1))


def test_what_was_missed_within_the_lateness_is_caught_up_in_order() -> None:
    assert steps(WaveFacts("planned", terms()), day(1)) == ["open", "invite"]
    assert steps(open_wave(), day(8)) == ["remind-1"]


def test_of_several_missed_reminders_only_the_last_is_sent() -> None:
    wave = open_wave(reminders=(day(4), day(5), day(6)), lateness=timedelta(days=9))

    assert steps(wave, day(6.5)) == ["remind-3"]
    sent = performed(wave, due_actions(wave, day(6.5))[0], day(6.5))
    assert steps(sent, day(8)) == []


@pytest.mark.parametrize(
    ("wave", "days", "expected"),
    [
        (WaveFacts("planned", terms()), 2, ["open", "invite"]),  # just not too late
        (WaveFacts("planned", terms()), 2.1, ["(open)"]),
        (WaveFacts("planned", terms(closes_at=day(1))), 1, ["(open)"]),  # its time is over
        (open_wave(done={}), 2.1, ["(invite)"]),
        (open_wave(), 9.1, ["(remind-1)"]),
        (
            WaveFacts("closed", terms(thank_you=True), closed_at=day(14)),
            17,
            ["(thank)", "assess", "report"],
        ),
        (open_wave(), 30, ["close", "assess", "report"]),  # closing is never too late
    ],
)
def test_what_people_would_notice_is_held_when_it_is_late(
    wave: WaveFacts, days: float, expected: list[str]
) -> None:
    assert steps(wave, day(days)) == expected


def test_what_is_held_is_done_when_it_is_released_and_not_when_it_is_skipped() -> None:
    wave = open_wave()

    assert steps(replace(wave, terms=release(wave.terms, "remind-1")), day(9.1)) == ["remind-1"]
    assert steps(replace(wave, terms=skip(wave.terms, "remind-1")), day(9.1)) == []
    assert steps(replace(wave, terms=skip(wave.terms, "remind-1")), day(13)) == ["remind-2"]


def test_a_wave_that_opened_late_invites_without_asking_again() -> None:
    planned = terms()
    wave = WaveFacts("planned", release(planned, "open"))

    assert steps(wave, day(3)) == ["open", "invite"]


def test_a_reminder_leaves_a_pause_after_an_invitation_that_was_late() -> None:
    wave = open_wave(done={"invite": day(7)})

    assert steps(wave, day(7)) == []
    assert steps(wave, day(7) + timedelta(hours=11, minutes=59)) == []
    assert steps(wave, day(7.5)) == ["remind-1"]


def test_a_study_with_short_pauses_keeps_them() -> None:
    wave = open_wave(closes_at=day(1), reminders=(day(6 * HOUR), day(8 * HOUR)))

    assert steps(wave, day(6 * HOUR)) == ["remind-1"]


def test_nobody_is_reminded_before_anybody_is_invited() -> None:
    wave = open_wave(done={})
    held = replace(wave, terms=skip(wave.terms, "invite"))

    assert steps(held, day(7)) == []


def test_who_was_deferred_is_invited_when_the_rest_is_over() -> None:
    wave = replace(open_wave(), next_deferred=day(5))

    assert steps(wave, day(4.9)) == []
    assert steps(wave, day(5)) == ["invite"]
    assert steps(performed(wave, due_actions(wave, day(5))[0], day(5)), day(5.1)) == []
    assert steps(wave, day(7.5)) == ["(invite)", "remind-1"]


def test_nobody_is_invited_or_reminded_once_the_time_is_over() -> None:
    wave = replace(open_wave(done={}), next_deferred=day(13))

    assert steps(wave, day(14)) == ["close", "assess", "report"]


def test_an_open_link_opens_and_closes_and_writes_to_nobody() -> None:
    wave = WaveFacts("planned", terms(mode="open_link", reminders=(), thank_you=True))

    assert steps(wave, OPENS) == ["open"]
    assert steps(replace(wave, state="open"), day(14)) == ["close", "assess", "report"]


def test_a_pilot_ends_when_it_is_closed() -> None:
    assert steps(open_wave(pilot=True), day(14)) == ["close"]


@pytest.mark.parametrize("state", ["reported", "cancelled"])
def test_at_the_end_nothing_is_due(state: str) -> None:
    wave = replace(open_wave(thank_you=True), state=state)  # type: ignore[arg-type]  # read above

    assert steps(wave, day(100)) == []


def test_a_longer_wave_closes_later() -> None:
    wave = open_wave(done={"invite": OPENS, "remind-1": day(7), "remind-2": day(13)})
    longer = replace(wave, terms=extend(wave, day(21), now=day(13.5)))

    assert steps(longer, day(14)) == []
    assert steps(longer, day(21)) == ["close", "assess", "report"]
