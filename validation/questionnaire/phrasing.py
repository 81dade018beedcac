"""The question of an item: a stem of the library, filled with the study's words as values."""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from validation.language import LocalizedText

LONGEST_SLUG = 28
# Plain text comes out of it; the pages that show it escape it.
_STEMS = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def phrase(
    stem: LocalizedText, about: LocalizedText | None, languages: Sequence[str]
) -> LocalizedText:
    """Return the question in each of the languages that the stem has.

    The study's words go in as a value: what looks like a template in them stays as it is.

    >>> stem = LocalizedText.model_validate({"en": "How easy was it: {{ about }}?"})
    >>> phrase(stem, LocalizedText.model_validate("{{ 7*7 }}"), ["en"]).within("en")
    'How easy was it: {{ 7*7 }}?'
    """
    spoken = [tag for tag in languages if not stem.missing([tag])] or list(stem.texts)[:1]
    texts = {}
    for tag in spoken:
        words = {} if about is None else {"about": about.within(tag, *languages).rstrip(" .")}
        texts[tag] = _STEMS.from_string(stem.within(tag)).render(words)
    return LocalizedText.model_validate(texts)


def slug(words: LocalizedText, languages: Sequence[str]) -> str:
    """Return a short name for some words, as they stand in the first of the languages.

    >>> slug(LocalizedText.model_validate("Price list"), ["en"])
    'price-list'
    >>> slug(LocalizedText.model_validate({"fi": "Hinnasto, selkeä"}), ["fi"])
    'hinnasto-selkea-b2e7fc'
    """
    said = words.within(*languages).casefold()
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if name.replace("-", " ") == said and len(name) <= LONGEST_SLUG:
        return name
    short = name[:LONGEST_SLUG].rpartition("-")[0] if len(name) > LONGEST_SLUG else name
    # What a name leaves out must still tell it from others, so that ids stay unique.
    mark = sha256(said.encode()).hexdigest()[:6]
    return f"{short or name[:LONGEST_SLUG]}-{mark}".lstrip("-")
