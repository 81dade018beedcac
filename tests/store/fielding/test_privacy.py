"""Where a token, an address and an answer may stand, and that they stand nowhere else."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store.fielding.conftest import field_wave, page, rows, sha256, submission
from validation.fieldwork import Terms
from validation.questionnaire import Questionnaire
from validation.sampling import Contact, hash_address
from validation.store import (
    Evidence,
    Link,
    Minted,
    Store,
    WaveKey,
    claim_mailings,
    close_drafts,
    decline,
    load_invitations,
    mint_invitation,
    move_wave,
    queue_mailings,
    save_evidence,
    save_frame,
    save_links,
    save_pages,
    settle_evidence,
    submit,
    suppress_invited,
)
from validation.store.tables import TABLES

TOKENS = ("secret-token-of-a-page", "secret-token-of-a-stop", "secret-token-for-all")
ADDRESS = "anna@example.com"
WORDS = "what-only-anna-would-say"


def found_in(store: Store, text: str) -> set[str]:
    """Return the columns, as table.column, of which a value has a text in it."""
    return {
        f"{table}.{column}"
        for table in TABLES
        for row in rows(store, table)
        for column, value in row.items()
        if text in str(value)
    }


@pytest.fixture(params=[False, True], ids=["named", "anonymous"])
def lived(
    request: pytest.FixtureRequest,
    asking: Store,
    where: WaveKey,
    questionnaire: Questionnaire,
    terms: Terms,
) -> Store:
    """Return a store after all that can happen in a wave, which is still open."""
    now = terms.opens_at
    field_wave(asking, where, questionnaire, terms.model_copy(update={"anonymous": request.param}))
    with asking.transaction() as connection:
        asked = {one.contact: one.code for one in load_invitations(connection, where)}
        page_token, stop_token, open_token = map(sha256, TOKENS)
        made = [
            Link(page_token, "answer", asked["anna"]),
            Link(stop_token, "stop", asked["anna"]),
            Link(open_token, "open"),
        ]
        save_links(connection, where, made, now=now)
        mint_invitation(connection, Minted(open_token, sha256("own"), "fi", None), now=now)
        queue_mailings(connection, where, "invite", [*asked.values()], now=now)
        sent = claim_mailings(connection, 9, now=now)
        told = [Evidence(one.key, one.reference, "delivered", now, "delivered") for one in sent]
        save_evidence(connection, told, now=now)
        settle_evidence(connection, now=now)
        save_pages(connection, [page(asked["anna"], now, missed=WORDS)])
        decline(connection, asked["cecilia"], now=now)
        suppress_invited(connection, asked["cecilia"], "*", "unsubscribed", now=now)
    return asking


def test_an_address_stands_with_its_contact_alone(lived: Store) -> None:
    assert found_in(lived, ADDRESS) == {"contact.address"}
    assert found_in(lived, hash_address(ADDRESS)) == {"contact.address_sha256"}


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_stands_nowhere(token: str, lived: Store) -> None:
    assert found_in(lived, token) == set()
    assert found_in(lived, sha256(token)) == {"link.sha256"}


def test_answers_stand_in_the_draft_and_then_in_the_response(
    lived: Store, where: WaveKey, terms: Terms
) -> None:
    now = terms.opens_at
    assert found_in(lived, WORDS) == {"draft.answers"}
    with lived.transaction() as connection:
        code = next(
            one.code for one in load_invitations(connection, where) if one.contact == "anna"
        )
        assert submit(connection, submission(code, now, missed=WORDS)) == "new"
    assert found_in(lived, WORDS) == {"response.answers"}


def test_partial_answers_stand_in_the_response_alone_and_nowhere_if_few_are_anonymous(
    request: pytest.FixtureRequest, lived: Store, where: WaveKey, terms: Terms
) -> None:
    now = terms.closes_at
    with lived.transaction() as connection:
        move_wave(connection, where, before="open", after="closed", now=now)
        assert close_drafts(connection, where, now=now) == 1
    anonymous = request.node.callspec.params["lived"]
    assert found_in(lived, WORDS) == (set() if anonymous else {"response.answers"})


def test_nothing_ties_an_anonymous_response_to_a_person(
    asking: Store, where: WaveKey, questionnaire: Questionnaire, terms: Terms
) -> None:
    field_wave(asking, where, questionnaire, terms.model_copy(update={"anonymous": True}))
    with asking.transaction() as connection:
        for hours, one in enumerate(load_invitations(connection, where)):
            time = terms.opens_at + timedelta(hours=hours)
            submit(connection, submission(one.code, time, missed=str(one.contact)))
    names = {"id", "wave_id", "questionnaire_id"}  # the rows' own numbers, and what all share
    asked = values(asking, "invitation", names) | values(asking, "contact", names)
    answered = values(asking, "response", {*names, "answers", "complete"})
    shared = {value for value in asked & answered if value not in ("None", "fi", "sv")}
    day = terms.opens_at.date().isoformat()
    assert {value[:10] for value in shared} <= {day, "North", "1.5"}


def values(store: Store, table: str, without: set[str]) -> set[str]:
    return {
        str(value)
        for row in rows(store, table)
        for column, value in row.items()
        if column not in without
    }


def test_an_error_does_not_show_what_was_to_be_kept(
    fielded: Store, now: datetime, tmp_path: Path
) -> None:
    del tmp_path
    twice = [Contact("x", None, "fi", ""), Contact("x", None, "fi", "", {"said": WORDS})]
    with pytest.raises(Exception, match="database") as caught, fielded.transaction() as connection:
        save_frame(connection, "t", twice, sha256="f", now=now)
    shown = [str(caught.value), str(caught.value.__cause__)]
    assert WORDS not in "".join(shown)
