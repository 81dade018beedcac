"""Multiple choices and rankings: one column an option, or all of them in one cell."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from validation.claims import Missing, Rankings, Selections
from validation.questionnaire import Choice, Item
from validation.responses.cells import OFF, Booleans, Cells, Codes, Misfit, misfits_of
from validation.responses.reading import NO_ANSWER_HINT, Answers, one_of
from validation.responses.words import Words, choice_words, spelt, words_of

SEPARATORS = (";", "|", ",")
MARKS = ("1", "true", "yes", "y", "x", "✓", "✔", "checked", "selected", "kyllä", "ja")
NO_MARKS = ("0", "false", "no", "n", "unchecked", "not checked", "not selected", "ei", "nej")
_EMPTY = -100


def read_marks(item: Item, columns: Sequence[Cells], missing: Words) -> Answers:
    """Return the multiple choices of one column an option, marked where it was chosen.

    An empty cell beside a mark is "not chosen"; a row without any mark or 0 was not shown.
    """
    codes = np.column_stack(
        [
            _marked(cells, choice, missing)
            for cells, choice in zip(columns, item.choices, strict=True)
        ]
    )
    must = "1 or 0, yes or no, or the option where it was chosen"
    misfits = _misfits(columns, codes, must)
    unmarked = int((codes == _EMPTY).all(axis=1).sum())
    zeros = bool((codes == 0).any())
    note = (
        f"{item.id}: rows without any mark: {unmarked}; taken as not shown. "
        "Write 0 in the file where an option was shown and not chosen."
    )
    chosen = (codes == 1).astype(np.int8)
    kinds = _kinds(codes, answered=chosen.max(axis=1) > 0, none_given=0)
    levels = tuple(choice.code for choice in item.choices)
    return Answers(
        Selections(chosen, levels, kinds), misfits, (note,) if unmarked and not zeros else ()
    )


def read_places(item: Item, columns: Sequence[Cells], missing: Words) -> Answers:
    """Return the rankings of one column an option, with its place; 0 or empty is not ranked."""
    places = words_of((str(place), place) for place in range(len(item.choices) + 1))
    words = missing.over(places)
    codes = np.column_stack([_emptied(cells, words, len(item.choices) + 1) for cells in columns])
    misfits = _misfits(columns, codes, f"a place from 1 to {len(item.choices)}, or 0")
    kinds = _kinds(codes, answered=codes.max(axis=1) > 0, none_given=Missing.NO_ANSWER)
    ranks = np.maximum(codes, 0).astype(np.int8)
    levels = tuple(choice.code for choice in item.choices)
    return Answers(Rankings(ranks, levels, kinds), (*misfits, *_shared_places(columns, ranks)))


def read_list(item: Item, cells: Cells, missing: Words) -> Answers:
    """Return the multiple choices of one column that lists them."""
    table, kinds, misfits = _listed(item, cells, missing)
    chosen = (table > 0).astype(np.int8)
    return Answers(Selections(chosen, tuple(c.code for c in item.choices), kinds), misfits)


def read_order(item: Item, cells: Cells, missing: Words) -> Answers:
    """Return the rankings of one column that lists the options, the first place first."""
    ranks, kinds, misfits = _listed(item, cells, missing)
    return Answers(Rankings(ranks, tuple(c.code for c in item.choices), kinds), misfits)


def _marked(cells: Cells, choice: Choice, missing: Words) -> Codes:
    marks = words_of([*((mark, 1) for mark in MARKS), *((mark, 0) for mark in NO_MARKS)])
    names = words_of((name, 1) for name in (choice.code, *choice.label.texts.values()))
    return _emptied(cells, missing.over(marks.over(names)), 2)


def _emptied(cells: Cells, words: Words, levels: int) -> Codes:
    codes = cells.decided(words.code, levels)
    return np.where(cells.empty(), codes.dtype.type(_EMPTY), codes)


def _misfits(columns: Sequence[Cells], codes: Codes, must: str) -> tuple[Misfit, ...]:
    return tuple(
        misfit
        for at, cells in enumerate(columns)
        for misfit in misfits_of(cells, codes[:, at] == OFF, must, NO_ANSWER_HINT)
    )


def _kinds(codes: Codes, *, answered: Booleans, none_given: int) -> Codes:
    """An answer counts before a kind of missing, and a kind of missing before a zero."""
    stated = np.where((codes < 0) & (codes > _EMPTY), codes, 0).min(axis=1)
    empty = (codes == _EMPTY).all(axis=1)
    silent = np.where(empty, Missing.NOT_SHOWN, np.where(stated < 0, stated, none_given))
    return np.where(answered, 0, silent).astype(np.int8)


def _shared_places(columns: Sequence[Cells], ranks: NDArray[np.int8]) -> tuple[Misfit, ...]:
    misfits: list[Misfit] = []
    for place in range(1, len(columns) + 1):
        rows = np.flatnonzero((ranks == place).sum(axis=1) > 1)
        names = f"{columns[0].column} … {columns[-1].column}"
        if rows.size:
            must = "a place of its own for each option"
            misfits.append(Misfit(names, f"place {place} more than once", must, rows))
    return tuple(misfits)


def _listed(
    item: Item, cells: Cells, missing: Words
) -> tuple[NDArray[np.int8], Codes, tuple[Misfit, ...]]:
    # Whole texts alone: read as numbers, "1,0" would be the option 1 instead of two options.
    options = choice_words(item.choices).texts
    ranks = np.zeros((len(cells.texts), len(item.choices)), dtype=np.int8)
    kinds = np.zeros(len(cells.texts), dtype=np.int8)
    for text in cells.used():
        kind = missing.code(cells.texts[text])
        places = [] if kind is not None else _split(cells.texts[text], options)
        kinds[text] = kind if kind is not None else (0 if places else OFF)
        for place, option in enumerate(places, start=1):
            ranks[text, option] = place
    rows = cells.text_of_row
    must = f"some of {one_of(item.choices)}, each once, with ; | or , between them"
    misfits = misfits_of(cells, kinds[rows] == OFF, must, NO_ANSWER_HINT)
    return ranks[rows], kinds[rows], tuple(misfits)


def _split(text: str, options: Mapping[str, int]) -> list[int]:
    for separator in SEPARATORS:
        found = _joined(text.strip().strip(separator).split(separator), separator, options)
        if found and len(set(found)) == len(found):
            return found
    return []


def _joined(parts: Sequence[str], separator: str, options: Mapping[str, int]) -> list[int]:
    # A label may itself contain the separator: the longest run of parts that is an option wins.
    found: list[int] = []
    start = 0
    while start < len(parts):
        runs = {end: spelt(separator.join(parts[start:end])) for end in _ends(start, len(parts))}
        end = next((end for end, run in runs.items() if run in options), None)
        if end is None:
            return []
        found.append(options[runs[end]])
        start = end
    return found


def _ends(start: int, n: int) -> range:
    return range(n, start, -1)


PER_OPTION: dict[str, Callable[[Item, Sequence[Cells], Words], Answers]] = {
    "multi": read_marks,
    "ranking": read_places,
}
LISTS: dict[str, Callable[[Item, Cells, Words], Answers]] = {
    "multi": read_list,
    "ranking": read_order,
}
