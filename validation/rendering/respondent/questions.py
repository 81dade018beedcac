"""The questions of a questionnaire as templates show them, in one language."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from validation.language import ANY, LocalizedText
from validation.questionnaire import (
    NONE,
    Choice,
    Item,
    Questionnaire,
    answer_field,
    has_none,
    offer_field,
    place_field,
)
from validation.rendering.respondent.slots import EDGE


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One choice; `named` if its label says more than its code."""

    number: int
    code: str
    label: Markup
    field: str
    named: bool


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """Why there is no answer, as it is offered."""

    name: str
    label: Markup


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is shown; `number` is its place in the whole questionnaire."""

    number: int
    id: str
    type: str
    text: Markup
    help: Markup
    hint: str
    unit: Markup
    required: bool
    field: str
    offer_field: str
    choices: tuple[ShownChoice, ...]
    offers: tuple[ShownOffer, ...]

    @property
    def one_of(self) -> bool:
        """Whether one of the choices is the answer."""
        return self.type in ("single", "rating")

    @property
    def numbered(self) -> bool:
        """Whether it is a scale of numbers of which only some are named."""
        return self.type == "rating" and not all(choice.named for choice in self.choices)

    @property
    def ends(self) -> tuple[ShownChoice, ...]:
        """The named points of a scale of numbers."""
        return tuple(choice for choice in self.choices if choice.named)

    @property
    def places(self) -> range:
        """The places of a ranking."""
        return range(1, len(self.choices) + 1)


class Speaker:
    """The texts of a study in a chosen language, within pages that speak another perhaps.

    Args:
        questionnaire: whose languages replace a missing one.
        chosen: the language of the respondent.
        page: the language of the page.
    """

    def __init__(self, questionnaire: Questionnaire, chosen: str, page: str) -> None:
        self._order = (chosen, *questionnaire.languages, ANY)
        self._page = page

    def say(self, text: LocalizedText | None) -> Markup:
        """Return a text; one in another language than the page says which."""
        if text is None:
            return Markup()
        tag = next((tag for tag in (*self._order, *text.texts) if tag in text.texts), ANY)
        said = escape(text.texts[tag].replace(EDGE, ""))
        if tag in (ANY, self._page):
            return said
        return Markup('<span lang="{}">{}</span>').format(tag, said)


class Questions:
    """All questions of a questionnaire in one language.

    Args:
        questionnaire: what is asked.
        speaker: says its texts.
        hints: how to answer, by type of item.
        none: the words for none of the choices.
    """

    def __init__(
        self, questionnaire: Questionnaire, speaker: Speaker, hints: dict[str, str], none: str
    ) -> None:
        self._questionnaire = questionnaire
        self._say = speaker.say
        self._hints = hints
        self._none = none

    def all(self) -> Iterator[tuple[Item, Question]]:
        """Yield every item with its question, in order."""
        for number, item in enumerate(self._questionnaire.items(), start=1):
            yield item, self._question(number, item)

    def _question(self, number: int, item: Item) -> Question:
        return Question(
            number=number,
            id=item.id,
            type=item.type,
            text=self._say(item.text),
            help=self._say(item.help),
            hint=self._hints.get(item.type, ""),
            unit=self._say(item.unit),
            required=item.required,
            field=answer_field(item),
            offer_field=offer_field(item),
            choices=tuple(self._choice(at, item, one) for at, one in enumerate(item.choices, 1)),
            offers=tuple(self._offers(item)),
        )

    def _choice(self, number: int, item: Item, choice: Choice) -> ShownChoice:
        label = self._say(choice.label)
        named = label.striptags() != choice.code
        return ShownChoice(number, choice.code, label, place_field(item, choice), named)

    def _offers(self, item: Item) -> Iterator[ShownOffer]:
        if has_none(item):
            yield ShownOffer(NONE, escape(self._none))
        for name in item.offers:
            yield ShownOffer(name, self._say(self._questionnaire.non_answers[name]))
