import asyncio
from dataclasses import replace

import pytest

from tests.web.fielded import NOW, study
from validation.files import read_library
from validation.questionnaire import build_questionnaire
from validation.store import PageSave, Visit
from validation.web.guests import Guest, Instrument
from validation.web.previewing import build_trying
from validation.web.tokens import form_key

TOKEN = "A" * 43


@pytest.fixture
def guest() -> Guest:
    keeper = build_trying(study(), build_questionnaire(study(), read_library()))
    keeper.begin("a", "fi")
    asyncio.run(keeper.save(PageSave("a", {}, "fi", NOW)))
    visit = asyncio.run(keeper.find("a"))
    assert visit is not None
    instrument: Instrument = asyncio.run(keeper.instrument(visit))
    return Guest(f"/r/{TOKEN}", TOKEN, visit, instrument)


def changed(guest: Guest, **parts: object) -> Guest:
    visit: Visit = replace(guest.visit, **parts)  # type: ignore[arg-type]  # parts of a visit
    return replace(guest, visit=visit)


def test_a_guest_is_spoken_to_in_the_language_that_was_chosen_last(guest: Guest) -> None:
    assert guest.language == "fi"
    assert replace(guest, chosen="sv").language == "sv"
    assert replace(guest, chosen="tlh").language == "en"


def test_the_forms_of_a_page_carry_its_key(guest: Guest) -> None:
    visitor = guest.visitor("2")

    assert (visitor.csrf, visitor.path) == (form_key(TOKEN, "2"), f"/r/{TOKEN}")
    assert visitor.respondent == guest.code == "a"


def test_going_on_is_to_the_first_page_that_was_not_seen(guest: Guest) -> None:
    places = {
        "not started": changed(guest, started_at=None).going_on({}),
        "nothing seen": guest.going_on({}),
        "one seen": guest.going_on({"reached": ["buy"]}),
        "all seen": guest.going_on({"reached": [], "age": 30}),
    }

    assert {name: one.headers["location"] for name, one in places.items()} == {
        "not started": f"/r/{TOKEN}",
        "nothing seen": f"/r/{TOKEN}/1",
        "one seen": f"/r/{TOKEN}/3",
        "all seen": f"/r/{TOKEN}/review",
    }


def test_answers_are_cut_from_a_link_only_where_they_were_sent_anonymously(guest: Guest) -> None:
    cut = [
        changed(guest, anonymous=anonymous, answered=answered).cut
        for anonymous in (False, True)
        for answered in (False, True)
    ]

    assert cut == [False, False, False, True]


def test_a_notice_has_the_status_of_its_kind_or_another(guest: Guest) -> None:
    assert guest.notice("closed").status_code == 410
    assert guest.notice("erased", 200).status_code == 200
