"""What a person changes of a wave takes effect at once, and for what waits in the outbox too."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.steps.conftest import MONDAY, NOON, Answers
from validation.errors import FieldworkError
from validation.settings import Settings
from validation.steps import (
    advance_waves,
    cancel_wave,
    close_wave,
    deliver_mail,
    extend_wave,
    import_responses,
    list_due,
    release_step,
    skip_step,
)
from validation.steps.addressing import Addressing
from validation.steps.keeping import opened
from validation.store import (
    PageSave,
    WaveKey,
    claim_mailings,
    field_counts,
    find_visits,
    load_invitations,
    load_messages,
    load_records,
    load_wave,
    save_pages,
)

WAVE = WaveKey("shop", "1")
DAY = timedelta(days=1)


def state(settings: Settings) -> str:
    """Return how far the wave is."""
    with opened(settings) as store, store.reading() as connection:
        return load_wave(connection, WAVE).state


def test_an_extended_wave_closes_later_by_the_clocks_of_its_zone(asked: Settings) -> None:
    until = datetime(2027, 3, 29, 9)  # noqa: DTZ001 (what the clocks of the zone show)
    terms = extend_wave(WAVE, until, asked, now=MONDAY + DAY)
    assert terms.closes_at.isoformat() == "2027-03-29T06:00:00+00:00"  # summer time by then
    beat = advance_waves(asked, now=MONDAY + 14 * DAY)
    assert [one.step for one in beat.done] == ["remind-1"]  # half time is later now, too
    assert state(asked) == "open"


def test_a_wave_that_is_closed_early_is_assessed_by_the_next_beat(asked: Settings) -> None:
    close_wave(WAVE, asked, now=MONDAY + DAY)
    assert state(asked) == "closed"
    assert [one.step for one in list_due(asked, now=MONDAY + DAY)] == ["assess"]


def test_what_waits_for_a_cancelled_wave_never_leaves(asked: Settings) -> None:
    cancel_wave(WAVE, asked, now=MONDAY + DAY)
    assert state(asked) == "cancelled"
    assert deliver_mail(asked, now=MONDAY + DAY).accepted == 0
    with opened(asked) as store, store.reading() as connection:
        reasons = {(one.state, one.last_error) for one in load_messages(connection)}
    assert reasons == {("failed", "cancelled")}
    assert advance_waves(asked, now=MONDAY + 30 * DAY).done == ()


def test_a_closed_wave_is_not_cancelled(asked: Settings) -> None:
    close_wave(WAVE, asked, now=MONDAY + DAY)
    with pytest.raises(FieldworkError, match="wave: found closed"):
        cancel_wave(WAVE, asked, now=MONDAY + DAY)


def test_a_held_reminder_leaves_when_it_is_released(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    late = MONDAY + 10 * DAY
    assert advance_waves(asked, now=late).done == ()
    release_step(WAVE, "remind-1", asked)
    [done] = advance_waves(asked, now=late).done
    assert (done.step, done.messages) == ("remind-1", 40)


def test_a_step_that_is_skipped_is_neither_done_nor_held(asked: Settings) -> None:
    skip_step(WAVE, "remind-1", asked)
    advanced = advance_waves(asked, now=MONDAY + 7 * DAY)
    assert (advanced.done, advanced.held) == ((), ())


def test_a_wave_of_imported_answers_has_nothing_to_change(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers("1", "2"), settings, now=NOON)
    with pytest.raises(FieldworkError, match="found answers that were imported"):
        close_wave(WAVE, settings, now=NOON)


def test_links_of_an_extended_wave_live_on(asked: Settings) -> None:
    addressing = Addressing(asked)
    with opened(asked) as store, store.transaction() as connection:
        [mailing] = claim_mailings(connection, 1, now=MONDAY)
        wave = load_wave(connection, WAVE)
        [mail] = addressing.address(connection, wave, [mailing], MONDAY)
    token = mail.substitutions["%link%"].rpartition("/")[2]
    extend_wave(WAVE, MONDAY + 300 * DAY, asked, now=MONDAY + DAY)
    with opened(asked) as store, store.reading() as connection:
        [visit] = find_visits(connection, [hashlib.sha256(token.encode()).hexdigest()])
    assert visit is not None
    assert visit.expires_at == MONDAY + 390 * DAY


def test_what_was_begun_does_not_stay_a_draft_of_a_cancelled_wave(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        code = load_invitations(connection, WAVE)[0].code
        save_pages(connection, [PageSave(code, {"q": "2"}, "en", MONDAY)])
    cancel_wave(WAVE, asked, now=MONDAY + DAY)
    with opened(asked) as store, store.reading() as connection:
        assert field_counts(connection, WAVE).drafts == 0
        assert [one.answers for one in load_records(connection, WAVE, partial=True)] == [{"q": "2"}]
