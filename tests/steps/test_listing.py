"""The waves of a study: what was, what waits, what comes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.steps.conftest import MONDAY, Asking
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import (
    Launch,
    Recurring,
    drop_wave,
    launch_wave,
    list_waves,
    make_due_waves,
    start_recurring,
)
from validation.store import WaveKey

People = Callable[..., None]
DAY = timedelta(days=1)


def test_waves_are_told_in_time_with_what_became_of_them(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch("by-hand"), fielding, now=MONDAY - 10 * DAY)
    path = asking()
    path.write_text(path.read_text().replace("zone:", "skip: [2027-06-01], zone:"))
    start_recurring(path, Recurring(), fielding, now=MONDAY - 3 * DAY)
    make_due_waves(fielding, now=MONDAY)
    drop_wave(WaveKey("shop", "2027-04-01"), fielding, now=MONDAY + 40 * DAY)

    waves = list_waves("shop", fielding, now=MONDAY + 130 * DAY, coming=2)  # 9 July

    assert waves.recurrence is not None
    assert [(one.name, one.standing, one.state, one.kind) for one in waves.lines] == [
        ("by-hand", "kept", "open", "manual"),
        ("2027-03-01", "kept", "planned", "schedule"),
        ("2027-04-01", "skipped", None, "schedule"),
        ("2027-05-01", "missed", None, "schedule"),
        ("2027-06-01", "skipped", None, "schedule"),
        ("2027-07-01", "held", None, "schedule"),
        ("2027-08-01", "coming", None, "schedule"),
        ("2027-09-01", "coming", None, "schedule"),
    ]


def test_study_that_does_not_repeat_has_the_waves_that_are_there(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    launch_wave(asking(), Launch(), fielding, now=MONDAY)
    waves = list_waves("shop", fielding, now=MONDAY)
    assert (waves.recurrence, [one.name for one in waves.lines]) == (None, ["1"])
    with pytest.raises(StoreError, match="study other: found nothing kept"):
        list_waves("other", fielding, now=MONDAY)
