"""The words around what is shown, in the language of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

import survey_templates
from validation.language import LocalizedText


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by their key, in one language, else in English."""

    texts: Mapping[str, LocalizedText]
    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key, with values put into their places."""
        return self.texts[key].within(self.language, "en").format(**values)

    def __contains__(self, key: object) -> bool:
        """Say whether there are words of a key."""
        return key in self.texts


def wording(name: str, language: str) -> Wording:
    """Return the shipped words of a page in a language."""
    return Wording(_texts(name), language)


@cache
def _texts(name: str) -> Mapping[str, LocalizedText]:
    shipped = files(survey_templates) / "texts" / f"{name}.yaml"
    texts = YAML(typ="safe", pure=True).load(shipped.read_text("utf-8"))
    return {key: LocalizedText.model_validate(text) for key, text in texts.items()}
