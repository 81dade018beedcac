import pytest
from jinja2 import UndefinedError

from validation.language import LocalizedText
from validation.questionnaire.phrasing import phrase, slug


def text(**words: str) -> LocalizedText:
    return LocalizedText.model_validate(words)


def test_study_words_that_look_like_a_template_stay_as_they_are() -> None:
    asked = phrase(text(en="Easy: {{ about }}?"), text(en="{{ 7*7 }} {% raw %}"), ["en"])
    assert asked.within("en") == "Easy: {{ 7*7 }} {% raw %}?"


def test_every_language_of_the_study_is_phrased_with_its_own_words() -> None:
    stem = text(en="Easy: {{ about }}?", fi="Helppoa: {{ about }}?")
    asked = phrase(stem, text(en="price list", fi="hinnasto"), ["en", "fi"])
    assert dict(asked.texts) == {"en": "Easy: price list?", "fi": "Helppoa: hinnasto?"}


def test_a_language_that_the_stem_lacks_is_left_out_not_filled_with_another() -> None:
    asked = phrase(text(en="Easy?"), None, ["sv", "en"])
    assert asked.missing(["sv", "en"]) == ["sv"]


def test_the_full_stop_of_the_study_does_not_stand_before_the_question_mark() -> None:
    assert phrase(text(en="{{ about }}?"), text(en="Bills."), ["en"]).within("en") == "Bills?"


def test_a_stem_that_asks_for_unknown_words_fails() -> None:
    with pytest.raises(UndefinedError):
        phrase(text(en="{{ abuot }}"), text(en="x"), ["en"])


def test_a_stem_cannot_reach_into_python() -> None:
    asked = phrase(text(en="{{ ''.__class__ is defined }}"), None, ["en"])
    assert asked.within("en") == "False"


@pytest.mark.parametrize(
    ("said", "name"),
    [("Price list", "price-list"), ("price list", "price-list"), ("shop", "shop")],
)
def test_plain_words_are_their_own_slug(said: str, name: str) -> None:
    assert slug(text(en=said), ["en"]) == name


def test_words_that_a_slug_cannot_hold_are_told_apart_by_a_mark() -> None:
    said = ["Hinta, laatu", "Hinta: laatu", "価格", "品質", "a" * 40, "a" * 41]
    names = [slug(text(en=one), ["en"]) for one in said]
    assert len(set(names)) == len(said)
    assert all(name.isascii() and len(name) < 40 for name in names)


def test_mending_a_translation_does_not_change_the_slug() -> None:
    before = slug(text(fi="Hinta, laatu", sv="Pris"), ["fi", "sv"])
    assert slug(text(fi="Hinta, laatu", sv="Priset"), ["fi", "sv"]) == before
