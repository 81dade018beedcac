"""The questions of a page, in the order and with the answers of a respondent."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import escape

from validation.questionnaire import (
    Answer,
    Fields,
    Item,
    PageItems,
    Questionnaire,
    answer_field,
    arranged,
    write_answer,
)
from validation.rendering.respondent.catalogues import figure
from validation.rendering.respondent.conditions import conditions
from validation.rendering.respondent.frames import Macros
from validation.rendering.respondent.items import ItemPage
from validation.rendering.respondent.questions import Question
from validation.rendering.respondent.slots import Slotted, slot


class SectionItems:
    """The questions of a questionnaire in one language, each made once.

    Args:
        questionnaire: what is asked.
        language: that of the page.
        asked: every item with its question.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        language: str,
        asked: Iterable[tuple[Item, Question]],
    ) -> None:
        made = Macros(language, "items.html.j2")
        self._language = language
        self._seed = questionnaire.seed
        self._items: dict[str, ItemPage] = {}
        self._conditions = {name: escape(when) for name, when in conditions(questionnaire).items()}
        self._batteries: dict[str, Slotted] = {}
        for item, question in asked:
            self._items[item.id] = ItemPage(item, question, made, self._seed)
            if item.battery is not None and item.battery not in self._batteries:
                labels = [] if question.numbered else [one.label for one in question.choices]
                wrapped = made.say("battery", slot("rows"), question, labels)
                self._batteries[item.battery] = Slotted.of(wrapped)

    def fields(
        self, items: Iterable[Item], answers: Mapping[str, Answer]
    ) -> dict[str, Sequence[str]]:
        """Return the form fields that hold answers, numbers as the language writes them."""
        fields: dict[str, Sequence[str]] = {}
        for item in items:
            answer = answers.get(item.id)
            if isinstance(answer, int | float):
                fields[answer_field(item)] = [figure(answer, self._language)]
            elif answer is not None:
                fields |= write_answer(item, answer)
        return fields

    def render(
        self, page: PageItems, fields: Fields, wrong: Mapping[str, str], respondent: str
    ) -> str:
        """Return the questions of a page.

        Args:
            page: what is asked.
            fields: what stands in the form.
            wrong: what is wrong with an answer, by item, as HTML.
            respondent: for whom random orders are drawn.
        """
        shown = {item.id for item in page.items} | page.waiting
        order = arranged(page.section, self._seed, respondent)
        made = []
        for battery, group in groupby(
            (item for item in order if item.id in shown), key=lambda item: item.battery or item.id
        ):
            names = [item.id for item in group]
            rows = "".join(
                [
                    self._items[name].render(fields, wrong.get(name, ""), respondent)
                    for name in names
                ]
            )
            if battery in self._batteries:
                rows = self._batteries[battery].fill({"rows": rows})
            if names[0] in self._conditions:
                rows = self._dependent(names[0], rows, waits=names[0] in page.waiting)
            made.append(rows)
        return "".join(made)

    def _dependent(self, name: str, made: str, *, waits: bool) -> str:
        when = self._conditions[name]
        if waits:
            return f'<template data-when="{when}">{made}</template>\n'
        return f'<div class="dependent" data-when="{when}">{made}</div>\n'
