import json
from typing import Any

import pytest

from tests.web.browsing import ANSWERS, Browser
from tests.web.fielded import Fielded


def answers(row: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a row of either database."""
    found = row["answers"]
    read: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return read


def test_somebody_answers_page_by_page_and_is_thanked(browser: Browser, fielded: Fielded) -> None:
    page = browser.open(f"/r/{fielded.token}")
    assert (page.status, page.heading) == (200, "The shop")

    page = browser.send(page, "start")
    seen = [page.path.rpartition("/")[2]]
    for given in ANSWERS:
        page = browser.send(page, given=given)
        seen.append(page.path.rpartition("/")[2])
    assert seen == ["1", "2", "3", "4", "review"]

    page = browser.send(page, "send")
    assert (page.status, page.heading) == (200, "Thank you for your answers")
    (response,) = fielded.responses()
    assert fielded.drafts() == []
    assert response["complete"]
    assert answers(response) == {
        "reached": ["find", "buy"],
        "channel": "web",
        "why": "(not_shown)",
        "open.find": "(no_answer)",
        "ease": "4",
        "met": ["seller", "guard"],
        "open.buy": "(no_answer)",
        "age": 34,
    }


@pytest.mark.parametrize("said", ["", "\x00", "é" * 64, "A" * 64, "0" * 100_000])
def test_a_consent_that_no_page_of_ours_names_is_taken_for_that_of_the_page(
    browser: Browser, fielded: Fielded, said: str
) -> None:
    page = browser.open(f"/r/{fielded.token}")
    shown = page.fields["consent"][0]

    assert browser.send(page, "start", consent=said).path.endswith("/1")
    paradata = fielded.drafts()[0]["paradata"]
    assert (json.loads(paradata) if isinstance(paradata, str) else paradata)["consent"] == shown


def test_the_same_link_goes_on_where_somebody_stopped(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    page = browser.send(page, given=ANSWERS[0])
    page = browser.send(page, "later", given=ANSWERS[1])
    assert page.heading == "Your answers are saved"

    again = browser.open(f"/r/{fielded.token}")
    assert "You will go on from where you stopped" in again.text
    assert browser.send(again, "start").path.endswith("/3")


def test_going_back_keeps_what_was_written(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    page = browser.send(page, given=ANSWERS[0])

    page = browser.send(page, "back", given={"a.channel": "shop"})
    assert page.path.endswith("/1")
    assert answers(fielded.drafts()[0])["channel"] == "shop"


def test_what_cannot_be_read_is_lost_only_after_a_warning(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS[:3]:
        page = browser.send(page, given=given)

    page = browser.send(page, "back", given={"a.age": "old"})
    assert (page.status, page.fields["a.age"]) == (422, ["old"])
    assert "the answers that need correcting will not be saved" in page.text
    assert browser.send(page, "back").path.endswith("/3")


def test_what_cannot_be_read_is_shown_again_in_another_language(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS[:3]:
        page = browser.send(page, given=given)
    page.action = page.action.rpartition("/")[0] + "/language"

    page = browser.send(page, to="fi", given={"a.age": "vanha"})

    assert ('<html lang="fi">' in page.text, page.fields["a.age"]) == (True, ["vanha"])
    page = browser.send(page, given={"a.age": "34"})
    assert page.path.endswith("/review")


def test_a_page_that_lacks_a_required_answer_says_so_and_keeps_the_rest(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS[:2]:
        page = browser.send(page, given=given)

    page = browser.send(page, given={"a.met": "seller"})

    assert (page.status, page.path.endswith("/3")) == (422, True)
    assert "Answer this question: it is required." in page.text
    assert answers(fielded.drafts()[0])["met"] == ["seller"]


def test_a_question_that_an_answer_brings_up_is_asked_on_the_same_page(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    page = browser.send(page, given=ANSWERS[0])

    del page.fields["shown"]  # as where a script had hidden it

    page = browser.send(page, given={"a.channel": "shop"})
    assert (page.status, "Why the shop?" in page.text) == (200, True)
    page = browser.send(page, given={"a.channel": "shop", "a.why": "It is near"})

    assert page.path.endswith("/3")
    assert answers(fielded.drafts()[0])["why"] == "It is near"


def test_another_language_keeps_the_answers_of_the_page(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    page = browser.send(page, given=ANSWERS[0])
    page.action = page.action.rpartition("/")[0] + "/language"

    page = browser.send(page, to="fi", given={"a.channel": "shop"})

    assert ('<html lang="fi">' in page.text, page.path.endswith("/2")) == (True, True)
    assert answers(fielded.drafts()[0])["channel"] == "shop"
    assert '<html lang="fi">' in browser.open(f"/r/{fielded.token}/review").text


def test_a_language_chosen_before_the_start_goes_along(browser: Browser, fielded: Fielded) -> None:
    page = browser.open(f"/r/{fielded.token}")
    action, page.action = page.action, page.action + "/language"

    page = browser.send(page, to="sv")
    assert (page.heading, page.action) == ("Butiken", action)
    browser.send(page, "start")

    assert fielded.drafts()[0]["language"] == "sv"


def test_pages_before_the_consent_lead_to_it(browser: Browser, fielded: Fielded) -> None:
    for place in ("1", "review", "thanks"):
        assert browser.open(f"/r/{fielded.token}/{place}").path == f"/r/{fielded.token}"


def test_pages_that_are_not_asked_lead_to_those_that_are(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    browser.send(page, given={"a.reached": "find"})

    for place in ("0", "3", "99"):
        assert browser.open(f"/r/{fielded.token}/{place}").path.endswith("/2")


def test_sending_without_a_required_answer_leads_to_it(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    browser.send(page, given=ANSWERS[0])

    page = browser.send(browser.open(f"/r/{fielded.token}/review"), "send")

    assert (page.status, f"/r/{fielded.token}/3#q" in page.text) == (422, True)
    assert fielded.responses() == []


def test_back_from_the_review_is_the_last_page(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)

    assert browser.send(page, "back").path.endswith("/4")


def test_sending_twice_gives_one_response_and_thanks_twice(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)

    thanked = [browser.send(page, "send") for _ in range(3)]

    assert {one.heading for one in thanked} == {"Thank you for your answers"}
    assert len(fielded.responses()) == 1


def test_who_sends_twice_is_thanked_in_the_language_that_was_chosen(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}?to=fi"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)

    thanked = [browser.send(page, "send").text for _ in range(2)]

    assert ['<html lang="fi">' in text for text in thanked] == [True, True]


def test_pages_of_before_change_nothing_after_the_answers_are_sent(
    browser: Browser, fielded: Fielded
) -> None:
    first = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    page = first
    for given in ANSWERS:
        page = browser.send(page, given=given)
    browser.send(page, "send")
    before = fielded.responses()

    for page in (browser.send(first, given=ANSWERS[0]), browser.open(f"/r/{fielded.token}/2")):
        assert (page.status, page.heading) == (200, "You have already answered")
    assert fielded.responses() == before


def test_two_windows_do_not_undo_each_other(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)
    left, right = (browser.open(f"/r/{fielded.token}/{n}") for n in (2, 4))

    browser.send(right, given={"a.age": "40"})
    browser.send(left, given={"a.channel": "shop", "a.why": "near"})

    kept = answers(fielded.drafts()[0])
    assert (kept["age"], kept["channel"]) == (40, "shop")


def test_the_field_that_no_person_sees_is_noted_and_refuses_nothing(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)

    page = browser.send(page, "send", website="https://spam.example")

    assert page.heading == "Thank you for your answers"
    paradata = fielded.responses()[0]["paradata"]
    assert (json.loads(paradata) if isinstance(paradata, str) else paradata)["honeypot"] is True
