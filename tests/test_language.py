"""Texts are plain strings or one per language, and a missing one is replaced."""

import pytest
from pydantic import ValidationError

from validation.language import LocalizedText

SHOP = LocalizedText.model_validate({"en": "Shop", "fi": "Myymälä"})


def test_first_language_that_has_a_text_wins() -> None:
    assert SHOP.within("sv", "fi") == "Myymälä"


def test_any_text_is_better_than_none() -> None:
    assert SHOP.within("sv") == "Shop"


def test_plain_text_lacks_no_language() -> None:
    assert LocalizedText.model_validate("Shop").missing(["en", "fi"]) == []


def test_missing_languages_are_named() -> None:
    assert SHOP.missing(["en", "sv"]) == ["sv"]


@pytest.mark.parametrize("written", ["Shop", {"en": "Shop", "fi": "Myymälä"}])
def test_text_is_written_as_it_was_read(written: object) -> None:
    assert LocalizedText.model_validate(written).model_dump() == written


@pytest.mark.parametrize("wrong", [{}, {"en": " "}, {"English": "Shop"}, ["Shop"], True])
def test_what_is_no_text_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        LocalizedText.model_validate(wrong)
