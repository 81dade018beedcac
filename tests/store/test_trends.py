from datetime import datetime, timedelta

import pytest

from tests.reporting.lined import series, trend
from validation.errors import StoreError
from validation.questionnaire import Questionnaire
from validation.store import (
    Store,
    WaveKey,
    load_trend,
    save_questionnaire,
    save_study,
    save_trend,
    save_wave,
)
from validation.study import Study

WHERE = WaveKey("s", "2027-07")


@pytest.fixture
def kept(store: Store, study: Study, questionnaire: Questionnaire, now: datetime) -> Store:
    with store.transaction() as connection:
        save_study(connection, study, now=now)
        save_questionnaire(connection, questionnaire, now=now)
        save_wave(connection, WHERE, questionnaire.fingerprint, now=now)
    return store


def test_a_trend_is_kept_as_it_was(kept: Store, now: datetime) -> None:
    with kept.transaction() as connection:
        assert load_trend(connection, WHERE) is None
        assert save_trend(connection, WHERE, trend(), plan_hash="a", now=now)
        assert not save_trend(connection, WHERE, trend(), plan_hash="a", now=now)
        assert load_trend(connection, WHERE, "a") == trend()
        assert load_trend(connection, WHERE, "b") is None


def test_a_trend_that_came_out_otherwise_takes_the_place_of_the_first(
    kept: Store, now: datetime
) -> None:
    other = trend(series((0.1, 0.2, 0.3)))
    with kept.transaction() as connection:
        save_trend(connection, WHERE, trend(), plan_hash="a", now=now)
        assert save_trend(connection, WHERE, other, plan_hash="a", now=now)
        assert load_trend(connection, WHERE, "a") == other


def test_without_a_plan_the_newest_counts(kept: Store, now: datetime) -> None:
    other = trend(series((0.1, 0.2, 0.3)))
    with kept.transaction() as connection:
        save_trend(connection, WHERE, other, plan_hash="b", now=now + timedelta(days=1))
        save_trend(connection, WHERE, trend(), plan_hash="a", now=now)
        assert load_trend(connection, WHERE) == other


def test_a_trend_needs_its_wave(store: Store, now: datetime) -> None:
    with store.transaction() as connection, pytest.raises(StoreError, match="wave 2027-07"):
        save_trend(connection, WHERE, trend(), plan_hash="a", now=now)
