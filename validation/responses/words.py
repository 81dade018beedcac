"""What the texts of a file mean: choices, their labels, and the kinds of no answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from validation.claims import Missing, missing_name
from validation.language import LocalizedText
from validation.questionnaire import Choice
from validation.responses.numbers import parse_number
from validation.study import NonAnswer

Key = TypeVar("Key", str, float)
MissingKind = Literal["dont_know", "refused", "not_applicable", "no_answer"]


# A frame that is written out names its missing answers so; both are understood.
OWN_NAMES = {
    name: kind
    for kind in Missing
    for name in (missing_name(kind), missing_name(kind).replace("_", " "))
}


def spelt(text: str) -> str:
    """Return a text without the differences that do not count: case, blanks at the ends.

    >>> spelt("  Don't   KNOW ")
    "don't know"
    """
    return " ".join(text.replace("\u2019", "'").split()).casefold()


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and numbers with the code that each stands for."""

    texts: Mapping[str, int]
    numbers: Mapping[float, int]

    def code(self, text: str) -> int | None:
        """Return what a text stands for, None if nothing."""
        word = spelt(text)
        if word in self.texts:
            return self.texts[word]
        number = parse_number(word)
        return None if number is None else self.numbers.get(number)

    def over(self, weaker: "Words") -> "Words":
        """Return these words and the weaker ones; where both know a text, these decide."""
        texts = {
            text: code
            for text, code in weaker.texts.items()
            if parse_number(text) not in self.numbers
        }
        return Words({**texts, **self.texts}, {**weaker.numbers, **self.numbers})


def words_of(meanings: Iterable[tuple[str, int]]) -> Words:
    """Return words from texts and their codes; a text with two meanings is left out.

    >>> words_of([("7", 6)]).code("7.0")
    6
    """
    texts: dict[str, set[int]] = {}
    numbers: dict[float, set[int]] = {}
    for text, code in meanings:
        texts.setdefault(spelt(text), set()).add(code)
        number = parse_number(text)
        if number is not None:
            numbers.setdefault(number, set()).add(code)
    return Words(_unambiguous(texts), _unambiguous(numbers))


def missing_words(missing: Mapping[MissingKind, Iterable[str]]) -> Words:
    """Return what stands for no answer: empty cells, our own names, and those of the file.

    >>> missing_words({"refused": ["-99"]}).code("-99.0")
    <Missing.REFUSED: -4>
    """
    named = [(text, Missing[kind.upper()]) for kind, texts in missing.items() for text in texts]
    own = words_of([("", Missing.NOT_SHOWN), *OWN_NAMES.items()])
    return words_of(named).over(own)


def choice_words(choices: Iterable[Choice]) -> Words:
    """Return the codes of choices and their labels in every language; codes decide."""
    numbered = list(enumerate(choices))
    labels = ((label, at) for at, choice in numbered for label in _texts(choice.label))
    return words_of((choice.code, at) for at, choice in numbered).over(words_of(labels))


def offered_words(offers: Iterable[NonAnswer], texts: Mapping[NonAnswer, LocalizedText]) -> Words:
    """Return the non-answers that an item itself offers, by name and label."""
    kinds = [(offer, Missing[offer.upper()]) for offer in offers]
    labels = [
        (label, kind) for offer, kind in kinds if offer in texts for label in _texts(texts[offer])
    ]
    return words_of(kinds).over(words_of(labels))


def _texts(label: LocalizedText) -> Iterable[str]:
    return label.texts.values()


def _unambiguous(meanings: Mapping[Key, set[int]]) -> dict[Key, int]:
    return {key: next(iter(codes)) for key, codes in meanings.items() if len(codes) == 1}
