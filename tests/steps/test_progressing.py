"""How far a wave is, and that imported answers have no fieldwork."""

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from tests.steps.conftest import MONDAY, NOON, Answers
from validation.errors import FieldworkError
from validation.settings import Settings
from validation.steps import deliver_mail, import_responses, show_fieldwork
from validation.steps.keeping import opened
from validation.store import Submission, WaveKey, load_invitations, submit_all
from validation.store.tables import outbox, responses

WAVE = WaveKey("shop", "1")


def test_who_was_asked_and_answered_is_counted(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    with opened(asked) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, WAVE)][:10]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", MONDAY) for one in codes])
    found = show_fieldwork(WAVE, asked, now=MONDAY)
    assert (found.progress.invited, found.progress.answered) == (40, 10)
    assert found.progress.rates.rr1 == pytest.approx(0.25)
    assert found.participation is None
    assert found.drawn is not None
    assert found.drawn.frame == "contacts"


def test_imported_answers_have_no_fieldwork(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers("1", "2"), settings, now=NOON)
    with pytest.raises(FieldworkError, match="wave 1 of study shop: found imported answers"):
        show_fieldwork(WAVE, settings, now=NOON)


def test_an_answer_that_is_gone_is_told(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, WAVE)][:2]
        submit_all(connection, [Submission(one, {"q": "4"}, "en", MONDAY) for one in codes])
    assert show_fieldwork(WAVE, asked, now=MONDAY).doubts == ()
    with opened(asked) as store, store.transaction() as connection:
        lost = select(responses.c.id).limit(1).scalar_subquery()
        connection.execute(delete(responses).where(responses.c.id == lost))
    assert show_fieldwork(WAVE, asked, now=MONDAY).doubts == (
        "found 2 invitations that are answered and 1 complete responses, must be as many",
    )


def test_a_contact_that_got_nothing_without_a_reason_is_told(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        lost = select(outbox.c.id).limit(1).scalar_subquery()
        connection.execute(delete(outbox).where(outbox.c.id == lost))
    [doubt] = show_fieldwork(WAVE, asked, now=MONDAY).doubts
    assert doubt == "found 1 contacts without invite, must be none: nothing hindered it"
