"""In a wave of follow-ups everybody is reminded by the age of the own invitation, once."""

from pathlib import Path

import pytest

from tests.steps.caring import BOUGHT, day, happen, keep_people, messages, start
from validation.settings import Settings
from validation.steps import act, advance_waves, deliver_mail, follow_up, list_due, tell_contacts
from validation.store import WaveKey

WAVE = WaveKey("care", "2026-12-day-14")


@pytest.fixture
def care(fielding: Settings, tmp_path: Path) -> Settings:
    """Two customers of different days, followed up and written to on time."""
    keep_people(tmp_path, fielding, {"a": "customer", "b": "customer"})
    start(tmp_path, fielding)
    happen(fielding, day(2), ("a", BOUGHT, 0), ("b", BOUGHT, 2))
    for days in (14, 16):
        follow_up(fielding, now=day(days))
        deliver_mail(fielding, now=day(days))
    return fielding


def reminded(settings: Settings) -> dict[str | None, object]:
    return {one: at for (_, step, one), at in messages(settings).items() if step == "remind-1"}


def test_each_is_reminded_when_it_is_time_and_once(care: Settings) -> None:
    for days in (17.9, 18, 18, 19, 20, 20.1):
        advance_waves(care, now=day(days))
        deliver_mail(care, now=day(days))
    assert reminded(care) == {"a": day(18), "b": day(20)}


def test_what_is_done_beside_another_beat_is_done_once(care: Settings) -> None:
    [due] = list_due(care, now=day(18))
    assert (due.kind, due.step, due.due_at) == ("remind", "remind-1", day(18))
    done = [act(WAVE, "remind", "remind-1", care, now=day(18)) for _ in range(2)]
    assert [(one.done, one.messages) for one in done] == [(True, 1), (False, 0)]
    assert list_due(care, now=day(18)) == ()


def test_a_beat_that_is_too_late_reminds_those_alone_whose_time_it_is(care: Settings) -> None:
    advance_waves(care, now=day(21))
    assert set(reminded(care)) == {"b"}
    told = {(one.line.contact, one.line.step): one.line for one in tell_contacts(care, now=day(21))}
    assert told["a", "remind-1"].reason == "passed_over"
