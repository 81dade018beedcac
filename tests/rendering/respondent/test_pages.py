from dataclasses import replace
from typing import get_args

import pytest

from validation.questionnaire import Form, Questionnaire
from validation.rendering.respondent import RespondentPages, StudyNotice, Visitor
from validation.study import Privacy


def test_a_language_that_the_study_does_not_have_becomes_its_first(pages: RespondentPages) -> None:
    assert [pages.language(wished) for wished in ("sv", "de", None)] == ["sv", "en", "en"]


def test_who_only_reads_is_spoken_to_in_any_language_of_ours(
    questionnaire: Questionnaire, privacy: Privacy, anna: Visitor
) -> None:
    english = RespondentPages(questionnaire.model_copy(update={"languages": ("en",)}), privacy)
    finnish = replace(anna, language="fi")

    wished = [english.language(one, reads=True) for one in ("fi", "en", "de", None)]
    assert wished == ["fi", "en", "en", "en"]
    assert 'lang="fi"' in english.unsubscribe(finnish)
    assert 'lang="fi"' in english.notice("stopped", finnish)
    assert "Suomi" in english.notice("stopped", finnish)
    assert "Suomi" not in english.notice("stopped", anna)
    assert "Suomi" not in english.consent(finnish)


def test_each_language_has_its_version_of_the_consent(pages: RespondentPages) -> None:
    versions = {pages.consent_version(language) for language in ("en", "fi", "sv")}
    assert len(versions) == 3
    assert all(len(version) == 64 for version in versions)


def test_the_version_of_the_consent_changes_with_what_is_told(
    pages: RespondentPages, questionnaire: Questionnaire, privacy: Privacy
) -> None:
    anonymous = privacy.model_copy(update={"anonymous": True})
    other = RespondentPages(questionnaire, anonymous)
    assert other.consent_version("en") != pages.consent_version("en")


@pytest.mark.parametrize("kind", get_args(StudyNotice))
def test_notices_lead_on_and_name_whom_to_ask(
    kind: StudyNotice, pages: RespondentPages, anna: Visitor
) -> None:
    page = pages.notice(kind, anna)
    assert "Shop study en" in page
    assert "mailto:privacy@example.com" in page
    assert ("/r/token/erase" in page) == (kind in ("thanks", "answered"))


def test_who_came_by_an_open_link_is_told_which_link_is_their_own(
    questionnaire: Questionnaire, privacy: Privacy, anna: Visitor, pages: RespondentPages
) -> None:
    opened = RespondentPages(questionnaire, privacy, open_link=True)
    said = "Your own link is the address of this page"
    assert said in opened.notice("saved", anna)
    assert said not in opened.notice("thanks", anna)
    assert said not in pages.notice("saved", anna)


def test_who_answered_anonymously_cannot_erase(
    questionnaire: Questionnaire, privacy: Privacy, anna: Visitor
) -> None:
    anonymous = RespondentPages(questionnaire, privacy.model_copy(update={"anonymous": True}))
    assert "/erase" not in anonymous.notice("thanks", anna)
    assert "can no longer be changed or erased" in anonymous.notice("thanks", anna)


def test_pages_that_ask_post_to_their_own_address(pages: RespondentPages, anna: Visitor) -> None:
    assert 'method="post" action="/r/token/decline?to=en"' in pages.decline(anna)
    assert 'method="post" action="/r/token/erase?to=en"' in pages.erase(anna)
    assert 'method="post" action="/r/token?to=en"' in pages.unsubscribe(anna)
    assert 'method="post" action="/r/token"' in pages.start(anna)
    assert 'method="post" action="/r/token"' in pages.consent(anna)
    assert 'method="post" action="/r/token/review?to=en"' in pages.review((), anna, {})


def test_every_page_of_a_preview_says_so(pages: RespondentPages, form: Form) -> None:
    guest = Visitor("/preview/x", "", "en", preview=True)
    page = form.pages_of({})[0]
    for shown in (pages.consent(guest), pages.section(page, guest, {}), pages.start(guest)):
        assert "nothing that you answer here is kept" in shown
