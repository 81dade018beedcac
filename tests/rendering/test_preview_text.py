from validation.questionnaire import Questionnaire
from validation.rendering import render_preview_text


def test_the_text_shows_question_answers_condition_and_hypotheses(
    questionnaire: Questionnaire,
) -> None:
    text = render_preview_text(questionnaire, "en")
    assert "How easy or difficult was the following for you: bills?" in text
    assert "( ) Very difficult [1]" in text
    assert "→ Asked only of those who answered “Starting” (question" in text
    assert "ease.start.bills ← bills" in text
    assert questionnaire.fingerprint in text


def test_a_scale_of_numbers_stands_on_one_line(questionnaire: Questionnaire) -> None:
    text = render_preview_text(questionnaire, "en")
    assert "1 = poor, 10 = good\n   ( ) 1  ( ) 2  ( ) 3" in text


def test_the_text_is_in_the_language_of_the_reader(questionnaire: Questionnaire) -> None:
    text = render_preview_text(questionnaire, "fi")
    assert "Kuinka helppoa tai vaikeaa seuraava oli sinulle: laskut?" in text
    assert "( ) – En halua vastata [refused]" in text
    assert "Hypotheses" not in text


def test_no_line_is_wider_than_a_terminal(questionnaire: Questionnaire) -> None:
    assert max(map(len, render_preview_text(questionnaire, "fi").splitlines())) <= 88


def test_the_same_questionnaire_gives_the_same_text(questionnaire: Questionnaire) -> None:
    assert render_preview_text(questionnaire, "sv") == render_preview_text(questionnaire, "sv")
