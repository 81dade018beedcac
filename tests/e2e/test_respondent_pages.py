"""Every page of a respondent in a real browser: for everybody, on the smallest phone, alone."""

import re
from collections.abc import Iterator
from typing import get_args
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.looking import wrong_with
from tests.e2e.respondent_gallery import gallery, show
from validation.rendering import StudyNotice

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

LANGUAGES = ["en", "fi", "sv"]
HEIGHT = 800
ROOM = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a finger has to meet: every link and control that can be seen, by its size.
SMALL = """([what, least]) => [...document.querySelectorAll(what)].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 2 && Math.min(box.height, box.width) < least;
}).map(one => one.outerHTML.slice(0, 100))"""
CONTROLS = "a, button, select, textarea, input[type=text]"
ANSWERS = ":not(.trap) > label:has(input), select, textarea, .value input"
BUYING, RIDING = "section-stage.buy-blank", "section-stage.ride-blank"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a phone whose browser runs scripts."""
    with browser.new_context(viewport={"width": 380, "height": HEIGHT}) as context:
        yield context.new_page()


def different(language: str) -> dict[str, str]:
    """Return the pages that differ in more than their words."""
    alike = {f"notice-{kind}" for kind in get_args(StudyNotice)} - {"notice-saved"}
    return {name: html for name, html in gallery(language).items() if name not in alike}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_keeps_anybody_out(page: Page, language: str) -> None:
    found = {}
    for name, html in different(language).items():
        show(page, html)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert page.evaluate("window.innerWidth") == width
            assert page.evaluate(ROOM) == 0, name
            found[name, width] = wrong_with(page)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
    assert len(found) > 50


def test_contrast_holds_on_a_dark_screen(browser: Browser) -> None:
    names = ["section-stage.buy-wrong", "section-stage.ride-filled", "section-more", "preview"]
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        for name in names:
            show(page, gallery("en")[name])
            assert wrong_with(page) == []


def test_nothing_is_scrolled_sideways_where_text_is_twice_as_large(browser: Browser) -> None:
    wide = []
    with browser.new_context(viewport={"width": 640, "height": HEIGHT}) as context:
        page = context.new_page()
        for name, html in different("fi").items():
            show(page, html)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            wide += [name] if page.evaluate(ROOM) else []
    assert wide == []


def test_everything_that_is_pressed_is_large_enough(page: Page) -> None:
    small: dict[str, list[str]] = {}
    for name, html in gallery("sv").items():
        show(page, html)
        met = [*page.evaluate(SMALL, [CONTROLS, 24]), *page.evaluate(SMALL, [ANSWERS, 44])]
        small |= {name: met} if met else {}
    assert small == {}


def test_pages_ask_for_nothing_but_their_two_files_and_break_no_policy(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for html in gallery("en").values():
        assert show(page, html) == ["GET /r/token None"]
    assert said == []


def test_a_page_says_in_which_language_it_is(page: Page) -> None:
    for language in LANGUAGES:
        show(page, gallery(language)["pseudonymous-consent"])
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("[aria-current=true]").get_attribute("lang") == language


def test_a_problem_has_the_focus_and_leads_to_its_question(page: Page) -> None:
    show(page, gallery("en")["section-stage.buy-wrong"])
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.title().startswith("Problem: ")
    page.get_by_role("link", name="What mattered most to you?").click()
    asked = page.get_by_role("group", name="What mattered most to you?")
    assert asked.get_by_role("combobox", name="Price").get_attribute("aria-invalid") == "true"
    described = asked.evaluate("one => one.getAttribute('aria-describedby')").split()
    texts = [page.locator(f"#{name}").text_content() or "" for name in described]
    assert any("Give each place to one option only." in text for text in texts)


def test_a_battery_is_rows_of_named_groups_that_are_answered_by_keys(page: Page) -> None:
    show(page, gallery("en")[RIDING])
    row = page.get_by_role("radiogroup", name="The price was fair.")
    assert row.get_by_role("radio").count() == 6
    row.get_by_role("radio", name="Strongly disagree").focus()
    page.keyboard.press("ArrowDown")
    assert row.get_by_role("radio", name="Disagree", exact=True).is_checked()


def test_enter_goes_on_and_does_not_switch_the_language(page: Page) -> None:
    asked = show(page, gallery("en")[RIDING])
    page.get_by_role("textbox", name="How far do you ride?").press("Enter")
    page.wait_for_url("**/r/token/3")
    [_, posted] = asked
    assert posted.startswith("POST /r/token/3 ")
    assert parse_qs(posted.split()[-1])["go"] == ["next"]


def test_a_switch_of_language_takes_the_answers_along(page: Page) -> None:
    asked = show(page, gallery("en")[RIDING])
    page.get_by_role("textbox", name="How far do you ride?").fill("12,5")
    page.get_by_role("button", name="Suomi").click()
    page.wait_for_url("**/language")
    [_, posted] = asked
    assert posted.startswith("POST /r/token/language ")
    fields = parse_qs(posted.split()[-1])
    assert (fields["to"], fields["page"], fields["a.distance"]) == (["fi"], ["3"], ["12,5"])


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page) -> None:
    asked = show(page, gallery("en")[RIDING])
    page.get_by_role("button", name="Next").dblclick()
    page.wait_for_url("**/r/token/3")
    assert [one[:14] for one in asked] == ["GET /r/token N", "POST /r/token/"]


def test_a_question_appears_at_once_where_scripts_run(page: Page) -> None:
    show(page, gallery("en")[BUYING])
    asked = page.get_by_label("What was the place like?")
    assert not asked.is_visible()
    page.get_by_label("In a shop").check()
    assert asked.is_visible()
    asked.fill("Small")
    page.get_by_label("On the web").check()
    assert not asked.is_visible()
    assert "a.which_shop" not in str(page.evaluate("[...new FormData(page).keys()]"))
    page.get_by_label("Elsewhere").check()
    assert asked.input_value() == "Small"
    assert "which_shop" in page.evaluate("new FormData(page).getAll('shown')")


def test_a_question_waits_for_the_server_where_no_scripts_run(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        show(page, gallery("en")[BUYING])
        assert page.get_by_label("What was the place like?").count() == 0
        show(page, gallery("en")["section-more"])
        assert page.get_by_label("What was the place like?").is_visible()
        assert page.locator(".more").is_visible()


def test_an_answer_and_the_reason_for_none_do_not_stand_together(page: Page) -> None:
    show(page, gallery("en")[RIDING])
    number = page.get_by_role("textbox", name="How far do you ride?")
    refusal = page.get_by_role("checkbox", name="Prefer not to say")
    number.fill("12")
    refusal.check()
    assert number.input_value() == ""
    number.fill("13")
    assert not refusal.is_checked()
    show(page, gallery("en")[BUYING])
    none = page.get_by_role("checkbox", name="None of these")
    page.get_by_label("Search engine").check()
    page.get_by_label("The seller").check()
    none.check()
    assert not page.get_by_label("The seller").is_checked()
    page.get_by_label("The seller").check()
    assert not none.is_checked()


def test_nobody_meets_the_trap(page: Page) -> None:
    show(page, gallery("en")[BUYING])
    assert page.get_by_role("textbox", name="Leave this field empty").count() == 0
    names = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        names.add(page.evaluate("document.activeElement.name"))
    assert "website" not in names
    assert "go" in names


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_anything_inline(language: str) -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+\s*=|javascript:|<script(?! src=)")
    assert [name for name, html in gallery(language).items() if inline.search(html)] == []
