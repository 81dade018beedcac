from datetime import datetime

from tests.store.fielding.conftest import page, rows, submission
from validation.store import (
    Store,
    WaveKey,
    close_drafts,
    decline,
    erase_answers,
    load_invitations,
    move_wave,
    save_pages,
    submit,
)


def test_who_declines_is_asked_nothing_more(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="4")])
        assert decline(connection, codes["anna"], now=now) == "declined"
        assert decline(connection, codes["anna"], now=now) == "already"
        assert decline(connection, "nobody", now=now) == "unknown"
        assert save_pages(connection, [page(codes["anna"], now, q="4")]) == ["withdrawn"]
        assert submit(connection, submission(codes["anna"], now, q="4")) == "withdrawn"
        anna, *_ = load_invitations(connection, where)
    assert anna.declined_at == now
    assert rows(fielded, "draft") == []


def test_who_answered_cannot_decline_any_more(
    fielded: Store, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        assert decline(connection, codes["anna"], now=now) == "already"


def test_answers_are_erased_whether_submitted_or_not(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, missed="secret words"))
        save_pages(connection, [page(codes["bertil"], now, missed="secret words")])
        names = ("anna", "bertil", "cecilia")
        outcomes = [erase_answers(connection, codes[name], now=now) for name in names]
        assert erase_answers(connection, "nobody", now=now) == "unknown"
        told = [(one.dropped, one.answered_at) for one in load_invitations(connection, where)]
        again = submit(connection, submission(codes["anna"], now, q="4"))
    assert outcomes == ["erased", "erased", "nothing"]
    assert told == [("erased", None), ("erased", None), (None, None)]
    assert again == "withdrawn"
    assert (rows(fielded, "response"), rows(fielded, "draft")) == ([], [])


def test_answers_can_be_erased_after_the_wave(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="4")])
        move_wave(connection, where, before="open", after="closed", now=now)
        close_drafts(connection, where, now=now)
        assert erase_answers(connection, codes["anna"], now=now) == "erased"
        assert not any(one.partial for one in load_invitations(connection, where))
    assert rows(fielded, "response") == []


def test_anonymous_answers_can_be_erased_until_they_are_submitted(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        save_pages(connection, [page(codes[name], now, q="4") for name in ("anna", "cecilia")])
        submit(connection, submission(codes["bertil"], now, q="4"))
        assert erase_answers(connection, codes["anna"], now=now) == "erased"
        assert erase_answers(connection, codes["bertil"], now=now) == "anonymous"
        move_wave(connection, where, before="open", after="closed", now=now)
        assert close_drafts(connection, where, now=now) == 1
        assert erase_answers(connection, codes["cecilia"], now=now) == "anonymous"
    assert [row["complete"] for row in rows(anonymous, "response")] == [True]  # as few as 1 go
