from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from validation.errors import StoreError
from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.sampling import Drawn, Stratum
from validation.store import (
    Occasion,
    Store,
    WaveKey,
    load_drawn,
    load_fielded,
    load_unfinished,
    load_wave,
    load_waves,
    lock_wave,
    move_wave,
    save_drawn,
    save_terms,
    save_wave,
)
from validation.store.tables import waves
from validation.store.waves import id_of_wave


def test_a_wave_that_is_kept_stays_as_it_is(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    later = now + timedelta(days=1)
    with kept.transaction() as connection:
        assert not save_wave(connection, where, questionnaire.fingerprint, state="open", now=later)
        wave = load_wave(connection, where)
    assert (wave.state, wave.questionnaire) == ("closed", questionnaire.fingerprint)
    assert (wave.opened_at, wave.closed_at, wave.imported_at) == (None, now, None)


def test_a_wave_moves_on_once(kept: Store, questionnaire: Questionnaire, now: datetime) -> None:
    new = WaveKey("s", "2028")
    with kept.transaction() as connection:
        save_wave(connection, new, questionnaire.fingerprint, now=now)
        opened = [
            move_wave(connection, new, before="planned", after="open", now=now + timedelta(days=n))
            for n in (1, 2)
        ]
        assert opened == [True, False]
        wave = load_wave(connection, new)
    assert (wave.state, wave.opened_at) == ("open", now + timedelta(days=1))


def test_a_wave_keeps_why_it_was_made(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    occasion = Occasion("measure", now, "after", "campaign-before")
    with kept.transaction() as connection:
        new = WaveKey("s", "campaign-after")
        save_wave(connection, new, questionnaire.fingerprint, occasion=occasion, now=now)
        found = [load_wave(connection, one).occasion for one in (where, new)]
    assert found == [Occasion("manual"), occasion]


def test_waves_come_in_the_order_in_which_they_were_made(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    older = WaveKey("s", "2026")
    with kept.transaction() as connection:
        save_wave(connection, older, questionnaire.fingerprint, now=now)
        assert [wave.where for wave in load_waves(connection, "s")] == [where, older]
        assert id_of_wave(connection, older) > id_of_wave(connection, where)


def test_what_is_not_kept_is_named(
    kept: Store, where: WaveKey, questionnaire: Questionnaire, now: datetime
) -> None:
    unknown = WaveKey("s", "1999")
    with kept.transaction() as connection:
        with pytest.raises(StoreError, match="wave 1999 of study s: found nothing kept"):
            load_wave(connection, unknown)
        with pytest.raises(StoreError, match="wave 1999 of study s: found nothing kept"):
            move_wave(connection, unknown, before="open", after="closed", now=now)
        with pytest.raises(StoreError, match="study other: found nothing kept"):
            save_wave(connection, WaveKey("other", "1"), questionnaire.fingerprint, now=now)
        with pytest.raises(StoreError, match="questionnaire abc: found nothing kept"):
            save_wave(connection, where, "abc", now=now)


def test_waves_with_terms_are_those_that_we_field_ourselves(
    kept: Store, where: WaveKey, now: datetime
) -> None:
    terms = Terms(opens_at=now, closes_at=now + timedelta(days=14))
    with kept.transaction() as connection:
        assert load_fielded(connection) == ()
        lock_wave(connection, where)
        save_terms(connection, where, terms)
        [found] = load_fielded(connection)
    assert (found.where, found.terms) == (where, terms)


def test_how_a_sample_was_drawn_is_kept_with_the_wave(kept: Store, where: WaveKey) -> None:
    stratum = Stratum(name="North", population=30, drawn=3, weight=10.0)
    drawn = Drawn(seed=7, population=30, wanted=3, drawn=3, strata=(stratum,))
    with kept.transaction() as connection:
        assert load_drawn(connection, where) is None
        save_drawn(connection, where, drawn)
        assert load_drawn(connection, where) == drawn


def test_terms_come_back_and_say_when_the_wave_opens_and_closes(
    kept: Store, where: WaveKey, now: datetime
) -> None:
    terms = Terms(opens_at=now, closes_at=now + timedelta(days=14), anonymous=True, pilot=True)
    later = terms.model_copy(update={"closes_at": now + timedelta(days=21)})
    with kept.transaction() as connection:
        save_terms(connection, where, terms)
        first = load_wave(connection, where).terms
        save_terms(connection, where, later)
        row = connection.execute(select(waves.c.pilot, waves.c.closes_at)).one()
        assert load_wave(connection, where).terms == later
    assert first == terms
    assert (*row,) == (True, later.closes_at)


def test_waves_that_are_over_have_nothing_due(
    kept: Store, questionnaire: Questionnaire, now: datetime
) -> None:
    terms = Terms(opens_at=now, closes_at=now + timedelta(days=1))
    with kept.transaction() as connection:
        for state in ("planned", "open", "closed", "assessed", "reported", "cancelled"):
            where = WaveKey("s", state)
            save_wave(connection, where, questionnaire.fingerprint, state=state, now=now)
            save_terms(connection, where, terms)
        unfinished = [one.where.wave for one in load_unfinished(connection)]
        assert len(load_fielded(connection)) == 6
    assert unfinished == ["planned", "open", "closed", "assessed"]
