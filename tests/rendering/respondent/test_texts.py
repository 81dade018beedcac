"""Every text of the pages is there in every language, whole and with the same places."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import survey_templates
from validation.language import SHIPPED

PLACE = re.compile(r"%\((\w+)\)s")
NOT_CALLED_SO = re.compile(r"%(?!\(\w+\)s)")


@cache
def used() -> frozenset[str | tuple[str, ...]]:
    """Return what the templates say, as they say it."""
    folder = files(survey_templates) / "pages"
    options = {"newstyle_gettext": "true", "trimmed": "true"}
    return frozenset(
        text
        for template in folder.iterdir()
        if template.name.endswith(".html.j2")
        for _, text, *_ in extract(
            "jinja2.ext:babel_extract", BytesIO(template.read_bytes()), options=options
        )
    )


@cache
def catalogue(language: str) -> Catalog:
    written = files(survey_templates) / "catalogues" / f"{language}.po"
    with written.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(language: str) -> Iterator[Message]:
    return (one for one in catalogue(language) if one.id)


@pytest.fixture(params=SHIPPED)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_text_is_in_the_catalogue_and_nothing_else(language: str) -> None:
    assert len(used()) > 100
    assert {one.id for one in entries(language)} == used()


def test_every_text_is_translated_and_none_is_a_guess(language: str) -> None:
    assert [one.id for one in entries(language) if one.fuzzy or not all(_texts(one.string))] == []
    assert not catalogue(language).fuzzy
    assert not catalogue(language).obsolete


def test_plural_forms_are_those_of_the_language(language: str) -> None:
    kept = catalogue(language)
    assert (kept.num_plurals, kept.plural_expr.strip("()")) == (2, "n != 1")
    counts = {len(_texts(one.string)) for one in entries(language) if one.pluralizable}
    assert counts == {2}


def test_translations_have_the_same_places(language: str) -> None:
    # What is one needs no number; what are many does.
    wrong = [
        text
        for one in entries(language)
        for said, text in zip(_texts(one.id), _texts(one.string), strict=True)
        if set(PLACE.findall(said)) != set(PLACE.findall(text)) or NOT_CALLED_SO.search(text)
    ]
    assert wrong == []


def test_english_says_what_its_keys_say() -> None:
    assert [one.id for one in entries("en") if one.id != one.string] == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_text_was_left_in_english(language: str) -> None:
    assert [one.id for one in entries(language) if one.id == one.string] == []


def test_texts_end_as_their_keys_do(language: str) -> None:
    wrong = [
        (said, text)
        for one in entries(language)
        for said, text in zip(_texts(one.id), _texts(one.string), strict=True)
        if (said[-1] in ".?:") != (text[-1] in ".?:") or text != text.strip()
    ]
    assert wrong == []


def _texts(written: str | Sequence[str] | None) -> tuple[str, ...]:
    return (written or "",) if isinstance(written, str | None) else tuple(written)
