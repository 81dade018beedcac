"""The order of asking: screener, general, the stages of the journey, background."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from validation.errors import Problem
from validation.language import LocalizedText
from validation.questionnaire.library import Words
from validation.questionnaire.model import DerivedItem, Item, Section
from validation.study import Study

ROW = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """An item, and whether it asks about the whole and so is asked before the parts."""

    item: Item
    general: bool = False


def build_sections(placed: Sequence[Placed], study: Study, words: Words) -> tuple[Section, ...]:
    """Return the sections that have items, in the order of asking."""
    titles: dict[tuple[str, str | None], LocalizedText] = {
        ("screener", None): words.sections["screener"],
        ("general", None): words.sections["general"],
        **{(f"stage.{stage.id}", stage.id): stage.title for stage in study.stages},
        ("background", None): words.sections["background"],
    }
    sections = []
    for (name, stage), title in titles.items():
        items = _ordered([one for one in placed if _section(one.item) == name])
        if items:
            batteries = _in_batteries(items, name)
            sections.append(Section(id=name, title=title, stage=stage, items=batteries))
    return tuple(sections)


def check_order(sections: Iterable[Section], derived: Iterable[DerivedItem]) -> Iterator[Problem]:
    """Yield each item whose condition rests on an item that is not asked before it."""
    sources = {one.id: one.of for one in derived}
    asked: set[str] = set()
    for item in (item for section in sections for item in section.items):
        for name in item.when:
            if sources.get(name, name) not in asked:
                where, must = f"items.{item.id}.when", "an item that is asked before this one"
                hint = "Give it an earlier stage, or none, or write it before."
                yield Problem(where, f"{name}, which is asked later", must, hint)
        asked.add(item.id)


def _section(item: Item) -> str:
    if item.role in ("screener", "background"):
        return item.role
    return "general" if item.stage is None else f"stage.{item.stage}"


def _ordered(placed: Sequence[Placed]) -> list[Placed]:
    templates: dict[str | None, int] = {}
    for one in placed:
        templates.setdefault(one.item.template, len(templates))

    def rank(one: Placed) -> tuple[bool, bool, bool, int]:
        item = one.item
        return (
            item.role == "open",
            not one.general,
            item.template is not None,
            templates[item.template],
        )

    return sorted(placed, key=rank)


def _in_batteries(placed: Sequence[Placed], section: str) -> tuple[Item, ...]:
    found: list[Item] = []
    for (general, kind, *_), group in groupby(placed, key=_form):
        items = [one.item for one in group]
        if kind == "rating" and not general and len(items) >= ROW:
            battery = f"{section}.{len(found) + 1}"
            items = [item.model_copy(update={"battery": battery}) for item in items]
        found += items
    return tuple(found)


def _form(one: Placed) -> tuple[object, ...]:
    item = one.item
    return (one.general, item.type, item.choices, item.when, item.offers, item.role)
