from dataclasses import replace

import pytest

from tests.fieldwork.making import OPENS, day, invited, message, open_wave
from validation.fieldwork import InvitationFacts, progress

REMINDED = {"invite": message(), "remind-1": message(7, None)}
PEOPLE = [
    invited(answered_at=day(2), started_at=day(2)),
    invited(messages=REMINDED, started_at=day(8), partial=True),
    invited(messages=REMINDED),
    invited(declined_at=day(1)),
    invited(messages={"invite": message(0, "bounced")}, suppressed="bounced"),
    InvitationFacts("z", send_after=day(12)),
]


def test_progress_counts_people_by_what_they_did_and_got() -> None:
    wave = open_wave(done={"invite": OPENS, "remind-1": day(7)})

    found = progress(wave, PEOPLE, day(8))

    assert (found.invited, found.begun, found.answered, found.partial) == (6, 2, 1, 1)
    assert (found.declined, found.deferred, found.held) == (1, 1, ())
    invite, first, second = found.steps
    assert invite.outcomes == {"delivered": 4, "undelivered": 1, "waiting": 1}
    assert first.outcomes == {"sent": 2, "not_sent": 4}
    assert first.reasons == {"answered": 1, "declined": 1, "suppressed": 1, "not_invited": 1}
    assert second.reasons == {"not_due": 3, "answered": 1, "declined": 1, "suppressed": 1}
    assert found.rates.rr1 == pytest.approx(1 / 6)
    assert found.rates.rr6 == pytest.approx(2 / 3)


def test_every_step_counts_everybody_once() -> None:
    found = progress(open_wave(), PEOPLE, day(20))

    assert {sum(step.outcomes.values()) for step in found.steps} == {6}


def test_what_is_held_is_shown() -> None:
    wave = replace(open_wave(), next_deferred=day(1))

    assert [action.step for action in progress(wave, PEOPLE, day(9.5)).held] == [
        "invite",
        "remind-1",
    ]


def test_a_wave_without_invitations_has_no_rates() -> None:
    found = progress(open_wave(mode="open_link", reminders=()), [], day(1))

    assert (found.steps, found.rates.rr1) == ((), None)
