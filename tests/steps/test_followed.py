"""What happened and what became of it, in numbers and of one contact."""

from pathlib import Path

import pytest

from tests.steps.caring import BOUGHT, ENDED, day, happen, keep_people, start
from tests.steps.conftest import STUDY
from validation.errors import FieldworkError
from validation.settings import Settings
from validation.steps import follow_up, generate_survey, show_events


@pytest.fixture
def care(settings: Settings, tmp_path: Path) -> Settings:
    keep_people(tmp_path, settings, {"a": "customer", "b": "customer"})
    start(tmp_path, settings)
    events = [("a", BOUGHT, 0), ("b", BOUGHT, 1), ("x", BOUGHT, 1), ("b", ENDED, 2)]
    happen(settings, day(3), *events)
    follow_up(settings, now=day(15))
    return settings


def test_events_are_counted_by_name_and_follow_ups_by_their_end(care: Settings) -> None:
    found = show_events("care", care, now=day(15))
    assert [(one.name, one.events, one.unknown) for one in found.events] == [
        (BOUGHT, 3, 1),
        (ENDED, 1, 0),
    ]
    assert (found.events[0].first, found.events[0].last) == (day(0), day(1))
    assert [(one.step, one.outcome, one.reason, one.number) for one in found.ends] == [
        ("day-14", "invited", None, 1),
        ("day-14", "stopped", "ended", 1),
        ("day-90", "stopped", "ended", 1),
    ]
    assert [(name, step, found.waiting(name, step)) for name, step in found.steps] == [
        (BOUGHT, "day-14", 1),
        (BOUGHT, "day-90", 2),
    ]
    assert (found.over, found.open) == ((), ())


def test_of_one_contact_every_step_is_told(care: Settings) -> None:
    found = show_events("care", care, now=day(15), contact="a@example.com")
    assert [(one.step, one.outcome, one.decided_at) for one in found.over] == [
        ("day-14", "invited", day(15))
    ]
    assert [(one.step, one.outcome, one.reason, one.due_at) for one in found.open] == [
        ("day-90", "later", "not_due", day(90))
    ]


def test_a_study_that_follows_up_nothing_says_so(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(STUDY)
    generate_survey(path, settings, now=day(0))
    with pytest.raises(FieldworkError, match="found no cadence with an event"):
        show_events("shop", settings, now=day(1))
