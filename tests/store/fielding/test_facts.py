from datetime import datetime, timedelta

from tests.store.fielding.conftest import page, submission
from validation.fieldwork import MessageFacts
from validation.sampling import hash_address
from validation.store import (
    Store,
    WaveKey,
    claim_mailings,
    close_drafts,
    load_invitations,
    move_wave,
    queue_mailings,
    save_pages,
    settle_message,
    submit,
    suppress,
)
from validation.store.fielding.facts import facts
from validation.store.tables import invitations


def test_messages_are_told_by_step_with_their_time(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    hour = timedelta(hours=1)
    with fielded.transaction() as connection:
        queue_mailings(connection, where, "invite", [codes["anna"]], now=now)
        [claimed] = claim_mailings(connection, 9, now=now + hour)
        settle_message(connection, claimed.key, "sent", now=now + 2 * hour)
        queue_mailings(connection, where, "remind-1", [codes["anna"]], now=now + 3 * hour)
        anna, bertil, _ = load_invitations(connection, where)
    assert anna.messages == {
        "invite": MessageFacts("sent", now + hour),
        "remind-1": MessageFacts("queued", now + 3 * hour),
    }
    assert bertil.messages == {}


def test_answers_and_partial_answers_are_told(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes[name], now, q="4") for name in ("anna", "bertil")])
        submit(connection, submission(codes["anna"], now + timedelta(hours=1), q="4"))
        move_wave(connection, where, before="open", after="closed", now=now)
        close_drafts(connection, where, now=now)
        found = load_invitations(connection, where)
    told = [(one.started_at, one.answered_at, one.partial) for one in found]
    assert told == [
        (now, now + timedelta(hours=1), False),
        (now, None, True),
        (None, None, False),
    ]


def test_each_has_its_wave_its_address_and_why_it_is_left_alone(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        suppress(connection, hash_address("anna@example.com"), "*", "bounced", now=now)
        suppress(connection, hash_address("bertil@example.com"), "other", "bounced", now=now)
        some = [codes["anna"], codes["bertil"]]
        found = [*facts(connection, invitations.c.code.in_(some))]
    assert [(one.where, one.address, one.facts.suppressed) for one in found] == [
        (where, "anna@example.com", "bounced"),
        (where, "bertil@example.com", None),
    ]
