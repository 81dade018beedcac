from collections.abc import Callable

import pytest

from validation.claims import Missing
from validation.language import LocalizedText
from validation.questionnaire import Item
from validation.responses.words import choice_words, missing_words, offered_words, spelt, words_of


def test_case_blanks_and_the_form_of_the_apostrophe_do_not_count() -> None:
    assert spelt(" Don\u2019t  KNOW ") == spelt("don't know")


@pytest.mark.parametrize("text", ["yes", "YES", " Yes ", "Kyllä", "kyllä"])
def test_a_choice_is_known_by_its_code_and_its_label_in_any_language(
    text: str, item: Callable[[str], Item]
) -> None:
    assert choice_words(item("bought").choices).code(text) == 0


@pytest.mark.parametrize("text", ["7", "7.0", "7,0", " 7 "])
def test_a_point_of_a_scale_is_known_by_its_number(text: str, item: Callable[[str], Item]) -> None:
    assert choice_words(item("quality").choices).code(text) == 6


@pytest.mark.parametrize("text", ["11", "0", "7.5", "seven", "yes please"])
def test_other_texts_mean_nothing(text: str, item: Callable[[str], Item]) -> None:
    assert choice_words(item("quality").choices).code(text) is None


def test_a_label_of_two_choices_means_neither() -> None:
    words = words_of([("often", 0), ("often", 1), ("never", 2)])
    assert words.code("often") is None
    assert words.code("never") == 2


def test_a_code_decides_over_a_label_that_looks_like_it() -> None:
    codes, labels = words_of([("1", 0), ("2", 1)]), words_of([("2", 0), ("3", 1)])
    words = codes.over(labels)
    assert [words.code(text) for text in ("1", "2", "3", "2.0")] == [0, 1, 1, 1]


def test_no_answer_decides_over_a_point_of_the_scale() -> None:
    words = missing_words({"dont_know": ["9"]}).over(words_of([("9", 8), ("8", 7)]))
    assert words.code("9.0") == Missing.DONT_KNOW
    assert words.code("8") == 7


def test_the_kinds_of_no_answer_stay_apart() -> None:
    words = missing_words(
        {
            "dont_know": ["Don't know"],
            "refused": ["Refused"],
            "not_applicable": ["Not applicable"],
            "no_answer": ["No answer", "-99"],
        }
    )
    texts = ["Don't know", "refused", "NOT APPLICABLE", "-99.0", ""]
    assert [words.code(text) for text in texts] == [
        Missing.DONT_KNOW,
        Missing.REFUSED,
        Missing.NOT_APPLICABLE,
        Missing.NO_ANSWER,
        Missing.NOT_SHOWN,
    ]


@pytest.mark.parametrize("kind", list(Missing))
def test_what_a_written_out_frame_calls_no_answer_is_understood(kind: Missing) -> None:
    name = f"({kind.name.lower().replace('_', ' ')})"
    assert missing_words({}).code(name) == kind


def test_an_offered_no_answer_is_known_by_name_and_label() -> None:
    label = LocalizedText.model_validate({"en": "Don't know", "fi": "En osaa sanoa"})
    words = offered_words(["dont_know"], {"dont_know": label})
    assert words.code("dont_know") == words.code("En osaa sanoa") == Missing.DONT_KNOW
    assert offered_words([], {"dont_know": label}).code("Don't know") is None
