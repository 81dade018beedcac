"""Who is invited: the reachable of the first list that is kept, those at rest later."""

from datetime import timedelta

import pytest

from tests.steps.conftest import MONDAY
from validation.errors import SamplingError
from validation.settings import Settings
from validation.steps import deliver_mail
from validation.steps.inviting import Wanted, invite_sample, rest
from validation.steps.keeping import opened
from validation.store import WaveKey, load_study, load_wave, save_terms, save_wave

WAVE = WaveKey("shop", "1")
DAY = timedelta(days=1)


def test_who_was_written_to_is_left_in_peace_for_the_rest_period(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    with opened(asked) as store, store.reading() as connection:
        terms = load_wave(connection, WAVE).terms
        assert terms is not None
        found = rest(connection, [f"c{at}" for at in range(60)], terms, MONDAY + 10 * DAY)
        after = rest(connection, ["c0", "c1"], terms, MONDAY + 30 * DAY)
    assert len(found.deferred) == 40
    assert set(found.deferred.values()) == {MONDAY + 30 * DAY}
    assert after.free == ("c0", "c1")


def test_the_first_list_that_is_kept_is_drawn_from(asked: Settings) -> None:
    second = WaveKey("shop", "2")
    with opened(asked) as store, store.transaction() as connection:
        wave = load_wave(connection, WAVE)
        study = load_study(connection, "shop")
        assert wave.terms is not None
        save_wave(connection, second, wave.questionnaire, now=MONDAY)
        save_terms(connection, second, wave.terms)
        wanted = Wanted(("shop", "contacts"), answers=9, invitations=12)
        drawn, reached, notes = invite_sample(
            connection, second, study, wave.terms, wanted, now=MONDAY
        )
        assert (drawn.drawn, drawn.frame, reached.frame, notes) == (12, "contacts", "contacts", ())
        with pytest.raises(SamplingError, match="found none of the name other, there are contact"):
            invite_sample(connection, second, study, wave.terms, Wanted(("other",), 9), now=MONDAY)
