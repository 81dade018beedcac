import pytest

from validation.language import LocalizedText
from validation.questionnaire import Questionnaire
from validation.rendering.respondent.questions import Questions, Speaker

FINNISH = LocalizedText.model_validate({"fi": "Hei & <"})
ALL = LocalizedText.model_validate("Shop")


@pytest.mark.parametrize(
    ("chosen", "page", "said"),
    [("fi", "fi", "Hei &amp; &lt;"), ("sv", "sv", '<span lang="fi">Hei &amp; &lt;</span>')],
)
def test_a_text_in_another_language_says_which(
    chosen: str, page: str, said: str, questionnaire: Questionnaire
) -> None:
    assert Speaker(questionnaire, chosen, page).say(FINNISH) == said


def test_a_text_for_all_languages_says_none(questionnaire: Questionnaire) -> None:
    assert Speaker(questionnaire, "sv", "sv").say(ALL) == "Shop"
    assert Speaker(questionnaire, "sv", "sv").say(None) == ""


def test_questions_know_what_templates_ask(questionnaire: Questionnaire) -> None:
    speaker = Speaker(questionnaire, "en", "en")
    shown = {
        item.id: question
        for item, question in Questions(questionnaire, speaker, {"multi": "All."}, "None").all()
    }
    assert [one.number for one in shown.values()] == list(range(1, 12))
    assert shown["met"].one_of
    assert shown["met"].required
    assert (shown["rated"].numbered, shown["worded"].numbered) == (True, False)
    assert [one.code for one in shown["rated"].ends] == ["1", "10"]
    assert [one.label for one in shown["channels"].offers] == ["None"]
    assert [one.name for one in shown["age"].offers] == ["refused"]
    assert shown["channels"].hint == "All."
    assert list(shown["order"].places) == [1, 2, 3]
    assert shown["order"].choices[1].field == "a.order:web"
