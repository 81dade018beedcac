from dataclasses import asdict
from datetime import datetime, timedelta

import pytest

from tests.store.fielding.conftest import contact, field_wave, page, rows, submission
from tests.store.fielding.test_following import due
from validation.errors import StoreError
from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.sampling import hash_address
from validation.store import (
    DomainEvent,
    Purged,
    Retention,
    Store,
    WaveKey,
    close_drafts,
    count_expired,
    load_contact,
    load_invitations,
    load_records,
    load_unsent,
    move_wave,
    purge,
    save_events,
    save_followups,
    save_frame,
    save_pages,
    save_study,
    submit,
)
from validation.store.tables import TABLES
from validation.study import Study

NOTHING = Purged(0, 0, 0, 0, 0)


def end_wave(store: Store, where: WaveKey, now: datetime) -> None:
    with store.transaction() as connection:
        move_wave(connection, where, before="open", after="closed", now=now)
        close_drafts(connection, where, now=now)


def purged(store: Store, answers_before: datetime, contacts_before: datetime) -> Purged:
    """Return what a purge deletes, which is what it says before."""
    retention = Retention("s", answers_before, contacts_before)
    with store.reading() as connection:
        expected = count_expired(connection, retention)
    with store.transaction() as connection:
        found = purge(connection, retention)
        assert count_expired(connection, retention) == NOTHING
    assert found == expected
    return found


def test_answers_and_contacts_go_when_their_time_is_over(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        save_pages(connection, [page(codes["bertil"], now, q="4")])
    end_wave(fielded, where, now)
    later = now + timedelta(seconds=1)
    assert purged(fielded, now, now) == NOTHING
    assert purged(fielded, now, later) == Purged(0, 0, 0, contacts=3, links=3)
    assert purged(fielded, later, later) == Purged(responses=2, **asdict_of_rest())
    with fielded.reading() as connection:
        told = [(one.contact, one.stratum) for one in load_invitations(connection, where)]
    assert told == [(None, "North")] * 3
    assert "example.com" not in str([rows(fielded, table) for table in TABLES])


def test_what_is_in_the_field_stays(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        assert len([*load_records(connection, where)]) == 1
    century = now + timedelta(days=36_500)
    assert purged(fielded, century, century) == NOTHING


def test_a_contact_that_another_study_needs_stays(
    fielded: Store, where: WaveKey, study: Study, now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_study(connection, study.model_copy(update={"study": "other"}), now=now)
        save_frame(connection, "other", [contact("anna")], sha256="g", now=now)
    end_wave(fielded, where, now)
    later = now + timedelta(days=1)
    assert purged(fielded, now, later).contacts == 2
    assert [row["key"] for row in rows(fielded, "contact")] == ["anna"]


def test_a_list_that_studies_share_keeps_nobody(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_frame(connection, "customers", [contact("anna")], sha256="g", now=now)
    end_wave(fielded, where, now)
    assert purged(fielded, now, now + timedelta(days=1)).contacts == 3


def test_a_contact_that_was_asked_lately_elsewhere_stays(
    fielded: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms, study: Study
) -> None:
    now, other = terms.closes_at, WaveKey("other", "1")
    with fielded.transaction() as connection:
        save_study(connection, study.model_copy(update={"study": "other"}), now=now)
    field_wave(fielded, other, questionnaire, terms)
    end_wave(fielded, where, now)
    assert purged(fielded, now, now + timedelta(days=1)).contacts == 0
    end_wave(fielded, other, now)
    assert purged(fielded, now, now + timedelta(days=1)).contacts == 3


def test_contacts_of_the_frame_stay_while_a_wave_of_the_study_is_young(
    fielded: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms
) -> None:
    now = terms.closes_at
    end_wave(fielded, where, now)
    with fielded.transaction() as connection:
        save_frame(connection, "s", [contact("new")], sha256="g", now=terms.opens_at)
    field_wave(fielded, WaveKey("s", "2028"), questionnaire, terms)
    assert purged(fielded, now, now + timedelta(days=1)).contacts == 0
    assert len(rows(fielded, "contact")) == 4


def test_contacts_of_a_frame_that_was_imported_lately_stay(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    end_wave(fielded, where, now)
    later = now + timedelta(days=100)
    with fielded.transaction() as connection:
        save_frame(connection, "s", [contact("anna")], sha256="g", now=later)
    assert purged(fielded, now, later).contacts == 2
    assert [row["key"] for row in rows(fielded, "contact")] == ["anna"]


def test_a_study_that_is_not_kept_is_named(fielded: Store, now: datetime) -> None:
    with (
        pytest.raises(StoreError, match="study x: found nothing kept"),
        fielded.transaction() as connection,
    ):
        purge(connection, Retention("x", now, now))


def asdict_of_rest() -> dict[str, int]:
    return {name: 0 for name in asdict(NOTHING) if name != "responses"}


def test_events_of_whomever_go_when_their_time_is_over_unless_another_study_needs_them(
    fielded: Store, now: datetime
) -> None:
    old, young = now - timedelta(days=100), now - timedelta(days=10)
    events = [
        DomainEvent("old", "bought", "stranger", old),
        DomainEvent("young", "bought", "stranger", young),
        DomainEvent("needed", "ended", "anna", old),
        DomainEvent("record", "responses.replaced", None, old),
    ]
    before = now - timedelta(days=50)
    retention = Retention("s", before, before, before, ("ended",))
    with fielded.transaction() as connection:
        save_events(connection, events, now=old)
        assert count_expired(connection, retention).events == 1
        assert purge(connection, retention).events == 1
        assert {one.key for one in load_unsent(connection, 9)} == {"young", "needed", "record"}


def test_with_a_contact_go_its_events_and_who_was_followed_up_is_forgotten(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    end_wave(fielded, where, now)
    past = now - timedelta(days=400)
    later = now + timedelta(days=999)
    events = [
        DomainEvent("e1", "bought", "anna", past),
        DomainEvent("e2", "bought", hash_address("bertil@example.com"), past),
    ]
    with fielded.transaction() as connection:
        save_events(connection, events, now=past)
        ends = [due(one, name, past) for one, name in (("e1", "anna"), ("e2", "bertil"))]
        save_followups(connection, "s", ends, now=past)
        found = purge(connection, Retention("s", past, later))
        assert (found.contacts, found.events) == (3, 2)
        assert load_unsent(connection, 9) == ()


def test_who_is_still_to_be_followed_up_stays(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    end_wave(fielded, where, now)
    later = now + timedelta(days=999)
    with fielded.transaction() as connection:
        save_events(connection, [DomainEvent("e1", "bought", "anna", now)], now=now)
        purge(connection, Retention("s", now, later, now - timedelta(days=1)))
        assert load_contact(connection, "anna").key == "anna"
