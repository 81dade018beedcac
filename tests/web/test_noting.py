import asyncio
from datetime import timedelta

import pytest

from tests.web.fielded import NOW, study
from validation.files import read_library
from validation.questionnaire import Answer, build_questionnaire
from validation.web.guests import Guest
from validation.web.noting import Sent, page_save, shown, start_save, submission
from validation.web.previewing import build_trying


@pytest.fixture
def guest() -> Guest:
    """Return somebody who has answered two pages."""
    keeper = build_trying(study(), build_questionnaire(study(), read_library()))
    keeper.begin("a", "en")

    async def answered() -> Guest:
        visit = await keeper.find("a")
        assert visit is not None
        guest = Guest("/r/x", "x", visit, await keeper.instrument(visit))
        await keeper.save(start_save(guest, "fi", "c0nsent", NOW))
        pages: list[tuple[str, dict[str, Answer]]] = [
            ("screener", {"reached": ["buy"]}),
            ("stage.buy", {"ease": "5"}),
        ]
        for second, (section, given) in enumerate(pages, start=1):
            visit = await keeper.find("a")
            assert visit is not None
            guest = Guest("/r/x", "x", visit, await keeper.instrument(visit))
            sent = Sent(given, "fi", section)
            await keeper.save(page_save(guest, sent, NOW + timedelta(seconds=second * 10)))
        visit = await keeper.find("a")
        assert visit is not None
        return Guest("/r/x", "x", visit, await keeper.instrument(visit))

    return asyncio.run(answered())


def test_a_page_is_kept_with_the_time_that_it_took(guest: Guest) -> None:
    later = NOW + timedelta(seconds=50)
    save = page_save(guest, Sent({"age": 40}, "sv", "background", trapped=True), later)

    assert (save.invitation, save.answers, save.language) == ("a", {"age": 40}, "sv")
    assert save.paradata is not None
    assert save.paradata["seconds"] == {"screener": 10.0, "stage.buy": 10.0, "background": 30.0}
    assert save.paradata["honeypot"] is True


def test_a_choice_of_language_takes_no_time(guest: Guest) -> None:
    save = page_save(guest, Sent({}, "sv"), NOW + timedelta(hours=1))

    assert save.paradata == guest.visit.paradata


def test_the_response_holds_all_that_is_asked_and_how_it_was_given(guest: Guest) -> None:
    made = submission(guest.visit, guest.instrument, NOW)

    assert made.answers == {
        "reached": ["buy"],
        "channel": "(not_shown)",
        "why": "(not_shown)",
        "open.find": "(not_shown)",
        "ease": "5",
        "met": "(not_shown)",
        "open.buy": "(not_shown)",
        "age": "(not_shown)",
    }
    assert made.paradata == {"seconds": {"screener": 10.0, "stage.buy": 10.0}, "pattern": 0}
    assert (made.consent, made.language, made.submitted_at) == ("c0nsent", "fi", NOW)


def test_pages_are_those_that_were_asked(guest: Guest) -> None:
    pages = [[item.id for item in page] for page in shown(guest.visit, guest.instrument)]

    assert pages == [["reached"], ["ease", "met", "open.buy"], ["age"]]
