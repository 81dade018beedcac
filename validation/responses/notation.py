"""How the answers to an item are written in a record, and read again.

A choice is its code, a number itself, several choices a list of codes, a ranking a list with the
first place first and null for a place that was not given. Why there is no answer stands in
parentheses, as in a frame that is written out: `(refused)`.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from validation.claims import (
    Choices,
    Missing,
    Numbers,
    Rankings,
    Selections,
    missing_name,
    smallest_type,
)
from validation.errors import ResponseError
from validation.questionnaire import Answer, DerivedItem, Item
from validation.responses.cells import Codes
from validation.responses.reading import AnyColumn

KINDS: dict[str, int] = {missing_name(kind): int(kind) for kind in Missing}
# Kinds of missing are negative codes, so they stand at the list's end in reversed order.
NAMES = [missing_name(kind) for kind in sorted(Missing)]
NOT_SHOWN = missing_name(Missing.NOT_SHOWN)


def note_answers(column: AnyColumn) -> list[Answer]:
    """Return the answers of a column as records hold them.

    >>> import numpy as np
    >>> note_answers(Choices(np.array([1, -4, 0], dtype=np.int8), ("no", "yes")))
    ['yes', '(refused)', 'no']
    """
    match column:
        case Choices():
            words: list[Answer] = [*column.levels, *NAMES]
            return [words[code] for code in column.codes.tolist()]
        case Numbers():
            return _unless_missing(column.numbers.tolist(), column.missing)
        case Selections():
            return _unless_missing(_chosen(column), column.missing)
        case Rankings():
            return _unless_missing(_placed(column), column.missing)


def recall_answers(
    item: Item | DerivedItem, answers: Sequence[Answer], keys: Sequence[str]
) -> AnyColumn:
    """Return the column that records hold of an item.

    Raises:
        ResponseError: an answer that the item does not know; the message names its response.
    """
    if isinstance(item, DerivedItem):
        return Choices(_coded(item, tuple(item.bands), answers, keys), tuple(item.bands))
    return RECALLERS[item.type](item, answers, keys)


def recall_text(answer: Answer) -> str:
    """Return an open answer, the empty text where there is none.

    >>> recall_text("(refused)")
    ''
    """
    return "" if answer in KINDS else str(answer)


def _unless_missing(given: Sequence[Answer], missing: Codes) -> list[Answer]:
    return [
        NAMES[kind] if kind else answer
        for answer, kind in zip(given, missing.tolist(), strict=True)
    ]


def _chosen(column: Selections) -> list[Answer]:
    levels = column.levels
    return [
        [levels[at] for at, mark in enumerate(row) if mark == 1] for row in column.chosen.tolist()
    ]


def _placed(column: Rankings) -> list[Answer]:
    return [_in_places(row, column.levels) for row in column.ranks.tolist()]


def _in_places(ranks: Sequence[int], levels: Sequence[str]) -> Answer:
    places: list[str | None] = [None] * max(ranks, default=0)
    for rank, level in zip(ranks, levels, strict=True):
        if rank:
            places[rank - 1] = level
    return places


def _levels(item: Item) -> tuple[str, ...]:
    return tuple(choice.code for choice in item.choices)


def _recall_choice(item: Item, answers: Sequence[Answer], keys: Sequence[str]) -> Choices:
    levels = _levels(item)
    return Choices(_coded(item, levels, answers, keys), levels)


def _recall_rating(item: Item, answers: Sequence[Answer], keys: Sequence[str]) -> Choices:
    levels = _levels(item)
    scores = tuple(float(level) for level in levels)
    return Choices(_coded(item, levels, answers, keys), levels, scores)


def _recall_number(item: Item, answers: Sequence[Answer], keys: Sequence[str]) -> Numbers:
    kinds = _kinds(answers)
    given = [np.nan if kind else answer for answer, kind in zip(answers, kinds, strict=True)]
    wrong = [at for at, answer in enumerate(given) if not isinstance(answer, int | float)]
    if wrong:
        raise _unknown(item, "a number", answers[wrong[0]], keys[wrong[0]])
    return Numbers(np.array(given, dtype=np.float64), np.array(kinds, dtype=np.int8))


def _recall_selection(item: Item, answers: Sequence[Answer], keys: Sequence[str]) -> Selections:
    marks, missing = _listed(item, answers, keys)
    return Selections((marks > 0).astype(np.int8), _levels(item), missing)


def _recall_ranking(item: Item, answers: Sequence[Answer], keys: Sequence[str]) -> Rankings:
    ranks, missing = _listed(item, answers, keys)
    return Rankings(ranks, _levels(item), missing)


def _coded(
    item: Item | DerivedItem,
    levels: Sequence[str],
    answers: Sequence[Answer],
    keys: Sequence[str],
) -> Codes:
    codes: dict[Answer, int] = {level: at for at, level in enumerate(levels)}
    codes.update(KINDS)
    kind = smallest_type(len(levels))
    try:
        return np.fromiter(map(codes.__getitem__, answers), dtype=kind, count=len(answers))
    except (KeyError, TypeError):
        at = next(n for n, one in enumerate(answers) if not _is_known(one, codes))
        raise _unknown(item, f"one of {', '.join(levels)}", answers[at], keys[at]) from None


def _listed(
    item: Item, answers: Sequence[Answer], keys: Sequence[str]
) -> tuple[NDArray[np.int8], Codes]:
    levels = _levels(item)
    columns: dict[object, int] = {level: at for at, level in enumerate(levels)}
    kinds = _kinds(answers)
    places = np.zeros((len(answers), len(levels)), dtype=np.int8)
    for row, (answer, kind) in enumerate(zip(answers, kinds, strict=True)):
        if kind:
            continue
        if not isinstance(answer, list) or not columns.keys() >= {*answer} - {None}:
            raise _unknown(item, f"a list of {', '.join(levels)}", answer, keys[row])
        for place, code in enumerate(answer, start=1):
            if code is not None:
                places[row, columns[code]] = place
    return places, np.array(kinds, dtype=np.int8)


def _kinds(answers: Sequence[Answer]) -> list[int]:
    return [KINDS.get(answer, 0) if isinstance(answer, str) else 0 for answer in answers]


def _is_known(answer: Answer, codes: dict[Answer, int]) -> bool:
    return isinstance(answer, str) and answer in codes


def _unknown(item: Item | DerivedItem, must: str, found: Answer, key: str) -> ResponseError:
    return ResponseError(
        f"response {key}, item {item.id}: found {found!r}, must be {must}. "
        "Read the responses with the questionnaire that they were given to."
    )


RECALLERS: dict[str, Callable[[Item, Sequence[Answer], Sequence[str]], AnyColumn]] = {
    "single": _recall_choice,
    "rating": _recall_rating,
    "number": _recall_number,
    "multi": _recall_selection,
    "ranking": _recall_ranking,
}
