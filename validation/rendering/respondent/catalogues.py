"""The words of the pages in the language of the respondent: gettext catalogues, made at loading."""

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import survey_templates
from validation.language import SHIPPED

FALLBACK = "en"
NAMES = {"en": "English", "fi": "Suomi", "sv": "Svenska"}
DECIMAL_COMMA = ("fi", "sv")


def spoken(language: str) -> str:
    """Return the language in which the pages speak to those who chose one.

    >>> [spoken(language) for language in ("sv-FI", "de")]
    ['sv', 'en']
    """
    primary = language.split("-", maxsplit=1)[0]
    return primary if primary in SHIPPED else FALLBACK


@cache
def catalogue(language: str) -> GNUTranslations:
    """Return the words in one of the shipped languages."""
    written = files(survey_templates) / "catalogues" / f"{language}.po"
    with written.open("rb") as file:
        texts = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return GNUTranslations(compiled)


def figure(number: float, language: str) -> str:
    """Return a number as people write it in a language, without separators of thousands.

    >>> figure(1234.5, "fi"), figure(20.0, "en")
    ('1234,5', '20')
    """
    written = f"{number:.15g}"
    return written.replace(".", ",") if language in DECIMAL_COMMA else written
