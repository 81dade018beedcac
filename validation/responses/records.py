"""Responses one by one, as they are kept, and the frame that they make again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from math import isnan
from operator import itemgetter
from typing import TypeVar

import numpy as np

from validation.claims import Choices, Column, Frame, Missing
from validation.errors import ResponseError
from validation.questionnaire import Answer, DerivedItem, Item, Questionnaire
from validation.responses.answers import derived_answers, ordered
from validation.responses.model import ResponseSet, Sampled
from validation.responses.notation import NOT_SHOWN, note_answers, recall_answers, recall_text
from validation.responses.reading import AnyColumn, joined, taken
from validation.responses.sampled import build_design
from validation.responses.screening import Paradata, Traces
from validation.responses.table import Texts
from validation.study import Study

T = TypeVar("T")
CHUNK = 1_000  # so few that a chunk stays near the processor: a third faster than 5,000


@dataclass(frozen=True, slots=True)
class Record:
    """One response: its key, its answers by item, how its respondent was sampled and gave it.

    An item without an entry was not in the file. Bands of a number are not kept: they are
    derived again.
    """

    key: str
    answers: Mapping[str, Answer]
    weight: float | None = None
    stratum: str | None = None
    clusters: tuple[str, ...] = ()
    population: tuple[float, ...] = ()
    paradata: Paradata | None = None
    language: str | None = None


def records_of(responses: ResponseSet, questionnaire: Questionnaire) -> Iterator[Record]:
    """Yield the responses one by one, in the order of the frame."""
    keys = responses.keys()
    for start in range(0, len(keys), CHUNK):
        part = slice(start, start + CHUNK)
        answers = _answers(responses, questionnaire, part)
        n = len(answers)
        yield from map(
            Record,
            keys[part],
            answers,
            _weights(responses.sampled, part, n),
            _strata(responses.sampled, part, n),
            _clusters(responses.sampled, part, n),
            _population(responses.sampled, part, n),
            _paradata(responses.traces, part, n),
        )


def frame_of(records: Iterable[Record], questionnaire: Questionnaire, study: Study) -> Frame:
    """Return the frame of the responses: the one that they were taken from.

    Raises:
        ResponseError: no records, answers that the questionnaire does not know, or records of
            which only some say how their respondents were sampled.
        StatisticsError: a design that cannot be, such as a stratum with one unit.
    """
    texts = {item.id for item in questionnaire.items() if item.type == "text"}
    gathered = _Gathered({one.id: one for one in _coded_items(questionnaire)})
    for chunk in _chunks(records):
        gathered.add(chunk, texts)
    if not gathered.sizes:
        raise ResponseError("responses: found none, must be one at least. Import answers first.")
    columns: dict[str, Column] = {name: joined(parts) for name, parts in gathered.parts.items()}
    for name, answers in derived_answers(columns, questionnaire).items():
        columns[name] = _over(answers.column, columns.get(name))
    design = build_design(gathered.sampled(), study, sum(gathered.sizes))
    return Frame(ordered(columns, questionnaire), design)


def texts_of(records: Iterable[Record], questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """Return the open answers by item, the empty text where there is none."""
    names = [item.id for item in questionnaire.items() if item.type == "text"]
    texts: dict[str, list[str]] = {name: [] for name in names}
    given: set[str] = set()
    for record in records:
        given.update(record.answers.keys() & names)
        for name in names:
            texts[name].append(recall_text(record.answers.get(name, "")))
    return {name: tuple(texts[name]) for name in names if name in given}


@dataclass(slots=True)
class _Gathered:
    items: Mapping[str, Item | DerivedItem]
    sizes: list[int] = field(default_factory=list)
    parts: dict[str, list[AnyColumn]] = field(default_factory=dict)
    weights: list[float | None] = field(default_factory=list)
    strata: list[str | None] = field(default_factory=list)
    clusters: list[tuple[str, ...]] = field(default_factory=list)
    population: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, chunk: Sequence[Record], texts: set[str]) -> None:
        given = set(chain.from_iterable(record.answers for record in chunk)) - texts
        _check_known(given, self.items, chunk)
        for name in given - self.parts.keys():
            self.parts[name] = [self._nothing(name, size) for size in self.sizes]
        keys = [record.key for record in chunk]
        documents = [record.answers for record in chunk]
        for name, parts in self.parts.items():
            parts.append(recall_answers(self.items[name], _given(documents, name), keys))
        self.sizes.append(len(chunk))
        self.weights += [record.weight for record in chunk]
        self.strata += [record.stratum for record in chunk]
        self.clusters += [record.clusters for record in chunk]
        self.population += [record.population for record in chunk]

    def sampled(self) -> Sampled:
        weights = [one for one in self.weights if one is not None]
        strata = [one for one in self.strata if one is not None]
        n = sum(self.sizes)
        _check_complete("weight", len(weights), n)
        _check_complete("stratum", len(strata), n)
        return Sampled(
            weight=np.array(weights, dtype=np.float64) if weights else None,
            stratum=Texts.of(strata) if strata else None,
            clusters=tuple(Texts.of(stage) for stage in _stages("cluster", self.clusters)),
            population=tuple(
                np.array(stage, dtype=np.float64)
                for stage in _stages("population", self.population)
            ),
        )

    def _nothing(self, name: str, size: int) -> AnyColumn:
        return recall_answers(self.items[name], [NOT_SHOWN] * size, [""] * size)


def _over(derived: Column, kept: Column | None) -> Column:
    # Of several files one may have the number, and another only the bands themselves.
    if not (isinstance(derived, Choices) and isinstance(kept, Choices)):
        return derived
    not_shown = derived.codes == Missing.NOT_SHOWN
    return replace(derived, codes=np.where(not_shown, kept.codes, derived.codes))


def _given(documents: Sequence[Mapping[str, Answer]], name: str) -> list[Answer]:
    try:
        return list(map(itemgetter(name), documents))
    except KeyError:
        return [answers.get(name, NOT_SHOWN) for answers in documents]


def _coded_items(questionnaire: Questionnaire) -> Iterator[Item | DerivedItem]:
    yield from (item for item in questionnaire.items() if item.type != "text")
    yield from questionnaire.derived


def _answers(
    responses: ResponseSet, questionnaire: Questionnaire, part: slice
) -> list[dict[str, Answer]]:
    columns = responses.frame.columns
    derived = {item.id for item in questionnaire.derived if item.of in columns}
    rows = np.arange(responses.frame.n)[part]
    noted: dict[str, Sequence[Answer]] = {
        name: note_answers(taken(column, rows))
        for name, column in columns.items()
        if name not in derived and isinstance(column, AnyColumn)
    }
    # No database keeps the character NUL inside a text, and no person means it.
    noted |= {
        name: [text.replace("\x00", "") for text in texts[part]]
        for name, texts in responses.texts.items()
    }
    names = tuple(noted)
    if not names:
        return [{} for _ in rows]
    return [dict(zip(names, row, strict=True)) for row in zip(*noted.values(), strict=True)]


def _weights(sampled: Sampled, part: slice, n: int) -> Sequence[float | None]:
    return [None] * n if sampled.weight is None else sampled.weight[part].tolist()


def _strata(sampled: Sampled, part: slice, n: int) -> Sequence[str | None]:
    return [None] * n if sampled.stratum is None else _words(sampled.stratum, part)


def _clusters(sampled: Sampled, part: slice, n: int) -> Sequence[tuple[str, ...]]:
    stages = [_words(stage, part) for stage in sampled.clusters]
    return list(zip(*stages, strict=True)) if stages else [()] * n


def _population(sampled: Sampled, part: slice, n: int) -> Sequence[tuple[float, ...]]:
    stages = [stage[part].tolist() for stage in sampled.population]
    return list(zip(*stages, strict=True)) if stages else [()] * n


def _paradata(traces: Traces | None, part: slice, n: int) -> Sequence[Paradata | None]:
    if traces is None:
        return [None] * n
    return [None if isnan(one) else {"duration": one} for one in traces.duration[part].tolist()]


def _words(texts: Texts, part: slice) -> list[str]:
    return [texts.distinct[code] for code in texts.codes[part].tolist()]


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    left = iter(records)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _stages(name: str, rows: Sequence[tuple[T, ...]]) -> Iterator[tuple[T, ...]]:
    _check_complete(name, sum(len(row) == len(rows[0]) for row in rows), len(rows))
    return zip(*rows, strict=True)


def _check_complete(name: str, found: int, n: int) -> None:
    if 0 < found < n:
        raise ResponseError(
            f"responses, {name}: found it for {found} of {n}, must be for all or none. "
            "Import each file with the same columns for weight, strata, cluster and population."
        )


def _check_known(
    given: set[str], items: Mapping[str, Item | DerivedItem], chunk: Sequence[Record]
) -> None:
    unknown = sorted(given - items.keys())
    if unknown:
        key = next(record.key for record in chunk if unknown[0] in record.answers)
        raise ResponseError(
            f"response {key}: found an answer to {unknown[0]}, must be an item of the "
            "questionnaire. Read the responses with the questionnaire that they were given to."
        )
