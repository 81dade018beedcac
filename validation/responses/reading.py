"""From the cells of one column to the answers to one item: a reader for each type of item."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.claims import (
    Choices,
    Column,
    Missing,
    Numbers,
    Rankings,
    Selections,
    smallest_type,
)
from validation.questionnaire import Choice, DerivedItem, Item
from validation.responses.cells import OFF, Cells, Misfit, Positions, misfits_of
from validation.responses.numbers import parse_number, shows_decimal_comma
from validation.responses.words import Words, choice_words

AnyColumn = Choices | Numbers | Selections | Rankings
Floats = NDArray[np.float64]
SHOWN = 6
NO_ANSWER_HINT = "If it is no answer, say so under data.missing."


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one item, and the texts that are none."""

    column: AnyColumn
    misfits: tuple[Misfit, ...] = ()
    notes: tuple[str, ...] = ()


def read_choice(item: Item, cells: Cells, missing: Words) -> Answers:
    """Return the single choices of a column of codes or labels."""
    return _read_coded(item.choices, cells, missing, f"one of {one_of(item.choices)}")


def read_rating(item: Item, cells: Cells, missing: Words) -> Answers:
    """Return the ratings of a column of numbers or labels."""
    low, high = item.choices[0], item.choices[-1]
    must = f"a whole number from {low.code} to {high.code}, or its label"
    scores = tuple(float(choice.code) for choice in item.choices)
    return _read_coded(item.choices, cells, missing, must, scores=scores)


def read_number(item: Item, cells: Cells, missing: Words) -> Answers:
    """Return the numbers of a column, those beyond the item's limits as misfits."""
    numbers = numbers_in(cells)
    kinds = cells.decided(lambda text: missing.code(text) or 0)
    low = -np.inf if item.low is None else item.low
    high = np.inf if item.high is None else item.high
    with np.errstate(invalid="ignore"):
        off = (kinds == 0) & ~((numbers >= low) & (numbers <= high))
    misfits = misfits_of(cells, off, f"a number{_limits(item)}", NO_ANSWER_HINT)
    numbers[kinds < 0] = np.nan
    return Answers(Numbers(numbers, kinds), tuple(misfits))


def read_bands(item: DerivedItem, cells: Cells, missing: Words) -> Answers:
    """Return bands that stand in the file themselves, because their number does not."""
    choices = [Choice.model_validate({"code": name, "label": name}) for name in item.bands]
    return _read_coded(choices, cells, missing, f"one of {', '.join(item.bands)}")


def derive_bands(item: DerivedItem, numbers: Column) -> Answers:
    """Return the band of each number; one that lies in no band is not applicable.

    The kinds of missing carry over. Both ends belong to a band.
    """
    values = numbers.values()
    codes = np.full(len(values), Missing.NOT_APPLICABLE, dtype=smallest_type(len(item.bands)))
    for at, (low, high) in enumerate(item.bands.values()):
        start, end = -np.inf if low is None else low, np.inf if high is None else high
        codes[(values >= start) & (values <= end)] = at
    outside = int((codes[numbers.missing == 0] < 0).sum())
    codes = np.where(numbers.missing < 0, numbers.missing, codes)
    note = f"{item.id}: answers to {item.of} in no band: {outside}; taken as not applicable."
    return Answers(Choices(codes, tuple(item.bands)), notes=(note,) if outside else ())


def read_texts(cells: Cells, missing: Words) -> tuple[str, ...]:
    """Return the open answers of a column, the empty text where there is none."""
    texts = ["" if (missing.code(text) or 0) < 0 else text.strip() for text in cells.texts]
    return tuple(texts[at] for at in cells.text_of_row)


def numbers_in(cells: Cells) -> Floats:
    """Return the numbers of a column (n,), NaN where the text is none."""
    used = cells.used()
    comma = shows_decimal_comma(cells.texts[text] for text in used)
    numbers = np.full(len(cells.texts), np.nan)
    for text in used:
        number = parse_number(cells.texts[text], decimal_comma=comma)
        numbers[text] = np.nan if number is None else number
    return np.asarray(numbers[cells.text_of_row])


def one_of(choices: Iterable[Choice]) -> str:
    """Return the choices as a message lists them."""
    named = [_named(choice) for choice in choices]
    more = f" … ({len(named)} in all)" if len(named) > SHOWN else ""
    return ", ".join(named[:SHOWN]) + more


def taken(column: AnyColumn, rows: Positions) -> AnyColumn:
    """Return the column of some of the respondents."""
    return column.taken(rows)


def joined(parts: Sequence[AnyColumn]) -> AnyColumn:
    """Return one column of several that belong to the same item."""
    first = parts[0]
    match first:
        case Choices():
            return replace(first, codes=_all(parts, "codes"))
        case Numbers():
            missing = _all(parts, "missing")
            return replace(first, numbers=_all(parts, "numbers"), missing=missing)
        case Selections():
            missing = _all(parts, "missing")
            return replace(first, chosen=_all(parts, "chosen"), missing=missing)
        case Rankings():
            return replace(first, ranks=_all(parts, "ranks"), missing=_all(parts, "missing"))


def _all(parts: Sequence[AnyColumn], name: str) -> NDArray[Any]:
    return np.concatenate([getattr(part, name) for part in parts])


def _read_coded(
    choices: Sequence[Choice],
    cells: Cells,
    missing: Words,
    must: str,
    *,
    scores: tuple[float, ...] = (),
) -> Answers:
    codes = cells.decided(missing.over(choice_words(choices)).code, len(choices))
    misfits = misfits_of(cells, codes == OFF, must, NO_ANSWER_HINT)
    levels = tuple(choice.code for choice in choices)
    return Answers(Choices(codes, levels, scores), tuple(misfits))


def _named(choice: Choice) -> str:
    label = choice.label.within("en")
    return choice.code if label == choice.code else f"{choice.code} ({label})"


def _limits(item: Item) -> str:
    bounds = {"from": item.low, "to": item.high}
    return "".join(f" {word} {end:g}" for word, end in bounds.items() if end is not None)


READERS: dict[str, Callable[[Item, Cells, Words], Answers]] = {
    "single": read_choice,
    "rating": read_rating,
    "number": read_number,
}
