from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fieldwork.making import OPENS, day, open_wave, study, terms
from validation.errors import FieldworkError
from validation.fieldwork import (
    WaveFacts,
    cancel,
    close_early,
    due_actions,
    extend,
    plan_terms,
    record,
    release,
    skip,
    wall_time,
)

HELSINKI = "Europe/Helsinki"


def test_default_reminders_are_reckoned_anew_for_the_longer_wave() -> None:
    wave = open_wave()

    longer = extend(wave, day(28), now=day(5))

    helsinki = [wall_time(time, HELSINKI) for time in longer.reminders]
    assert [f"{time:%d.%m. %H:%M}" for time in helsinki] == ["15.03. 09:00", "28.03. 10:00"]
    assert longer.closes_at == day(28)


def test_wall_time_is_kept_when_a_wave_is_extended_over_the_night_of_a_change() -> None:
    wave = open_wave()

    longer = extend(wave, datetime.fromisoformat("2027-03-31T09:00"), now=day(5))

    times = [wall_time(time, HELSINKI) for time in (*longer.reminders, longer.closes_at)]
    assert [f"{time:%d.%m. %H:%M}" for time in times] == [
        "16.03. 09:00",
        "30.03. 09:00",
        "31.03. 09:00",
    ]


def test_a_reminder_that_was_sent_stays_where_it_was() -> None:
    wave = open_wave(done={"invite": OPENS, "remind-1": day(7)})

    assert extend(wave, day(21), now=day(10)).reminders == (day(7), day(20))


def test_when_all_were_sent_no_more_are_added() -> None:
    wave = open_wave(done={"invite": OPENS, "remind-1": day(7), "remind-2": day(13)})

    assert extend(wave, day(21), now=day(13.5)).reminders == (day(7), day(13))


def test_a_reminder_that_was_passed_over_does_not_come_back() -> None:
    wave = open_wave(done={"invite": OPENS, "remind-2": day(13)})

    assert extend(wave, day(26), now=day(13.5)).reminders == (day(7), day(13))


@pytest.mark.parametrize(("sent", "kept"), [(12.5, (day(13.5),)), (12.6, ())])
def test_the_last_reminder_needs_a_day_after_one_that_was_sent_late(
    sent: float, kept: tuple[datetime, ...]
) -> None:
    wave = open_wave(done={"invite": OPENS, "remind-1": day(sent)})

    assert extend(wave, day(14.5), now=day(12.7)).reminders == (day(7), *kept)


def test_reminders_that_the_study_sets_stay() -> None:
    wave = open_wave(own_reminders=True)

    assert extend(wave, day(26), now=day(1)).reminders == (day(7), day(13))


def test_a_short_wave_that_gets_long_gets_the_reminders_of_a_long_one() -> None:
    planned = plan_terms(study(open_for="1 days"), opens_at=OPENS, zone=HELSINKI)
    wave = WaveFacts("planned", planned)

    assert planned.reminders == ()
    assert extend(wave, day(14), now=OPENS - timedelta(days=1)).reminders == (day(7), day(13))


@pytest.mark.parametrize(
    ("state", "until", "now", "message"),
    [
        ("closed", day(20), day(1), "wave: found closed, must be planned or open to extend it"),
        ("cancelled", day(20), day(1), "found cancelled"),
        ("open", day(14), day(1), "must be after the closing at 2027-03-15 09:00"),
        ("open", day(15), day(16), "closing: found 2027-03-16 09:00"),
    ],
)
def test_a_wave_that_cannot_be_extended_stays(
    state: str, until: datetime, now: datetime, message: str
) -> None:
    wave = replace(open_wave(), state=state)  # type: ignore[arg-type]  # the states stand above

    with pytest.raises(FieldworkError, match=message):
        extend(wave, until, now=now)


def test_an_early_closing_is_now() -> None:
    assert close_early(open_wave(), now=day(3)).closes_at == day(3)
    assert close_early(open_wave(), now=day(15)).closes_at == day(14)


def test_only_an_open_wave_closes_early() -> None:
    with pytest.raises(FieldworkError, match="found planned, must be open to close it"):
        close_early(WaveFacts("planned", terms()), now=day(3))


@pytest.mark.parametrize("days", [0, -1])
def test_a_wave_that_has_just_opened_is_cancelled_and_not_closed(days: int) -> None:
    with pytest.raises(FieldworkError, match="must be after the opening at 2027-03-01 09:00"):
        close_early(open_wave(), now=day(days))


def test_a_wave_is_given_up_while_it_is_planned_or_open() -> None:
    assert cancel(WaveFacts("planned", terms()), now=day(-1)).cancelled_at == day(-1)
    with pytest.raises(FieldworkError, match="found assessed, must be planned or open to cancel"):
        cancel(replace(open_wave(), state="assessed"), now=day(3))


def test_a_person_releases_and_skips_what_is_held() -> None:
    assert release(release(terms(), "open"), "open").released == ("open",)
    assert skip(terms(), "remind-2").skipped == ("remind-2",)


def test_only_steps_of_the_wave_can_be_released_or_skipped() -> None:
    with pytest.raises(FieldworkError, match="step: found 'remind-3', must be one of open, invite"):
        release(terms(), "remind-3")
    with pytest.raises(FieldworkError, match="found 'remind-1', must be one of invite, remind-2"):
        skip(record(terms(), "remind-1", OPENS), "remind-1")


def test_who_was_deferred_can_be_skipped_after_the_others_were_invited() -> None:
    wave = replace(open_wave(), next_deferred=day(3))

    skipped = replace(wave, terms=skip(wave.terms, "invite"))

    assert [one.step for one in due_actions(wave, day(3))] == ["invite"]
    assert due_actions(skipped, day(3)) == ()
