"""The names that a column of a file may have: of items, and of the options of items."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from validation.questionnaire import DerivedItem, Item, Questionnaire
from validation.responses.words import spelt

PER_OPTION = ("multi", "ranking")


@dataclass(frozen=True, slots=True)
class Variable:
    """An item, or one option of an item that may have a column an option."""

    item: str
    option: str = ""

    @property
    def name(self) -> str:
        """The name in the codebook."""
        return f"{self.item}.{self.option}" if self.option else self.item


@dataclass(frozen=True, slots=True)
class Variables:
    """The items of a questionnaire, and every spelling under which a column names one."""

    items: Mapping[str, Item | DerivedItem]
    spellings: Mapping[str, Variable]

    def find(self, name: str) -> Variable | None:
        """Return what a column of that name holds, None if nothing that is known."""
        if name in self.items:
            return Variable(name)
        return self.spellings.get(spelt(name)) or self.spellings.get(_plain(name))

    def names(self) -> list[str]:
        """Return the codebook's names."""
        return [variable.name for variable in dict.fromkeys(self.spellings.values())]


def variables_of(questionnaire: Questionnaire) -> Variables:
    """Return the names under which a file may hold the answers to a questionnaire."""
    asked: dict[str, Item | DerivedItem] = {item.id: item for item in questionnaire.items()}
    items = asked | {item.id: item for item in questionnaire.derived}
    spellings: dict[str, Variable] = {spelt(name): Variable(name) for name in items}
    for item in questionnaire.items():
        for name, variable in _option_names(item):
            spellings.setdefault(name, variable)
    return Variables(items, spellings)


def _option_names(item: Item) -> Iterator[tuple[str, Variable]]:
    if item.type not in PER_OPTION:
        return
    for choice in item.choices:
        variable = Variable(item.id, choice.code)
        for option in (choice.code, *choice.label.texts.values()):
            for form in ("{}.{}", "{}[{}]", "{} [{}]", "{}/{}", "{}_{}"):
                yield spelt(form.format(item.id, option)), variable
        # The study file's ids know no blanks: channel.search_engine is the option "Search engine".
        yield _plain(f"{item.id}.{choice.code}"), variable


def _plain(name: str) -> str:
    return re.sub(r"[^\w.]+", "_", spelt(name)).strip("_")
