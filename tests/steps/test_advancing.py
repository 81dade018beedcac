"""The heartbeat: a whole round from invitation to report, however often and late it beats."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.steps.conftest import MONDAY
from validation.settings import Settings
from validation.steps import (
    Advanced,
    Launch,
    advance_waves,
    deliver_mail,
    export_kept,
    launch_wave,
    list_due,
    show_fieldwork,
)
from validation.steps.keeping import opened
from validation.store import (
    PageSave,
    Submission,
    WaveKey,
    load_assessment,
    load_invitations,
    load_messages,
    load_plan,
    load_wave,
    save_pages,
    submit_all,
)

Asking = Callable[..., Path]
People = Callable[..., None]
WAVE = WaveKey("shop", "1")
DAY = timedelta(days=1)


def steps_of(advanced: Advanced) -> list[str]:
    """Return what a beat did."""
    assert advanced.problems == ()
    return [one.step for one in advanced.done]


def answer(settings: Settings, n: int, now: datetime, *, begun: int = 0) -> None:
    """Let some of those invited answer, and others begin."""
    with opened(settings) as store, store.transaction() as connection:
        codes = [
            one.code
            for one in load_invitations(connection, WAVE)
            if one.answered_at is None and one.messages
        ]
        answers = [
            Submission(code, {"q": str(3 + at % 3)}, "en", now) for at, code in enumerate(codes[:n])
        ]
        assert set(submit_all(connection, answers)) == {"new"}
        pages = [PageSave(code, {"q": "2"}, "en", now) for code in codes[n : n + begun]]
        assert set(save_pages(connection, pages)) <= {"saved"}


def test_a_round_goes_from_invitation_to_report(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(opens_at=MONDAY + DAY), fielding, now=MONDAY)
    assert steps_of(advance_waves(fielding, now=MONDAY)) == []

    assert steps_of(advance_waves(fielding, now=MONDAY + DAY)) == ["open", "invite"]
    assert deliver_mail(fielding, now=MONDAY + DAY).accepted == 40
    answer(fielding, 15, MONDAY + 2 * DAY)

    assert steps_of(advance_waves(fielding, now=MONDAY + 8 * DAY)) == ["remind-1"]
    assert deliver_mail(fielding, now=MONDAY + 8 * DAY).accepted == 25
    answer(fielding, 15, MONDAY + 9 * DAY, begun=2)

    assert steps_of(advance_waves(fielding, now=MONDAY + 14 * DAY)) == ["remind-2"]
    assert deliver_mail(fielding, now=MONDAY + 14 * DAY).accepted == 10

    done = steps_of(advance_waves(fielding, now=MONDAY + 15 * DAY))
    assert done == ["close", "assess", "report"]
    with opened(fielding) as store, store.reading() as connection:
        assert load_wave(connection, WAVE).state == "reported"
        plan = load_plan(connection, "shop").plan
        assessment = load_assessment(connection, WAVE, plan.hash).assessment
    fielded = assessment.hearing.fielding
    assert fielded is not None
    assert (assessment.n, fielded.invited, fielded.complete, fielded.partial) == (30, 40, 30, 2)
    assert assessment.hearing.response_rate == pytest.approx(30 / 40)
    assert "plan_after_data" not in assessment.hearing.assumptions
    report = fielding.home / "studies" / "shop" / "1" / "report.en.html"
    assert "75.0%" in report.read_text(encoding="utf-8")
    assert deliver_mail(fielding, now=MONDAY + 15 * DAY).accepted == 1  # the digest
    assert len(export_kept(WAVE, fielding.home / "out", fielding, now=MONDAY + 15 * DAY)) == 5


def test_a_second_beat_does_nothing(asking: Asking, people: People, fielding: Settings) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    for time in (MONDAY, MONDAY + 7 * DAY, MONDAY + 14 * DAY):
        advance_waves(fielding, now=time)
        before = messages(fielding)
        assert steps_of(advance_waves(fielding, now=time)) == []
        assert messages(fielding) == before


def test_a_day_of_silence_is_caught_up_in_one_beat(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(opens_at=MONDAY + DAY), fielding, now=MONDAY)
    assert steps_of(advance_waves(fielding, now=MONDAY + 2 * DAY)) == ["open", "invite"]


def test_what_is_too_late_waits_for_a_person_and_a_wave_closes_however_late(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    deliver_mail(fielding, now=MONDAY)
    late = advance_waves(fielding, now=MONDAY + 10 * DAY)
    assert steps_of(late) == []
    [held] = late.held
    assert (held.step, held.held) == ("remind-1", True)
    assert "remind-1 of wave 1 of study shop, due 2027-03-08" in str(held)
    assert "close" in steps_of(advance_waves(fielding, now=MONDAY + 30 * DAY))


def test_a_wave_that_nobody_answered_is_closed_and_not_assessed(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    advanced = advance_waves(fielding, now=MONDAY + 14 * DAY)
    assert steps_of(advanced) == ["close", "assess"]
    assert advanced.done[1].note == "nobody answered, so there is nothing to assess"
    assert list_due(fielding, now=MONDAY + 15 * DAY) == ()


def test_a_wave_in_trouble_does_not_hold_up_the_others(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    shares = ", ".join(f'"{point}": 0.2' for point in range(1, 6))
    study = asking("invitations: 40", f"audience: {{margins: {{q: {{{shares}}}}}}}")
    launch_wave(study, Launch(), fielding, now=MONDAY)
    deliver_mail(fielding, now=MONDAY)
    answer(fielding, 1, MONDAY + DAY)  # nobody has answered 1, so there is nobody to weight
    launch_wave(study, Launch("2", opens_at=MONDAY + 14 * DAY), fielding, now=MONDAY)
    advanced = advance_waves(fielding, now=MONDAY + 14 * DAY)
    assert {(one.where.wave, one.step) for one in advanced.done} == {
        ("1", "close"),
        ("2", "open"),
        ("2", "invite"),
    }
    [problem] = advanced.problems
    assert problem.startswith("assess of wave 1 of study shop, due 2027-03-15 07:00 UTC: ")
    assert problem.endswith("todenna report shop --wave 1 tries it at once.")


def test_deferred_invitations_leave_when_the_rest_is_over(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(40)
    study = asking("invitations: 40")
    launch_wave(study, Launch(), fielding, now=MONDAY)
    deliver_mail(fielding, now=MONDAY)
    second = WaveKey("shop", "2")
    later = MONDAY + 20 * DAY
    launched = launch_wave(study, Launch("2"), fielding, now=later)
    assert launched.reached is not None
    assert (launched.reached.deferred, launched.reached.lost) == (40, 0)
    assert deliver_mail(fielding, now=later).accepted == 0
    assert show_fieldwork(second, fielding, now=later).progress.deferred == 40
    due = MONDAY + 30 * DAY
    assert "invite" in steps_of(advance_waves(fielding, now=due))
    assert deliver_mail(fielding, now=due).accepted == 40


def messages(settings: Settings) -> list[tuple[str, str]]:
    """Return the messages that are kept, and how far they are."""
    with opened(settings) as store, store.reading() as connection:
        return [(one.message.key, one.state) for one in load_messages(connection)]
