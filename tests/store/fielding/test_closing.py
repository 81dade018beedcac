from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from tests.store.fielding.conftest import codes_of, field_wave, page, rows, submission
from validation.fieldwork import Terms, disposition
from validation.questionnaire import Questionnaire
from validation.store import (
    Store,
    WaveKey,
    close_drafts,
    count_partial,
    load_invitations,
    load_records,
    load_wave,
    move_wave,
    save_pages,
    submit,
)
from validation.store.fielding import closing


def close(store: Store, where: WaveKey, now: datetime) -> int:
    with store.transaction() as connection:
        move_wave(connection, where, before="open", after="closed", now=now)
        return close_drafts(connection, where, now=now)


def test_drafts_with_answers_become_partial_responses(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="4"), page(codes["bertil"], now)])
        submit(connection, submission(codes["cecilia"], now + timedelta(hours=1), q="5"))
    assert close(fielded, where, now) == 1
    with fielded.reading() as connection:
        complete = [record.key for record in load_records(connection, where)]
        everyone = [record.answers for record in load_records(connection, where, partial=True)]
        partial = [one.contact for one in load_invitations(connection, where) if one.partial]
        assert count_partial(connection, where) == 1
        assert load_wave(connection, where).first_response_at == now
    assert complete == [codes["cecilia"]]
    assert everyone == [{"q": "5"}, {"q": "4"}]
    assert partial == ["anna"]
    assert rows(fielded, "draft") == []


def test_closing_twice_keeps_partial_responses_once(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="4")])
    assert [close(fielded, where, now) for _ in range(2)] == [1, 0]
    assert len(rows(fielded, "response")) == 1


def test_a_page_that_was_saved_while_the_wave_closed_is_not_lost(
    asking: Store, questionnaire: Questionnaire, terms: Terms, now: datetime
) -> None:
    for number in range(12):
        where = WaveKey("s", str(number))
        field_wave(asking, where, questionnaire, terms)
        closed, outcomes = close_while_they_answer(asking, where, now)
        assert closed == outcomes.count("saved")
        assert closed + outcomes.count("closed") == 3
        assert rows(asking, "draft") == []


def close_while_they_answer(
    store: Store, where: WaveKey, now: datetime
) -> tuple[int, Sequence[str]]:
    """Let three people save a page just when the wave closes; return what became of it."""
    ready = Barrier(4)

    def save(code: str) -> str:
        ready.wait()
        with store.transaction() as connection:
            return save_pages(connection, [page(code, now, q="4")])[0]

    def end() -> int:
        ready.wait()
        return close(store, where, now)

    with ThreadPoolExecutor(4) as pool:
        saves = [pool.submit(save, code) for code in codes_of(store, where).values()]
        closed = pool.submit(end)
        return closed.result(), [one.result() for one in saves]


def test_the_first_response_of_an_anonymous_wave_came_after_it_was_opened(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    opened = datetime(2027, 3, 1, 8, tzinfo=UTC)
    with anonymous.transaction() as connection:
        move_wave(connection, where, before="open", after="planned", now=now)
        move_wave(connection, where, before="planned", after="open", now=opened)
        submit(connection, submission(codes["anna"], now, q="5"))
    close(anonymous, where, now)
    with anonymous.reading() as connection:
        assert load_wave(connection, where).first_response_at == opened


def test_many_drafts_are_closed_in_parts(
    fielded: Store,
    where: WaveKey,
    codes: dict[str, str],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(closing, "CHUNK", 2)
    with fielded.transaction() as connection:
        save_pages(connection, [page(code, now, q="4") for code in codes.values()])
    assert close(fielded, where, now) == 3
    assert len(rows(fielded, "response")) == 3


def test_how_much_was_answered_tells_break_offs_from_partial_responses(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:  # of three items that are asked
        save_pages(connection, [page(codes["anna"], now, q="4", age="50", missed="(no_answer)")])
        save_pages(connection, [page(codes["bertil"], now, q="4", age="(refused)")])
    close(fielded, where, now)
    with fielded.reading() as connection:
        anna, bertil, _ = load_invitations(connection, where)
    assert [anna.share, bertil.share] == pytest.approx([2 / 3, 1 / 3])
    assert (disposition(anna), disposition(bertil)) == ("partial", "break_off")
