from typing import get_args

import pytest

from validation.questionnaire import AnswerProblem, Questionnaire, Wrong
from validation.rendering.respondent.problems import ProblemWords
from validation.rendering.respondent.questions import Questions, Speaker

VALUES = {"low": 15.0, "high": 110.5, "limit": 5000, "length": 6000}


def words(questionnaire: Questionnaire, language: str) -> ProblemWords:
    asked = Questions(questionnaire, Speaker(questionnaire, language, language), {}, "").all()
    return ProblemWords(language, {item.id: question for item, question in asked})


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
@pytest.mark.parametrize("wrong", get_args(Wrong))
def test_every_problem_has_a_sentence(
    wrong: Wrong, language: str, questionnaire: Questionnaire
) -> None:
    said = words(questionnaire, language).beside(AnswerProblem("age", wrong, VALUES))
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"low": 15.0, "high": 110.5}, "Kirjoita luku väliltä 15–110,5."),
        ({"low": 15.0}, "Kirjoita luku, joka on vähintään 15."),
        ({"high": 110.5}, "Kirjoita luku, joka on enintään 110,5."),
    ],
)
def test_limits_are_told_as_the_language_writes_them(
    limits: dict[str, float], said: str, questionnaire: Questionnaire
) -> None:
    problem = AnswerProblem("age", "too_low", limits)
    assert words(questionnaire, "fi").beside(problem).endswith(said)


def test_one_problem_is_one(questionnaire: Questionnaire) -> None:
    said = words(questionnaire, "en").summary([("/r/t/2", AnswerProblem("met", "required"))])
    assert "There is a problem with one answer" in said["errors"]
    assert '<a href="/r/t/2#q1-1">&lt;b&gt;met? en</a>' in said["errors"]
    assert said["error_title"] == "Problem: "
