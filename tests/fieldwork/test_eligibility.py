from dataclasses import replace
from typing import Any

import pytest

from tests.fieldwork.making import HOUR, OPENS, day, invited, message, open_wave, terms
from validation.fieldwork import InvitationFacts, WaveFacts, first_deferred, obstacle

NEW: dict[str, Any] = {"messages": {}}


@pytest.mark.parametrize(
    ("facts", "step", "days", "expected"),
    [
        (NEW, "invite", 0, None),
        ({}, "remind-1", 7, None),
        ({"answered_at": day(2)}, "thank", 7, "not_open"),
        ({"answered_at": day(2)}, "remind-1", 7, "answered"),
        ({"answered_at": day(2)}, "invite", 7, "answered"),
        ({"started_at": day(2)}, "remind-1", 7, None),  # who began and did not finish
        ({"partial": True}, "remind-1", 7, None),
        ({"declined_at": day(2)}, "remind-1", 7, "declined"),
        ({"suppressed": "unsubscribed"}, "remind-1", 7, "suppressed"),
        (NEW | {"suppressed": "bounced"}, "invite", 0, "suppressed"),
        ({"dropped": "erased"}, "remind-1", 7, "erased"),
        ({"dropped": "moved away"}, "remind-1", 7, "withdrawn"),
        ({"ineligible": True}, "remind-1", 7, "ineligible"),
        ({"messages": {"invite": message(0, "bounced")}}, "remind-1", 7, "undeliverable"),
        (NEW, "remind-1", 7, "not_invited"),
        ({"messages": {"invite": message(7 - HOUR)}}, "remind-1", 7, "too_soon"),
        ({"messages": {"invite": message(6.75)}}, "remind-1", 7, None),  # six hours are enough
        (NEW | {"send_after": day(3)}, "invite", 2, "deferred"),
        (NEW | {"send_after": day(3)}, "invite", 3, None),
        (NEW | {"send_after": day(14)}, "invite", 2, "rest_period"),
        (NEW, "invite", 14, "wave_closed"),
        ({}, "remind-2", 14, "wave_closed"),
        ({}, "thank", 7, "not_answered"),
    ],
)
def test_why_a_message_must_not_leave(
    facts: dict[str, Any], step: str, days: float, expected: str | None
) -> None:
    assert obstacle(open_wave(), invited(**facts), step, day(days)) == expected


def test_reminders_do_not_wait_for_the_rest_period() -> None:
    waited = invited(send_after=day(2), messages={"invite": message(2)})

    assert obstacle(open_wave(rest_period="P60D"), waited, "remind-1", day(7)) is None


def test_nothing_leaves_before_the_opening_or_after_the_end() -> None:
    planned = WaveFacts("planned", terms())
    cancelled = replace(open_wave(), state="cancelled")

    assert obstacle(planned, InvitationFacts("a"), "invite", OPENS) == "not_open"
    assert obstacle(cancelled, invited(), "remind-1", day(7)) == "cancelled"


def test_thanks_go_to_those_who_answered_once_the_wave_is_closed() -> None:
    closed = WaveFacts("closed", terms(thank_you=True), closed_at=day(14))

    assert obstacle(closed, invited(answered_at=day(3)), "thank", day(14)) is None
    assert obstacle(closed, invited(), "thank", day(14)) == "not_answered"
    bounced = {"invite": message(0, "bounced")}
    assert (
        obstacle(closed, invited(answered_at=day(3), messages=bounced), "thank", day(14))
        == "undeliverable"
    )


def test_the_first_deferred_is_the_first_who_can_still_be_invited() -> None:
    people = [
        invited(send_after=day(1)),  # was invited since
        invited(send_after=day(2), messages={}, suppressed="unsubscribed"),
        invited(send_after=day(3), messages={}, answered_at=day(1)),
        invited(send_after=day(6), messages={}),
        invited(send_after=day(5), messages={}),
        invited(send_after=day(20), messages={}),
        invited(messages={}),
    ]

    assert first_deferred(open_wave(), people) == day(5)
    assert first_deferred(open_wave(), people[:3]) is None
    assert first_deferred(replace(open_wave(), state="closed"), people) is None
