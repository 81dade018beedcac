from datetime import datetime, timedelta

from tests.store.fielding.conftest import field_wave
from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.store import (
    Evidence,
    Store,
    WaveKey,
    claim_mailings,
    history,
    load_invitations,
    queue_mailings,
    save_evidence,
    save_study,
    settle_evidence,
    settle_message,
)
from validation.study import Study


def send(store: Store, where: WaveKey, step: str, now: datetime) -> list[str]:
    """Claim a message of a step to everybody and return the keys."""
    with store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, where)]
        queue_mailings(connection, where, step, codes, now=now)
        return [one.key for one in claim_mailings(connection, 9, now=now)]


def test_messages_of_all_studies_and_steps_count(
    fielded: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms, study: Study
) -> None:
    times = [terms.opens_at + timedelta(days=n) for n in range(3)]
    other = WaveKey("other", "1")
    with fielded.transaction() as connection:
        save_study(connection, study.model_copy(update={"study": "other"}), now=times[0])
    field_wave(fielded, other, questionnaire, terms)
    send(fielded, where, "invite", times[0])
    send(fielded, other, "invite", times[1])
    send(fielded, where, "remind-1", times[2])
    with fielded.reading() as connection:
        assert history(connection, None, times[0]) == dict.fromkeys(
            ("anna", "bertil", "cecilia"), tuple(times)
        )
        assert history(connection, ["anna", "nobody"], times[1]) == {"anna": tuple(times[1:])}
        assert history(connection, None, times[2] + timedelta(seconds=1)) == {}


def test_what_may_have_left_counts_and_what_came_back_does_not(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    anna, bertil, cecilia = send(fielded, where, "invite", now)
    with fielded.transaction() as connection:
        settle_message(connection, anna, "unknown", now=now)
        settle_message(connection, bertil, "failed", now=now)
        settle_message(connection, cecilia, "sent", now=now)
        assert {*history(connection, None, now)} == {"anna", "cecilia"}
        assert [one.messages["invite"].state for one in load_invitations(connection, where)] == [
            "unknown",
            "failed",
            "sent",
        ]


def test_what_is_held_may_have_left_and_counts(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    anna, *_ = send(fielded, where, "invite", now)
    with fielded.transaction() as connection:
        settle_message(connection, anna, "held", now=now)
        assert history(connection, ["anna"], now) == {"anna": (now,)}


def test_a_message_that_bounced_was_not_received(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [codes["anna"]], now=now)
        assert history(connection, None, now) == {"anna": (now,)}  # it is about to leave
        [one] = claim_mailings(connection, 9, now=now)
        assert history(connection, None, now) == {"anna": (now,)}
        told = Evidence("1", one.reference, "bounce", now, "bounced")
        save_evidence(connection, [told], now=now)
        settle_evidence(connection, now=now)
        assert history(connection, None, now) == {}
