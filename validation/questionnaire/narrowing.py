"""A study and its questionnaire narrowed to some hypotheses: a short instrument of its own."""

from collections import Counter
from collections.abc import Collection
from typing import TypeVar

from validation.questionnaire.duration import estimate_minutes
from validation.questionnaire.model import DerivedItem, Item, Questionnaire, Section
from validation.study import Study

ROW = 2
One = TypeVar("One", Item, DerivedItem)


def narrow(
    study: Study, questionnaire: Questionnaire, ask: Collection[str]
) -> tuple[Study, Questionnaire]:
    """Return a study and its questionnaire with some hypotheses alone.

    Of the items those stay on which the claims and their personas rest, those that tell people
    apart (background, screener, segments, margins, attention), what any of them depends on, and
    the open question of each stage that is still asked about. They stay word for word. Where no
    hypothesis is named, everything stays.

    Args:
        study: its claims bound to the items of the questionnaire.
        questionnaire: the whole of it.
        ask: the ids of hypotheses.
    """
    if not ask:
        return study, questionnaire
    part = narrow_study(study, ask)
    return part, _instrument(part, questionnaire)


def narrow_study(study: Study, ask: Collection[str]) -> Study:
    """Return a study with some hypotheses alone, by their ids, and the personas of these."""
    kept = tuple(one for one in study.hypotheses if one.id in ask)
    named = {one.persona for one in kept}
    personas = tuple(one for one in study.personas if one.id in named)
    return study.model_copy(update={"hypotheses": kept, "personas": personas})


def _instrument(study: Study, whole: Questionnaire) -> Questionnaire:
    names = [one.id for one in study.hypotheses]
    sections = _sections(whole, _needed(study, whole), names)
    asked = {item.id for section in sections for item in section.items}
    derived = tuple(_served(one, names) for one in whole.derived if one.of in asked)
    return whole.model_copy(
        update={
            "sections": sections,
            "derived": derived,
            "items_of": {name: whole.items_of[name] for name in names},
            "bindings": {name: one for name, one in whole.bindings.items() if name in names},
            "minutes": estimate_minutes(sections, whole.languages),
        }
    )


def _needed(study: Study, whole: Questionnaire) -> set[str]:
    """Return the items that are asked, with those on which they rest."""
    sources = {one.id: one.of for one in whole.derived}
    named = {name for one in study.hypotheses for name in whole.items_of[one.id]}
    named |= {*study.audience.segments, *study.audience.margins, *study.fieldwork.attention}
    needed = {sources.get(name, name) for name in named}
    needed |= {item.id for item in whole.items() if _describes(item)}
    items = {item.id: item for item in whole.items()}
    while True:
        rests = {name for one in needed & items.keys() for name in items[one].when}
        more = {sources.get(name, name) for name in rests}
        if more <= needed:
            return needed
        needed |= more


def _describes(item: Item) -> bool:
    # What tells apart a persona of which nothing is asked describes nobody here.
    return item.role == "screener" or (item.role == "background" and not item.hypotheses)


def _sections(
    whole: Questionnaire, needed: set[str], names: Collection[str]
) -> tuple[Section, ...]:
    sections = []
    for section in whole.sections:
        measured = any(item.role == "measure" and item.id in needed for item in section.items)
        items = [
            _served(item, names)
            for item in section.items
            if item.id in needed or (item.role == "open" and measured)
        ]
        if items:
            sections.append(section.model_copy(update={"items": _apart(items)}))
    return tuple(sections)


def _apart(items: list[Item]) -> tuple[Item, ...]:
    # One row is no table.
    rows = Counter(item.battery for item in items)
    return tuple(
        item if rows[item.battery] >= ROW else item.model_copy(update={"battery": None})
        for item in items
    )


def _served(one: One, names: Collection[str]) -> One:
    return one.model_copy(
        update={"hypotheses": tuple(name for name in one.hypotheses if name in names)}
    )
