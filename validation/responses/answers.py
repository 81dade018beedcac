"""The answers of a file to every item that it has, and who answered anything."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from validation.claims import Column
from validation.questionnaire import DerivedItem, Questionnaire
from validation.responses.cells import Booleans, Cells, Misfit, Positions, cells_of
from validation.responses.mapping import AnswerSource, ColumnMapping
from validation.responses.options import LISTS, PER_OPTION
from validation.responses.reading import READERS, Answers, derive_bands, read_bands, read_texts
from validation.responses.table import Table
from validation.responses.words import Words, missing_words, offered_words
from validation.study import DataSource

ONE_COLUMN = {**READERS, **LISTS}


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """The answers to each item, open ones apart, in the order of some rows of a table."""

    answers: Mapping[str, Answers]
    texts: Mapping[str, tuple[str, ...]]

    @property
    def misfits(self) -> list[Misfit]:
        """Every text that is no answer."""
        return [misfit for answers in self.answers.values() for misfit in answers.misfits]

    @property
    def notes(self) -> list[str]:
        """What a person should know of how the answers were understood."""
        return [note for answers in self.answers.values() for note in answers.notes]


def read_answers(
    table: Table,
    mapping: ColumnMapping,
    questionnaire: Questionnaire,
    data: DataSource,
    positions: Positions,
) -> AnswerSet:
    """Return the answers in the rows at these positions."""
    missing = missing_words(data.missing)
    answers: dict[str, Answers] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for name, source in mapping.sources.items():
        columns = [cells_of(table, column, positions) for column in source.columns]
        if source.item_type == "text":
            texts[name] = read_texts(columns[0], missing)
        else:
            answers[name] = _read(source, columns, _words(source, questionnaire, missing))
    return AnswerSet(answers, texts)


def derived_answers(
    columns: Mapping[str, Column], questionnaire: Questionnaire
) -> dict[str, Answers]:
    """Return the bands of every number or rating that there is."""
    return {
        item.id: derive_bands(item, columns[item.of])
        for item in questionnaire.derived
        if item.of in columns
    }


def ordered(columns: Mapping[str, Column], questionnaire: Questionnaire) -> dict[str, Column]:
    """Return the columns in the order of the questionnaire, the derived ones last."""
    asked = [item.id for item in questionnaire.items()]
    names = [*asked, *(item.id for item in questionnaire.derived)]
    return {name: columns[name] for name in names if name in columns}


def answered(found: AnswerSet, mapping: ColumnMapping, n: int) -> Booleans:
    """Return who gave an answer to any item (n,).

    Whoever was asked only background items, in a survey that rotates the others, stays: such
    respondents belong to the design and to the weighting.
    """
    said = np.zeros(n, dtype=bool)
    for name in mapping.sources:
        if name in found.texts:
            said |= np.array([text != "" for text in found.texts[name]], dtype=bool)
        else:
            said |= found.answers[name].column.missing == 0
    return said


def _read(source: AnswerSource, columns: list[Cells], missing: Words) -> Answers:
    item = source.item
    if isinstance(item, DerivedItem):
        return read_bands(item, columns[0], missing)
    if not source.options:
        return ONE_COLUMN[item.type](item, columns[0], missing)
    by_option = dict(zip(source.options, columns, strict=True))
    ordered = [by_option[choice.code] for choice in item.choices]
    return PER_OPTION[item.type](item, ordered, missing)


def _words(source: AnswerSource, questionnaire: Questionnaire, missing: Words) -> Words:
    if isinstance(source.item, DerivedItem):
        return missing
    return missing.over(offered_words(source.item.offers, questionnaire.non_answers))
