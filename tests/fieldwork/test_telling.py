from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fieldwork.making import HOUR, OPENS, day, invited, message, open_wave, terms
from validation.fieldwork import (
    InvitationFacts,
    Line,
    MessageFacts,
    WaveFacts,
    left_out,
    told,
    told_all,
)
from validation.sampling import Contact

BOTH = {"invite": OPENS, "remind-1": day(7)}
NOBODY: dict[str, Any] = {"messages": {}}


def said(line: Line) -> str:
    return f"{line.outcome} {line.reason}" if line.reason else line.outcome


def told_of(wave: WaveFacts, days: float, **facts: Any) -> list[str]:  # noqa: ANN401
    return [said(line) for line in told(wave, invited(**facts), day(days))]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ["delivered", "not_sent missed"]),
        ({"messages": {"invite": message(0, None)}}, ["sent", "not_sent missed"]),
        (
            {"messages": {"invite": message(0, "bounced")}, "suppressed": "bounced"},
            ["undelivered bounced", "not_sent suppressed"],
        ),
        (
            {"messages": {"invite": message(0, "bounced")}},
            ["undelivered bounced", "not_sent undeliverable"],
        ),
        ({"answered_at": day(3)}, ["delivered", "not_sent answered"]),
        ({"declined_at": day(3)}, ["delivered", "not_sent declined"]),
        ({"dropped": "erased"}, ["delivered", "not_sent erased"]),
        (NOBODY | {"suppressed": "unsubscribed"}, ["not_sent suppressed"] * 2),
        (NOBODY | {"send_after": day(9)}, ["waiting deferred", "not_sent not_invited"]),
        (NOBODY | {"send_after": day(20)}, ["not_sent rest_period", "not_sent not_invited"]),
        (
            {"messages": {"invite": message(7 - HOUR)}, "send_after": day(6.9)},
            ["delivered", "not_sent too_soon"],
        ),
        (
            {"messages": {"invite": message(), "remind-1": message(7, "complained")}},
            ["delivered", "delivered complained"],
        ),
    ],
)
def test_who_got_what_after_the_first_reminder(facts: dict[str, Any], expected: list[str]) -> None:
    assert told_of(open_wave(done=BOTH), 8, **facts)[:2] == expected


@pytest.mark.parametrize(
    ("message_facts", "expected"),
    [
        (MessageFacts("queued", day()), "waiting queued"),
        (MessageFacts("claimed", day()), "waiting leaving"),
        (MessageFacts("sent", day()), "sent"),
        (MessageFacts("sent", day(), "deferred"), "sent"),
        (MessageFacts("unknown", day()), "held unknown"),
        (MessageFacts("unknown", day(), "delivered"), "delivered"),
        (MessageFacts("held", day(), None, "the service said 500"), "held for_a_person"),
        (MessageFacts("failed", day(), None, "the service said 400"), "not_sent refused"),
        (MessageFacts("failed", day(), None, "answered"), "not_sent answered"),
        (MessageFacts("failed", day(), None, "no_address"), "not_sent no_address"),
    ],
)
def test_a_message_is_told_by_its_fate_and_else_by_its_state(
    message_facts: MessageFacts, expected: str
) -> None:
    assert told_of(open_wave(), 1, messages={"invite": message_facts})[0] == expected


def test_what_the_service_said_is_told_too() -> None:
    refused = MessageFacts("failed", day(), None, "the service said 400")

    assert told(open_wave(), invited(messages={"invite": refused}), day(1))[0].detail == (
        "the service said 400"
    )
    assert told(open_wave(), invited(suppressed="complained"), day(1))[1].detail == "complained"


def test_a_queued_message_that_will_not_leave_says_why() -> None:
    queued = {"invite": message(), "remind-1": MessageFacts("queued", day(7))}

    assert told_of(open_wave(done=BOTH), 7, messages=queued)[1] == "waiting queued"
    assert told_of(open_wave(done=BOTH), 7, messages=queued, answered_at=day(7))[1] == (
        "not_sent answered"
    )


def test_why_there_is_no_message_is_told_as_things_were_when_the_step_was_done() -> None:
    late = {"answered_at": day(8), "messages": {"invite": message(7 - HOUR)}}

    assert told_of(open_wave(done=BOTH), 9, **late)[1:] == [
        "not_sent too_soon",
        "not_sent answered",
    ]


def test_before_the_opening_everybody_waits() -> None:
    wave = WaveFacts("planned", terms(thank_you=True))

    lines = told(wave, InvitationFacts("a", "7"), day(-1))

    assert [said(line) for line in lines] == ["waiting not_due"] * 4
    assert [line.until for line in lines] == [OPENS, day(7), day(13), day(14)]


def test_who_is_deferred_is_told_until_when() -> None:
    lines = told(WaveFacts("planned", terms()), InvitationFacts("a", send_after=day(5)), day(-1))

    assert (said(lines[0]), lines[0].until) == ("waiting deferred", day(5))


def test_what_is_late_is_told_as_held() -> None:
    planned = WaveFacts("planned", terms())

    assert {said(line) for line in told(planned, InvitationFacts("a"), day(3))} == {"held late"}
    assert told_of(open_wave(), 9.5)[1:] == ["held late", "waiting not_due"]


def test_what_was_skipped_or_passed_over_is_told_so() -> None:
    skipped = open_wave(skipped=("remind-1",))
    passed = open_wave(done={"invite": OPENS, "remind-2": day(13)})

    assert told_of(skipped, 8)[1] == "not_sent skipped"
    assert told_of(passed, 13, answered_at=day(13.1))[1] == "not_sent passed_over"


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        ("closed", {}, ["delivered", "not_sent wave_closed", "not_sent wave_closed"]),
        ("closed", NOBODY, ["not_sent missed", *["not_sent not_invited"] * 2]),
        ("cancelled", {}, ["delivered", "not_sent cancelled", "not_sent cancelled"]),
    ],
)
def test_when_the_wave_ended_first_that_is_why(
    state: str, facts: dict[str, Any], expected: list[str]
) -> None:
    wave = replace(open_wave(closes_at=day(3)), state=state)  # type: ignore[arg-type]  # above

    assert told_of(wave, 8, **facts) == expected


def test_thanks_are_told_after_the_closing() -> None:
    wave = replace(open_wave(thank_you=True), state="closed", closed_at=day(14))

    assert told_of(wave, 14)[3] == "not_sent not_answered"
    assert told_of(wave, 14, answered_at=day(3))[3] == "waiting not_due"
    assert told_of(open_wave(thank_you=True), 8)[3] == "waiting not_due"


def test_who_was_not_asked_has_a_reason() -> None:
    people = [
        Contact("1", "anna@example.com", "en", "consent"),
        Contact("2", None, "en", "consent"),
        Contact("3", "bo@example.com", "en", "consent"),
        Contact("4", "eva@example.com", "en", "consent"),
    ]

    reasons = left_out(people, {"1"}, {people[2].sha256 or ""})

    assert reasons == {"2": "no_address", "3": "suppressed", "4": "not_drawn"}


STATES = st.sampled_from(["planned", "open", "closed", "assessed", "reported", "cancelled"])
TIMES = st.none() | st.integers(-3, 20).map(day)
MESSAGES = st.builds(
    MessageFacts,
    st.sampled_from(["queued", "claimed", "sent", "unknown", "failed", "held"]),
    st.integers(-3, 20).map(day),
    st.none() | st.sampled_from(["delivered", "bounced", "dropped", "complained", "deferred"]),
)
STEPS = st.sampled_from(["invite", "remind-1", "remind-2", "thank"])
INVITATIONS = st.builds(
    InvitationFacts,
    code=st.uuids().map(str),
    contact=st.uuids().map(str),
    send_after=TIMES,
    started_at=TIMES,
    answered_at=TIMES,
    partial=st.booleans(),
    declined_at=TIMES,
    dropped=st.sampled_from([None, "erased", "moved"]),
    suppressed=st.sampled_from([None, "unsubscribed"]),
    messages=st.dictionaries(STEPS, MESSAGES),
)


WAVES = st.builds(
    lambda state, done, skipped: WaveFacts(
        state, terms(done=done, skipped=tuple(skipped), thank_you=True)
    ),
    STATES,
    st.dictionaries(STEPS, st.integers(0, 14).map(day)),
    st.lists(STEPS, max_size=2, unique=True),
)


@given(
    WAVES,
    st.lists(INVITATIONS, max_size=4),
    st.dictionaries(st.text(), st.sampled_from(["no_address", "not_drawn"])),
    st.integers(-48, 24 * 20),
)
def test_everybody_of_the_list_has_exactly_one_line_for_each_step(
    wave: WaveFacts,
    people: list[InvitationFacts],
    others: Any,  # noqa: ANN401 (keys and reasons)
    hours: int,
) -> None:
    lines = [*told_all(wave, people, others, OPENS + timedelta(hours=hours))]

    who = [*(one.contact for one in people), *others]
    once = {(contact, step): 1 for contact in who for step in wave.terms.steps}
    assert Counter((line.contact, line.step) for line in lines) == once
    assert all(line.reason for line in lines if line.outcome in {"not_sent", "waiting", "held"})
