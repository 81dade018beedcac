"""What a preview shows: the questionnaire in one language, with the reasons for each question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from validation.language import LocalizedText
from validation.questionnaire import Choice, Item, Questionnaire, Section
from validation.rendering.words import Wording


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One question as it is shown."""

    number: int
    id: str
    type: str
    text: str
    notes: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str], ...]
    numbered: bool
    condition: str
    role: str
    template: str
    hypotheses: tuple[str, ...]
    unit: str

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """The named points of a scale of numbers."""
        named = ((code, label) for code, label in self.choices if code != label)
        return tuple(named) if self.numbered else ()


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Questions that stand together: a battery, or one alone."""

    battery: bool
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as it is shown."""

    id: str
    title: str
    groups: tuple[ShownGroup, ...]


class Preview:
    """A questionnaire seen in one language.

    Args:
        questionnaire: what is shown.
        words: the words around it, in the language.
    """

    def __init__(self, questionnaire: Questionnaire, words: Wording) -> None:
        self._questionnaire = questionnaire
        self._words = words
        self._items: Mapping[str, Item] = {one.id: one for one in questionnaire.items()}
        staged = (one for one in questionnaire.sections if one.stage is not None)
        self._stages = {str(one.stage): self.say(one.title) for one in staged}
        self._numbers = {name: place for place, name in enumerate(self._items, start=1)}

    def sections(self) -> tuple[ShownSection, ...]:
        """Return the sections in the order of asking."""
        return tuple(self._section(one) for one in self._questionnaire.sections)

    def minutes(self) -> int:
        """Return the estimated time in whole minutes, one at the least."""
        return max(1, round(self._questionnaire.minutes))

    def say(self, text: LocalizedText | None) -> str:
        """Return a text in the language of the preview, else in one of the study."""
        if text is None:
            return ""
        return text.within(self._words.language, *self._questionnaire.languages)

    def _section(self, section: Section) -> ShownSection:
        groups = []
        for battery, items in groupby(section.items, key=lambda item: item.battery or item.id):
            shown = tuple(self._item(item) for item in items)
            groups.append(ShownGroup(battery not in self._items, shown))
        return ShownSection(section.id, self.say(section.title), tuple(groups))

    def _item(self, item: Item) -> ShownItem:
        choices = tuple((choice.code, self.say(choice.label)) for choice in item.choices)
        words = self._questionnaire.non_answers
        return ShownItem(
            number=self._numbers[item.id],
            id=item.id,
            type=item.type,
            text=self.say(item.text),
            notes=tuple(self._notes(item)),
            choices=choices,
            offers=tuple((name, self.say(words[name])) for name in item.offers),
            numbered=item.type == "rating" and any(code == label for code, label in choices),
            condition=self._condition(item),
            role=self._words(f"role_{item.role}"),
            template=item.template or "",
            hypotheses=item.hypotheses,
            unit=self.say(item.unit),
        )

    def _notes(self, item: Item) -> Iterator[str]:
        yield self._words(f"choose_{item.type}")
        if item.type == "number" and (item.low, item.high) != (None, None):
            yield self._range(item.low, item.high)
        if item.shuffle:
            yield self._words("shuffled")
        if item.required:
            yield self._words("required")
        if item.help is not None:
            yield self.say(item.help)

    def _range(self, low: float | None, high: float | None) -> str:
        if low is None:
            return self._words("range_high", high=f"{high:g}")
        if high is None:
            return self._words("range_low", low=f"{low:g}")
        return self._words("range", low=f"{low:g}", high=f"{high:g}")

    def _condition(self, item: Item) -> str:
        parts = [self._answered(name, codes) for name, codes in item.when.items()]
        joined = f" {self._words('and')} ".join(parts)
        return f"{self._words('asked_if')} {joined}." if parts else ""

    def _answered(self, name: str, codes: Sequence[str]) -> str:
        """Say which answers to which question; bands without a label by their own ids."""
        derived = {one.id: one for one in self._questionnaire.derived}
        bands = derived.get(name)
        number = self._numbers.get(bands.of if bands else name)
        labels = {one.code: self.say(one.label) for one in self._choices(name)}
        labels |= {code: self.say(label) for code, label in bands.labels.items()} if bands else {}
        if name in self._items and self._items[name].template == "reached":
            labels |= self._stages
        quoted = [self._words("quoted", text=labels.get(code, code)) for code in codes]
        asked = self._words("question_number", number=number)
        joined = f" {self._words('or')} ".join(quoted)
        return f"{joined} ({asked})"

    def _choices(self, name: str) -> Sequence[Choice]:
        return self._items[name].choices if name in self._items else ()
