"""When an anonymous wave has closed, no column of a response leads to an invitation."""

from datetime import UTC, datetime, timedelta

from tests.store.fielding.conftest import page, rows, sha256, submission
from validation.store import (
    Store,
    WaveKey,
    close_drafts,
    load_invitations,
    load_records,
    save_pages,
    submit,
)

DAY = timedelta(days=1)
END = datetime(2027, 3, 15, tzinfo=UTC)


def test_answers_are_in_another_order_under_other_keys_and_of_no_day(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        for days, name in enumerate(codes):
            submit(connection, submission(codes[name], now + days * DAY, q=str(days)))
    before = rows(anonymous, "response")
    with anonymous.transaction() as connection:
        assert close_drafts(connection, where, now=now + 14 * DAY) == 0
        asked = load_invitations(connection, where)
        found = [*load_records(connection, where)]
    after = rows(anonymous, "response")
    assert sorted(str(record.answers["q"]) for record in found) == ["0", "1", "2"]
    assert [row["key"] for row in after] == sorted(row["key"] for row in after)
    assert not {row["key"] for row in before} & {row["key"] for row in after}
    assert {row["invitation_id"] for row in after} == {None}
    assert {str(row[name])[:10] for row in after for name in ("imported_at", "submitted_at")} == {
        "2027-03-15"
    }
    assert [(one.answered_at, one.started_at) for one in asked] == [(END, None)] * 3


def test_a_language_of_few_is_forgotten_with_the_text_that_was_agreed_to(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))

    [row] = rows(anonymous, "response")
    assert (row["language"], row["consent"]) == ("sv", sha256("consent"))
    with anonymous.transaction() as connection:
        close_drafts(connection, where, now=now)
    [row] = rows(anonymous, "response")
    assert (row["language"], row["consent"], row["weight"]) == (None, None, 1.5)


def test_few_unfinished_answers_would_tell_whose_they_are_and_go(
    anonymous: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with anonymous.transaction() as connection:
        save_pages(connection, [page(codes["anna"], now, q="3")])
        assert close_drafts(connection, where, now=now) == 1
        anna, *_ = load_invitations(connection, where)
    assert anna.partial
    assert rows(anonymous, "response") == []
    assert rows(anonymous, "draft") == []
