"""However often and in whatever order it is asked, each step after each event has one end."""

import random
from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fieldwork.following import BOUGHT
from validation.fieldwork import Ended, EventFacts, due_followups, later, wall_time
from validation.study import EventCadence

ZONE = "America/New_York"  # its clocks change in November and March
HOURS = st.integers(0, 24 * 150)
NAMES = st.sampled_from(["bought", "bought", "bought", "cancelled"])
RESTS = st.one_of(st.none(), HOURS)
PLANS = st.sampled_from(["pro", "pro", "none", None])
EVENTS = st.lists(st.tuples(st.sampled_from("pqr"), NAMES, HOURS, RESTS, PLANS), max_size=12)


def hour(hours: int) -> datetime:
    return BOUGHT + timedelta(hours=hours)


@st.composite
def cadences(draw: st.DrawFn) -> EventCadence:
    after = draw(st.lists(st.integers(1, 24 * 60), min_size=1, max_size=3, unique=True))
    return EventCadence.model_validate(
        {
            "event": "bought",
            "after": [f"{hours} hours" for hours in after],
            "while": {"plan": ["pro"]},
            "until_event": draw(st.sampled_from([["cancelled"], ["cancelled", "bought"]])),
            "window": f"{draw(st.integers(1, 24 * 10))} hours",
            "zone": ZONE,
        }
    )


def facts(number: int, told: tuple[str, str, int, int | None, str | None]) -> EventFacts:
    contact, name, hours, rests, plan = told
    return EventFacts(
        key=f"{number:02}",
        name=name,
        contact=contact,
        happened_at=hour(hours),
        attributes=None if plan is None else {"plan": plan},
        rests_until=None if rests is None else hour(rests),
    )


@settings(max_examples=300)
@given(
    cadence=cadences(),
    told=EVENTS,
    beats=st.lists(st.integers(0, 24 * 260), max_size=40),
    seed=st.integers(0, 99),
)
def test_each_step_of_each_event_comes_to_one_end(
    cadence: EventCadence,
    told: list[tuple[str, str, int, int | None, str | None]],
    beats: list[int],
    seed: int,
) -> None:
    events = [facts(*one) for one in enumerate(told)]
    own = {one.key: one for one in events if one.name == "bought"}
    chance = random.Random(seed)  # noqa: S311 (no secret)
    done: dict[tuple[str, str], Ended] = {}
    ends: Counter[tuple[str, str]] = Counter()
    for beat in [*sorted(beats), 24 * 300, 24 * 300]:
        now = hour(beat)
        known = [one for one in events if one.happened_at <= now]
        chance.shuffle(known)
        found = due_followups(cadence, known, done, now)
        assert found == due_followups(cadence, known[::-1], done, now)
        assert not {(one.event, one.step) for one in found} & done.keys()
        for one in found:
            if one.outcome == "due":
                until = later(one.due_at, cadence.window, ZONE)
                assert one.due_at <= now <= until
                assert own[one.event].attributes == {"plan": "pro"}
            # Some of what was found is lost: whoever asked was killed before it was kept.
            if one.end is not None and (chance.random() < 0.7 or beat == 24 * 300):
                done[one.event, one.step] = Ended(one.end, now)
                ends[one.event, one.step] += 1
    expected = {(key, step.name) for key in own for step in cadence.sequence}
    assert ends == Counter(expected)
    assert not _asked_twice(cadence, own, done)


def _asked_twice(
    cadence: EventCadence, own: dict[str, EventFacts], done: dict[tuple[str, str], Ended]
) -> list[tuple[str, str, str]]:
    """Return who was invited twice with the same step in the same month."""
    invited = Counter(
        (own[key].contact, step.name, f"{wall_time(due_at, ZONE):%Y-%m}")
        for step in cadence.sequence
        for key in own
        for due_at in [later(own[key].happened_at, step.after, ZONE)]
        if done[key, step.name].outcome == "invited"
    )
    return [one for one, n in invited.items() if n > 1]
