from tests.web.browsing import ANSWERS, Browser
from tests.web.fielded import Fielded


def test_the_key_of_a_form_is_that_of_its_page_and_its_person(
    browser: Browser, fielded: Fielded
) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    other = browser.open(f"/r/{fielded.answer[-1]}")
    page.fields["csrf"] = other.fields["csrf"]

    assert browser.send(page, given=ANSWERS[0]).status == 403


def test_the_form_of_one_page_is_not_taken_for_another(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    page.action = page.action.replace("/1", "/4")

    assert browser.send(page, given=ANSWERS[0]).status == 403


def test_answers_that_come_after_declining_are_not_kept(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    browser.send(browser.open(f"/r/{fielded.token}/decline"), "decline")

    page = browser.send(page, given=ANSWERS[0])

    assert (page.heading, fielded.drafts()) == ("You are not taking part", [])


def test_a_language_of_the_address_holds_for_the_page_that_is_looked_at(
    browser: Browser, fielded: Fielded
) -> None:
    assert '<html lang="sv">' in browser.open(f"/r/{fielded.token}?to=sv").text
    assert '<html lang="en">' in browser.open(f"/r/{fielded.token}").text
