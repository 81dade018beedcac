import re

import pytest

from validation.questionnaire import Answer, Form, PageItems
from validation.rendering.respondent import RespondentPages, Visitor
from validation.rendering.respondent.edition import own_name

MET: dict[str, Answer] = {"met": "shop"}


def page(form: Form, number: int, answers: dict[str, Answer]) -> PageItems:
    found = form.page(number, answers)
    assert found is not None
    return found


def test_a_page_says_where_it_is(pages: RespondentPages, form: Form, anna: Visitor) -> None:
    shown = pages.section(page(form, 2, {}), anna, {})
    assert "<title>The end en – Page 2 of 2 – Shop study en</title>" in shown
    assert "<p>Last page. en</p>" in shown
    assert '<progress aria-labelledby="place" value="2" max="2">' in shown
    assert 'action="/r/token/2"' in shown
    assert 'name="csrf" value="signed"' in shown


def test_problems_stand_at_the_top_and_beside_their_questions(
    pages: RespondentPages, form: Form, anna: Visitor
) -> None:
    checked = form.check_page(1, {"a.age": ["<ten>"]}, {})
    shown = pages.section(page(form, 1, checked.answers), anna, checked.answers, checked)
    assert "<title>Problem: All types en" in shown
    assert "There are problems with 2 answers" in shown
    assert '<a href="#q5-1">&lt;b&gt;age? en</a><br>Write a number in digits' in shown
    assert 'value="&lt;ten&gt;" aria-invalid="true" aria-describedby="q5e"' in shown
    assert re.search(r'id="q5e"><span class="hidden">Problem: </span>Write a number', shown)
    assert shown.count("autofocus") == 1
    assert 'name="warned"' in shown


def test_a_question_that_an_answer_brought_up_is_pointed_out(
    pages: RespondentPages, form: Form, anna: Visitor
) -> None:
    checked = form.check_page(1, {"a.met": ["shop"]}, {})
    shown = pages.section(page(form, 1, checked.answers), anna, checked.answers, checked)
    assert "There is one more question here" in shown
    assert '<a href="#q6-1">' in shown
    assert 'name="shown" value="why"' in shown
    assert "<title>All types" in shown


def test_the_review_shows_answers_and_leads_to_their_pages(
    pages: RespondentPages, form: Form, anna: Visitor
) -> None:
    shown = pages.review(form.pages_of(MET), anna, MET, form.missing({}))
    assert '<dd><span class="text">shop en</span></dd>' in shown
    assert '<a href="/r/token/1">Change the answers in' in shown
    assert '<a href="/r/token/1#q1-1">' in shown
    assert shown.count("No answer") == 10


@pytest.mark.parametrize(("language", "button"), [("en", "Start"), ("fi", "Aloita")])
def test_who_has_begun_goes_on(pages: RespondentPages, language: str, button: str) -> None:
    guest = Visitor("/r/t", "", language)
    assert f">{button}</button>" in pages.consent(guest)
    assert f">{button}</button>" not in pages.consent(guest, resume=True)


@pytest.mark.parametrize(("tag", "name"), [("sv", "Svenska"), ("de", "Deutsch"), ("zz", "zz")])
def test_languages_are_called_what_they_call_themselves(tag: str, name: str) -> None:
    assert own_name(tag) == name
