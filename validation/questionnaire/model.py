"""The published instrument: items in sections, immutable, in every language of the study."""

import hashlib
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from validation.claims import Asked
from validation.language import Language, LocalizedText
from validation.study import Band, Codes, Document, Id, NonAnswer

Role = Literal["measure", "screener", "background", "open"]
AskedType = Literal["single", "multi", "rating", "number", "ranking", "text"]


class Choice(Document):
    """One answer that can be chosen; its code is stable, its label may be mended."""

    code: str
    label: LocalizedText


class Item(Document):
    """One question: what is asked, how it is answered, and which hypotheses it serves."""

    id: Id
    type: AskedType
    text: LocalizedText
    help: LocalizedText | None = None
    choices: tuple[Choice, ...] = Field((), description="of a rating: its points, low to high")
    low: float | None = None
    high: float | None = None
    unit: LocalizedText | None = None
    offers: tuple[NonAnswer, ...] = ()
    required: bool = False
    shuffle: bool = False
    when: dict[Id, Codes] = Field(default_factory=dict)
    battery: Id | None = Field(None, description="of ratings on one scale, asked in random order")
    role: Role = "measure"
    stage: Id | None = None
    touchpoint: Id | None = None
    template: Id | None = Field(None, description="the library template; none if written out")
    hypotheses: tuple[Id, ...] = ()

    def asked(self) -> Asked:
        """Return what a claim may know of the item."""
        levels = tuple(choice.code for choice in self.choices)
        return Asked(self.id, self.type, levels, self.low, self.high)


class DerivedItem(Document):
    """Bands of a number or rating: computed, never asked."""

    id: Id
    of: Id
    bands: dict[str, Band]
    title: LocalizedText | None = None
    # Left out where there are none, so that instruments of before keep their fingerprint.
    labels: dict[str, LocalizedText] = Field(default_factory=dict, exclude_if=lambda one: not one)
    hypotheses: tuple[Id, ...] = ()

    def asked(self) -> Asked:
        """Return what a claim may know of the bands."""
        return Asked(self.id, "bands", tuple(self.bands))


class Section(Document):
    """Items that stand together: a stage of the journey, the screener, or the background."""

    id: Id
    title: LocalizedText
    text: LocalizedText | None = None
    stage: Id | None = None
    items: tuple[Item, ...]


class Binding(Document):
    """What the library made for a hypothesis, and how its claim is tested with it."""

    items: dict[str, Id] = Field(description="measure of the claim → the item made")
    counted: tuple[str, ...] = Field((), description="the answers that count for a share")


class Questionnaire(Document):
    """One version of the instrument of a study."""

    study: Id
    title: LocalizedText
    languages: tuple[Language, ...]
    sections: tuple[Section, ...]
    derived: tuple[DerivedItem, ...] = ()
    items_of: dict[Id, tuple[Id, ...]] = Field(
        default_factory=dict, description="hypothesis → the items that serve it"
    )
    bindings: dict[Id, Binding] = Field(
        default_factory=dict, description="hypothesis → the items made for its claim"
    )
    non_answers: dict[NonAnswer, LocalizedText] = Field(
        default_factory=dict, description="the words of answers offered outside a scale"
    )
    seed: int = Field(description="from which the order of shuffled choices is drawn")
    minutes: float = Field(description="estimated time to answer")

    def items(self) -> Iterator[Item]:
        """Yield every item that is asked, in order."""
        for section in self.sections:
            yield from section.items

    def asked(self) -> dict[str, Asked]:
        """Return what claims may know of each item, the derived ones included."""
        asked = {item.id: item.asked() for item in self.items()}
        return asked | {item.id: item.asked() for item in self.derived}

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the whole instrument: the same study gives the same one."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
