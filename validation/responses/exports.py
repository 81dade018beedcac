"""Responses as a researcher takes them along: columns of cells, and the codebook to them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from validation.claims import (
    Choices,
    Frame,
    Missing,
    Numbers,
    Rankings,
    Selections,
    missing_name,
)
from validation.language import LocalizedText
from validation.questionnaire import Questionnaire, codebook
from validation.responses.cells import Codes
from validation.responses.model import Floats
from validation.responses.notation import NAMES, recall_text
from validation.responses.reading import AnyColumn, taken
from validation.responses.records import Record
from validation.responses.table import Texts
from validation.responses.variables import Variable, Variables, variables_of

Cell = str | int | float
Columns = Iterable[Sequence[Cell]]
CHUNK = 1_000
PREFIX = "todenna."
MISSING = (
    Missing.NOT_SHOWN,
    Missing.NO_ANSWER,
    Missing.DONT_KNOW,
    Missing.REFUSED,
    Missing.NOT_APPLICABLE,
)
NOTES = ("note_rows", "note_formulas")
OF_OPTIONS = "note_options"


@dataclass(slots=True)
class Aside:
    """What records say beside coded answers: keys, open answers, and the sampling design.

    It fills while the records pass through `noted`, so that they are read only once.
    """

    texts: Mapping[str, list[str]]
    given: set[str] = field(default_factory=set)
    keys: list[str] = field(default_factory=list)
    strata: list[str] = field(default_factory=list)
    clusters: list[tuple[str, ...]] = field(default_factory=list)
    population: list[tuple[float, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Self:
        """Return an empty one, with a place for every open question."""
        return cls({item.id: [] for item in questionnaire.items() if item.type == "text"})

    def noted(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records as they are, and keep what they say beside coded answers."""
        for record in records:
            self.keys.append(record.key)
            self.strata += [] if record.stratum is None else [record.stratum]
            self.clusters.append(record.clusters)
            self.population.append(record.population)
            self.given.update(record.answers.keys() & self.texts.keys())
            for name, texts in self.texts.items():
                texts.append(recall_text(record.answers.get(name, "")))
            yield record


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring columns of an export: an item's, or some of our `own`."""

    names: tuple[str, ...]
    cells: Callable[[slice], Columns]
    item: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """The responses of a wave as they are written out, one row each."""

    questionnaire: Questionnaire
    n: int
    parts: tuple[Part, ...]

    def header(self) -> tuple[str, ...]:
        """Return the names of the columns: the key, each variable, the design, the weights."""
        return tuple(chain.from_iterable(part.names for part in self.parts))

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of each response, in the order of the header."""
        for start in range(0, self.n, CHUNK):
            rows = slice(start, start + CHUNK)
            columns = chain.from_iterable(part.cells(rows) for part in self.parts)
            yield from zip(*columns, strict=True)

    def codebook(
        self, texts: Mapping[str, LocalizedText], *, minimum: int
    ) -> Iterator[tuple[str, ...]]:
        """Yield what every column and code means, a label a language; notes come last.

        Args:
            texts: the words of a codebook by their key.
            minimum: the smallest number of respondents that a published cell may tell of.
        """
        languages = self.questionnaire.languages
        yield ("variable", "item", "kind", "code", *(f"label_{tag}" for tag in languages))
        yield from _variables(self)
        for part in self.parts:
            for name in part.names if part.own else ():
                yield (name, "", part.own, "", *_labels(texts[f"own_{part.own}"], languages))
        for kind in MISSING:
            labels = _labels(texts[f"missing_{kind.name.lower()}"], languages)
            yield ("*", "", "missing", missing_name(kind), *labels)
        split = any(part.item and len(part.names) > 1 for part in self.parts)
        for key in (*NOTES, *([OF_OPTIONS] if split else [])):
            labels = _labels(texts[key], languages)
            yield ("*", "", "note", "", *(label.format(minimum=minimum) for label in labels))


def build_export(questionnaire: Questionnaire, frame: Frame, base: Floats, aside: Aside) -> Export:
    """Return the responses of a weighted frame, to be written out.

    Args:
        questionnaire: that was answered.
        frame: with its final weights.
        base: the weights before they were fitted to the margins (n,).
        aside: what the records of the frame said beside.
    """
    return Export(questionnaire, frame.n, tuple(_parts(questionnaire, frame, base, aside)))


def lay_answers(column: AnyColumn) -> Columns:
    """Return the cells of an item: one column of them, or one an option.

    >>> import numpy as np
    >>> lay_answers(Choices(np.array([1, -4, 0], dtype=np.int8), ("no", "yes")))
    [['yes', '(refused)', 'no']]
    """
    match column:
        case Choices():
            numbers = [_whole(score) for score in column.scores]
            return [_spelt(column.codes, numbers or column.levels)]
        case Numbers():
            pairs = zip(column.numbers.tolist(), column.missing.tolist(), strict=True)
            return [[NAMES[kind] if kind else _whole(number) for number, kind in pairs]]
        case Selections():
            return _by_option(column.chosen, column.missing, 1)
        case Rankings():
            return _by_option(column.ranks, column.missing, len(column.levels))


def _parts(
    questionnaire: Questionnaire, frame: Frame, base: Floats, aside: Aside
) -> Iterator[Part]:
    variables = variables_of(questionnaire)
    yield _own("response", [aside.keys], variables)
    for name in variables.items:
        if name in frame.columns:
            yield _answers(name, frame)
        elif name in aside.given:
            yield _part([name], [aside.texts[name]], item=name)
    if aside.strata:
        yield _own("stratum", [aside.strata], variables)
    clusters = zip(*aside.clusters, strict=True)
    yield _own("cluster", [_numbered(stage) for stage in clusters], variables)
    sizes = zip(*aside.population, strict=True)
    yield _own("population", [_numbers(stage) for stage in sizes], variables)
    yield _own("weight_base", [_numbers(base.tolist())], variables)
    yield _own("weight", [_numbers(frame.design.weights.tolist())], variables)


def _answers(name: str, frame: Frame) -> Part:
    column: Any = frame.columns[name]
    split = isinstance(column, Selections | Rankings)
    names = [Variable(name, level).name for level in column.levels] if split else [name]
    everyone = np.arange(frame.n)
    return Part(tuple(names), lambda rows: lay_answers(taken(column, everyone[rows])), name)


def _own(name: str, columns: Sequence[Sequence[Cell]], variables: Variables) -> Part:
    several = len(columns) > 1
    names = [f"{name}_{stage}" if several else name for stage, _ in enumerate(columns, start=1)]
    return _part([_free(one, variables) for one in names], columns, own=name)


def _part(
    names: Sequence[str], columns: Sequence[Sequence[Cell]], *, item: str = "", own: str = ""
) -> Part:
    return Part(tuple(names), lambda rows: [column[rows] for column in columns], item, own)


def _free(name: str, variables: Variables) -> str:
    """A column of our own must not be taken for an answer when the file is read again."""
    while variables.find(name) is not None:
        name = PREFIX + name
    return name


def _by_option(table: NDArray[np.int8], missing: Codes, highest: int) -> Columns:
    codes = np.where(missing[:, None] < 0, missing[:, None], table)
    return [_spelt(option, range(highest + 1)) for option in codes.T]


def _spelt(codes: NDArray[Any], words: Iterable[Cell]) -> list[Cell]:
    known = [*words, *NAMES]
    return [known[code] for code in codes.tolist()]


def _numbered(names: Sequence[str]) -> list[Cell]:
    # A cluster may be a company or a household; variances need only know who shares one.
    return [code + 1 for code in Texts.of(names).codes.tolist()]


def _numbers(values: Iterable[float]) -> list[Cell]:
    return [_whole(value) for value in values]


def _whole(number: float) -> int | float:
    # a population from the list of contacts is kept as a whole number already
    return int(number) if float(number).is_integer() else number


def _variables(export: Export) -> Iterator[tuple[str, ...]]:
    written = {part.item for part in export.parts}
    languages = export.questionnaire.languages
    books = [codebook(export.questionnaire, language) for language in languages]
    for row, *others in zip(*books, strict=True):
        if row.item in written:
            labels = [one.label for one in (row, *others)]
            yield (row.variable, row.item, row.kind, row.code, *labels)


def _labels(text: LocalizedText, languages: Iterable[str]) -> list[str]:
    return [text.within(language, "en") for language in languages]
