from datetime import datetime, timedelta

from validation.questionnaire import Questionnaire
from validation.responses import Exclusion, Record
from validation.store import (
    DomainEvent,
    OutboxMessage,
    Store,
    StudySummary,
    Summary,
    WaveKey,
    WaveSummary,
    claim_messages,
    queue_message,
    save_events,
    save_exclusions,
    save_responses,
    save_study,
    save_wave,
    summary,
)
from validation.study import Study
from validation.verdicts import Plan


def test_an_empty_store_has_nothing(store: Store) -> None:
    with store.reading() as connection:
        assert summary(connection) == Summary((), {}, 0)


def test_all_that_is_kept_is_counted(
    kept: Store, study: Study, questionnaire: Questionnaire, plan: Plan, now: datetime
) -> None:
    later, where = now + timedelta(days=1), WaveKey("s", "2027")
    left_out = [Exclusion(2, None, "answered nothing")]
    with kept.transaction() as connection:
        save_study(connection, study.model_copy(update={"languages": ("fi",)}), now=later)
        save_study(connection, study.model_copy(update={"study": "another"}), now=now)
        save_wave(connection, WaveKey("s", "2028"), questionnaire.fingerprint, now=now)
        records = [Record(key, {"q": "1"}) for key in "abc"]
        fingerprint = questionnaire.fingerprint
        save_responses(connection, where, records, questionnaire=fingerprint, now=later)
        save_exclusions(connection, where, left_out, source="f", now=later)
        for key in "xyz":
            queue_message(connection, OutboxMessage(key, "digest", "a@b.fi", "S", "{}"), now=now)
        claim_messages(connection, 1, now=now)
        events = [DomainEvent(f"e-{contact}", "kind", contact, now) for contact in ("c", None)]
        save_events(connection, events, now=now)
        found = summary(connection)
    waves = (
        WaveSummary("2027", "closed", 3, 1, later, later, None),
        WaveSummary("2028", "planned", 0, 0, None, None, None),
    )
    assert found == Summary(
        studies=(
            StudySummary("another", 1, now, None, None, ()),
            StudySummary("s", 2, later, plan.hash, now, waves),
        ),
        outbox={"claimed": 1, "queued": 2},
        events=1,
    )
