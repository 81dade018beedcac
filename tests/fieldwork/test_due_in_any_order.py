"""Whatever happens to a wave in whatever order, each step is done once and nothing twice."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.fieldwork.making import OPENS, terms
from validation.fieldwork import (
    TRANSITIONS,
    WaveFacts,
    cancel,
    close_early,
    due_actions,
    extend,
    performed,
    release,
    skip,
)

HOURS = st.integers(1, 24 * 30)


class Fielding(RuleBasedStateMachine):
    """Time passes, the heartbeat beats or does not, crashes half-way, and people change things."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = OPENS - timedelta(days=1)
        self.wave = WaveFacts("planned", terms())
        self.done: list[tuple[str, datetime]] = []
        self.states = ["planned"]
        self.deferred = 0

    @initialize(
        length=st.integers(1, 24 * 40),
        reminders=st.lists(st.integers(1, 24 * 40), max_size=3, unique=True),
        thank_you=st.booleans(),
        pilot=st.booleans(),
        mode=st.sampled_from(["invite", "invite", "open_link"]),
    )
    def plan(
        self, length: int, reminders: list[int], *, thank_you: bool, pilot: bool, mode: str
    ) -> None:
        offsets = [timedelta(hours=hours) for hours in sorted(reminders) if hours < length]
        planned = terms(
            closes_at=OPENS + timedelta(hours=length),
            reminders=tuple(OPENS + offset for offset in offsets) if mode == "invite" else (),
            thank_you=thank_you,
            pilot=pilot,
            mode=mode,
        )
        self.wave = WaveFacts("planned", planned)

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(crash_after=st.integers(0, 6))
    def heartbeat(self, crash_after: int) -> None:
        for action in due_actions(self.wave, self.now)[:crash_after]:
            if not action.held:
                assert action.kind not in {"invite", "remind"} or self.inside_the_field_time()
                again = action.step == "invite" and "invite" in self.wave.terms.done
                self.deferred += again
                self.done.append((f"again-{self.deferred}" if again else action.step, self.now))
                self.wave = performed(self.wave, action, self.now)
                self.states.append(self.wave.state)

    def inside_the_field_time(self) -> bool:
        return OPENS <= self.now < self.wave.terms.closes_at

    @precondition(lambda self: self.wave.state == "open")
    @rule(hours=st.integers(-48, 24 * 20))
    def somebody_waits_for_the_end_of_a_rest(self, hours: int) -> None:
        waits = self.now + timedelta(hours=hours)
        self.wave = replace(self.wave, next_deferred=waits)

    @precondition(lambda self: self.wave.state in {"planned", "open"})
    @rule(hours=HOURS)
    def it_is_extended(self, hours: int) -> None:
        until = max(self.now, self.wave.terms.closes_at) + timedelta(hours=hours)
        self.wave = replace(self.wave, terms=extend(self.wave, until, now=self.now))

    @precondition(lambda self: self.wave.state == "open")
    @rule()
    def it_is_closed_early(self) -> None:
        self.wave = replace(self.wave, terms=close_early(self.wave, now=self.now))

    @precondition(lambda self: self.wave.state in {"planned", "open"})
    @rule()
    def it_is_cancelled(self) -> None:
        changed = cancel(self.wave, now=self.now)
        self.wave = replace(self.wave, terms=changed, state="cancelled")
        self.states.append("cancelled")

    @rule(data=st.data())
    def a_person_decides_about_what_is_held(self, data: st.DataObject) -> None:
        held = [one.step for one in due_actions(self.wave, self.now) if one.held]
        if held:
            step = data.draw(st.sampled_from(held))
            decide = data.draw(st.sampled_from([release, skip] if step != "open" else [release]))
            self.wave = replace(self.wave, terms=decide(self.wave.terms, step))
            still = [one.step for one in due_actions(self.wave, self.now) if one.held]
            # A wave whose whole time is past opens only after it was extended.
            assert step not in still or self.now >= self.wave.terms.closes_at

    @invariant()
    def each_step_is_done_once(self) -> None:
        assert [
            step for step, times in Counter(step for step, _ in self.done).items() if times > 1
        ] == []

    @invariant()
    def what_is_asked_twice_is_answered_alike(self) -> None:
        assert due_actions(self.wave, self.now) == due_actions(self.wave, self.now)

    @invariant()
    def after_everything_is_done_nothing_is_left_but_what_is_held(self) -> None:
        wave = self.wave
        for action in due_actions(wave, self.now):
            wave = wave if action.held else performed(wave, action, self.now)
        assert [one.step for one in due_actions(wave, self.now) if not one.held] == []

    @invariant()
    def every_state_was_reached_by_an_allowed_way(self) -> None:
        ways = {(before, after) for (before, _), after in TRANSITIONS.items()}
        pairs = zip(self.states, self.states[1:], strict=False)
        assert all(before == after or (before, after) in ways for before, after in pairs)

    @invariant()
    def between_two_mails_to_all_lies_a_pause(self) -> None:
        times = [time for step, time in self.done if step.startswith(("invite", "remind"))]
        assert times == sorted(times)
        pairs = zip(times, times[1:], strict=False)  # noqa: RUF007 (neighbours)
        assert all(after - before >= timedelta(hours=1) for before, after in pairs)


Fielding.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
TestFielding = Fielding.TestCase
