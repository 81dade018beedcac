from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from unittest.mock import Mock, patch

import pytest

from tests.store.fielding.conftest import PARADATA, page, sha256, submission
from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.store import (
    Link,
    Store,
    Visit,
    WaveKey,
    decline,
    drop_invitations,
    find_visits,
    lock_visits,
    save_links,
    save_pages,
    submit,
)
from validation.store.fielding.answering import lock_invitations
from validation.store.rows import load_rows


def link(name: str, where: WaveKey) -> str:
    return sha256(f"{name} {where}")


def test_a_link_leads_to_its_invitation_and_wave(
    fielded: Store,
    where: WaveKey,
    codes: dict[str, str],
    terms: Terms,
    questionnaire: Questionnaire,
) -> None:
    with fielded.reading() as connection:
        [found] = find_visits(connection, [link("anna", where)])
    assert found == Visit(
        study="s",
        wave="2027",
        questionnaire=questionnaire.fingerprint,
        purpose="answer",
        invitation=codes["anna"],
        language="fi",
        wave_state="open",
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        expires_at=terms.closes_at,
        anonymous=False,
        pilot=False,
        answered=False,
        declined=False,
        dropped=None,
        answers={},
        paradata={},
        started_at=None,
    )


def test_each_of_many_is_answered_in_its_place(
    fielded: Store, where: WaveKey, codes: dict[str, str]
) -> None:
    hashes = [link("bertil", where), "no such link", link("anna", where), link("bertil", where)]
    with fielded.reading() as connection:
        found = find_visits(connection, hashes)
        assert find_visits(connection, []) == []
    asked = [None if one is None else one.invitation for one in found]
    assert asked == [codes["bertil"], None, codes["anna"], codes["bertil"]]


def test_many_are_found_by_one_query(fielded: Store, where: WaveKey) -> None:
    hashes = [link(name, where) for name in ("anna", "bertil", "cecilia")] * 100
    asked = Mock(wraps=load_rows)
    with fielded.looking() as connection, patch(f"{find_visits.__module__}.load_rows", asked):
        assert None not in find_visits(connection, hashes)
    asked.assert_called_once()


def test_locking_finds_what_finding_and_locking_do_apart(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_pages(connection, [page(codes["bertil"], now, q="4")])
        decline(connection, codes["cecilia"], now=now)
        hashes = [link("cecilia", where), "no such link", link("bertil", where)]
        locked = lock_visits(connection, hashes)
        apart = lock_invitations(connection, [codes["cecilia"], codes["bertil"]])
        visits = find_visits(connection, hashes)
    assert [one and one.visit for one in locked] == visits
    assert [one and one.locked for one in locked] == [
        apart[codes["cecilia"]], None, apart[codes["bertil"]],
    ]  # fmt: skip


def test_behind_an_open_link_nothing_is_locked(
    fielded: Store, where: WaveKey, now: datetime
) -> None:
    with fielded.transaction() as connection:
        save_links(connection, where, [Link(sha256("open"), "open")], now=now)
        [found] = lock_visits(connection, [sha256("open")])
    assert found is not None
    assert (found.visit.purpose, found.locked) == ("open", None)


def test_who_is_locked_is_waited_for(fielded: Store, where: WaveKey) -> None:
    hashes = [link("anna", where)]
    with ThreadPoolExecutor(1) as pool:
        with fielded.transaction() as first:
            lock_visits(first, hashes)
            second = pool.submit(_locked, fielded, hashes)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.3)
        assert second.result(timeout=5)


def _locked(store: Store, hashes: list[str]) -> bool:
    with store.transaction() as connection:
        return lock_visits(connection, hashes) != [None]


def test_a_draft_comes_back_with_its_language(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        first = page(codes["anna"], now, q="4", missed="Öljy\u2028“x”")
        later = now + timedelta(hours=1)
        save_pages(connection, [first, page(codes["anna"], later, q="(refused)", many=["a"])])
        [found] = find_visits(connection, [link("anna", where)])
    assert found is not None
    answers = {"q": "(refused)", "missed": "Öljy\u2028“x”", "many": ["a"]}
    assert (found.answers, found.paradata) == (answers, PARADATA)
    assert (found.language, found.started_at) == ("fi", now)


def test_it_says_what_became_of_an_invitation(
    fielded: Store, where: WaveKey, codes: dict[str, str], now: datetime
) -> None:
    with fielded.transaction() as connection:
        submit(connection, submission(codes["anna"], now, q="4"))
        decline(connection, codes["bertil"], now=now)
        drop_invitations(connection, [codes["cecilia"]], "erased")
        names = ("anna", "bertil", "cecilia")
        found = find_visits(connection, [link(name, where) for name in names])
    told = [(one.answered, one.declined, one.dropped, one.answers) for one in found if one]
    assert told == [(True, False, None, {}), (False, True, None, {}), (False, False, "erased", {})]


def test_an_open_link_is_nobodys(fielded: Store, where: WaveKey, now: datetime) -> None:
    with fielded.transaction() as connection:
        save_links(connection, where, [Link(sha256("open"), "open")], now=now)
        [found] = find_visits(connection, [sha256("open")])
    assert found is not None
    assert (found.purpose, found.invitation, found.language, found.wave_state) == (
        "open",
        None,
        "",
        "open",
    )
    assert not found.answered


def test_an_anonymous_wave_says_so(anonymous: Store, where: WaveKey) -> None:
    with anonymous.reading() as connection:
        [found] = find_visits(connection, [link("anna", where)])
    assert found is not None
    assert found.anonymous
