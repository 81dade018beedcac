"""A wave is planned in one transaction; what a cadence wanted may have been due before."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.steps.conftest import MONDAY, Asking
from validation.errors import FieldworkError
from validation.settings import Settings
from validation.steps.keeping import opened
from validation.steps.planning import Launch, Launched, checked_name, launched_before, plan_wave
from validation.steps.preparing import prepare_study
from validation.store import Occasion, WaveKey

People = Callable[..., None]
WHERE = WaveKey("shop", "w")
EARLIER = MONDAY - timedelta(hours=5)


def plan(asking: Asking, settings: Settings, launch: Launch) -> Launched:
    with opened(settings) as store, store.transaction() as connection:
        prepared = prepare_study(asking())
        assert launched_before(connection, WHERE) is None
        return plan_wave(connection, prepared, WHERE, launch, settings, now=MONDAY)


def test_wave_that_a_cadence_wanted_opens_when_it_was_due(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    occasion = Occasion("schedule", EARLIER)
    planned = plan(asking, fielding, Launch("w", opens_at=EARLIER, occasion=occasion))
    assert (planned.new, planned.terms.opens_at) == (True, EARLIER)
    with opened(fielding) as store, store.reading() as connection:
        before = launched_before(connection, WHERE)
    assert before is not None
    assert (before.new, before.terms) == (False, planned.terms)


def test_wave_that_a_person_wants_cannot_open_in_the_past(
    asking: Asking, people: People, fielding: Settings
) -> None:
    people(60)
    with pytest.raises(FieldworkError, match="opening: found 2027-03-01 02:00 UTC, must not be"):
        plan(asking, fielding, Launch("w", opens_at=EARLIER))


@pytest.mark.parametrize("name", ["", ".hidden", "a b", "a/b", "x" * 65, "ä"])
def test_names_of_waves_are_short_and_plain(name: str) -> None:
    assert checked_name("2027-03.b_1") == "2027-03.b_1"
    with pytest.raises(FieldworkError, match="name of the wave"):
        checked_name(name)
