"""The wave of a month is opened once, by whoever is followed up in it first."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.steps.caring import day, start
from validation.errors import FieldworkError
from validation.fieldwork import FollowUp
from validation.settings import Settings
from validation.steps.following import sequels
from validation.steps.keeping import opened
from validation.steps.rolling import Sequel, open_wave
from validation.store import WaveKey, load_planned, load_wave, load_waves, move_wave, save_wave

NAME = "2026-12-day-14"


def due(at: datetime) -> FollowUp:
    return FollowUp("a", "e", "day-14", at, NAME, "due")


@pytest.fixture
def sequel(settings: Settings, tmp_path: Path) -> Sequel:
    start(tmp_path, settings)
    with opened(settings) as store, store.reading() as connection:
        [found] = sequels(load_planned(connection, "care")[0])
    return found


def test_it_is_opened_once(settings: Settings, sequel: Sequel) -> None:
    with opened(settings) as store, store.transaction() as connection:
        for days in (14, 15):
            where = open_wave(connection, sequel, due(day(days)), now=day(days))
            assert where == WaveKey("care", NAME)
        [wave] = load_waves(connection, "care")
    assert (wave.state, wave.opened_at) == ("open", day(14))
    assert wave.terms is not None
    assert wave.terms.follow_up == "day-14"


def test_what_was_closed_stays_closed(settings: Settings, sequel: Sequel) -> None:
    with opened(settings) as store, store.transaction() as connection:
        where = open_wave(connection, sequel, due(day(14)), now=day(14))
        assert where is not None
        terms = load_wave(connection, where).terms
        assert terms is not None
        assert open_wave(connection, sequel, due(day(14)), now=terms.closes_at) is None
        move_wave(connection, where, before="open", after="closed", now=day(15))
        assert open_wave(connection, sequel, due(day(14)), now=day(15)) is None


def test_a_wave_of_that_name_that_is_another_one_is_not_touched(
    settings: Settings, sequel: Sequel
) -> None:
    with opened(settings) as store, store.transaction() as connection:
        where = open_wave(connection, sequel, due(day(14)), now=day(14))
        assert where is not None
        fingerprint = load_wave(connection, where).questionnaire
        save_wave(connection, WaveKey("care", "2027-01-day-14"), fingerprint, now=day(14))
        other = FollowUp("a", "e", "day-14", day(40), "2027-01-day-14", "due")
        with pytest.raises(FieldworkError, match="found one that is not of follow-ups"):
            open_wave(connection, sequel, other, now=day(40))


def test_a_second_event_has_waves_and_plans_of_its_own_name(sequel: Sequel) -> None:
    other = Sequel(sequel.study, sequel.cadence, "case.closed")
    assert [one.named("day-14") for one in (sequel, other)] == ["day-14", "case.closed-day-14"]
