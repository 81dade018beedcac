import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.language import LocalizedText
from validation.questionnaire.wordings import compare_wordings, plain


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("How satisfied are you?", "how satisfied  are you"),
        ("Don't know", "Don’t know"),
        ("18-34", "18–34"),
        ("1.5 hours", "1,5 hours"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_punctuation_and_space_are_no_other_wording(before: str, after: str) -> None:
    assert plain(before) == plain(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("How satisfied are you?", "How dissatisfied are you?"),
        ("-5", "5"),
        ("50 %", "50"),
        ("18-34", "1834"),
        ("sää", "saa"),
        ("< 10", "> 10"),
    ],
)
def test_what_may_mean_something_else_is_another_wording(before: str, after: str) -> None:
    assert plain(before) != plain(after)


def text(**texts: str) -> LocalizedText:
    return LocalizedText.model_validate(texts)


def test_only_the_languages_of_both_versions_count() -> None:
    before, after = text(en="Shop", fi="Kauppa"), text(en="Shop", fi="Myymälä")

    assert compare_wordings(before, after, {"en"}) == "same"
    assert compare_wordings(before, after, {"en", "fi"}) == "broken"
    assert compare_wordings(text(en="Shop"), text(en="shop!"), {"en"}) == "cosmetic"


def test_a_text_that_came_or_went_is_another() -> None:
    assert compare_wordings(None, text(en="Shop"), {"en"}) == "broken"
    assert compare_wordings(None, None, {"en"}) == "same"


@given(st.text())
def test_what_is_plain_stays_as_it_is(written: str) -> None:
    assert plain(plain(written)) == plain(written)
