"""A person is forgotten when they ask, and everybody after their time; verdicts stay."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.steps.conftest import MONDAY
from validation.errors import StoreError
from validation.settings import Settings
from validation.steps import (
    advance_waves,
    deliver_mail,
    erase_person,
    purge_expired,
    queue_digest,
)
from validation.steps.keeping import opened
from validation.store import (
    Submission,
    WaveKey,
    load_assessment,
    load_contact,
    load_invitations,
    load_messages,
    load_plan,
    load_records,
    submit_all,
)

WAVE = WaveKey("shop", "1")
DAY = timedelta(days=1)


@pytest.fixture
def answered(asked: Settings) -> Settings:
    """Let thirty of forty answer, and assess them."""
    deliver_mail(asked, now=MONDAY)
    with opened(asked) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, WAVE)][:30]
        given = [Submission(one, {"q": "4"}, "en", MONDAY + DAY) for one in codes]
        submit_all(connection, given)
    advance_waves(asked, now=MONDAY + 14 * DAY)
    return asked


def first(settings: Settings) -> str:
    """Return a contact who answered."""
    with opened(settings) as store, store.reading() as connection:
        return str(load_invitations(connection, WAVE)[0].contact)


def responses(settings: Settings) -> int:
    """Return how many responses are kept."""
    with opened(settings) as store, store.reading() as connection:
        return len(list(load_records(connection, WAVE)))


def test_trying_erases_nothing_and_says_the_same(answered: Settings) -> None:
    contact = first(answered)
    tried = erase_person(contact, answered, now=MONDAY, dry_run=True)
    assert (tried.responses, tried.links, tried.invitations) == (1, 2, 1)
    assert responses(answered) == 30
    assert erase_person(contact, answered, now=MONDAY) == tried
    assert responses(answered) == 29


def test_who_was_erased_is_found_no_more_and_the_verdicts_stay(answered: Settings) -> None:
    contact = first(answered)
    erase_person(f"{contact}@example.com", answered, now=MONDAY)
    with opened(answered) as store, store.reading() as connection:
        plan = load_plan(connection, "shop").plan
        assert load_assessment(connection, WAVE, plan.hash).assessment.n == 30
        with pytest.raises(StoreError, match="contact: found none"):
            load_contact(connection, contact)
    with pytest.raises(StoreError, match="or it was erased"):
        erase_person(contact, answered, now=MONDAY)


def test_retention_goes_by_what_the_study_says(answered: Settings) -> None:
    assert purge_expired(answered, now=MONDAY + 60 * DAY) == ()
    later = MONDAY + 14 * DAY + 91 * DAY
    [tried] = purge_expired(answered, now=later, dry_run=True)
    assert tried.study == "shop"
    assert (tried.counts()["links"], tried.counts()["contacts"]) == (80, 40)
    assert "responses" not in tried.counts()
    assert purge_expired(answered, now=later) == (tried,)
    assert purge_expired(answered, now=later) == ()
    assert responses(answered) == 30
    [old] = purge_expired(answered, now=MONDAY + 14 * DAY + 731 * DAY)
    assert old.counts()["responses"] == 30
    assert responses(answered) == 0


def test_mail_in_the_folder_goes_with_the_person(answered: Settings) -> None:
    key = first(answered)
    with opened(answered) as store, store.reading() as connection:
        address = load_contact(connection, key).address
    before = files_with(answered, str(address))
    erase_person(key, answered, now=MONDAY + 15 * DAY, dry_run=True)
    assert len(before) == len(files_with(answered, str(address))) == 1
    erase_person(key, answered, now=MONDAY + 15 * DAY)
    assert files_with(answered, str(address)) == []
    assert len([*answered.outbox.glob("*/headers.json")]) >= 39


def test_mail_in_the_folder_goes_with_those_whose_time_is_over(answered: Settings) -> None:
    late = MONDAY + 14 * DAY + 91 * DAY
    assert len(files_with(answered, "@example.com")) > 0
    purge_expired(answered, now=late, dry_run=True)
    assert len(files_with(answered, "@example.com")) > 0
    purge_expired(answered, now=late)
    assert files_with(answered, "@example.com") == []


def test_a_reader_is_forgotten_after_90_days_and_told_the_same_never_again(
    answered: Settings,
) -> None:
    deliver_mail(answered, now=MONDAY + 14 * DAY)
    assert files_with(answered, "boss@example.com") != []
    early, late = MONDAY + 104 * DAY, MONDAY + 104 * DAY + timedelta(seconds=1)
    purge_expired(answered, now=early)
    assert files_with(answered, "boss@example.com") != []
    found = purge_expired(answered, now=late)
    assert [one.counts() for one in found if one.study == "mail of all studies"] == [{"readers": 1}]
    assert files_with(answered, "boss@example.com") == []
    assert b"boss@example.com" not in b"".join(_outbox(answered))
    assert queue_digest(WAVE, answered, now=late).new == 0


def _outbox(settings: Settings) -> list[bytes]:
    with opened(settings) as store, store.reading() as connection:
        return [str(one).encode() for one in load_messages(connection)]


def files_with(settings: Settings, word: str) -> list[Path]:
    """Return the files of the outbox folder in which a word stands."""
    files = (one for one in settings.outbox.rglob("*") if one.is_file())
    return [one for one in files if word.encode() in one.read_bytes()]
