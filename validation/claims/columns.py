"""The answers to one item, as small integer codes with their levels and kinds of missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]
Codes = NDArray[np.signedinteger[Any]]  # the smallest that hold the levels: int8 nearly always
Positions = NDArray[np.intp]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Limits = tuple[float, float]

_ANSWERS = 1 << 40  # of an order of many options, more than whole numbers tell apart with others
_WHOLE = 1e5  # whole numbers up to here are their own keys
_SAMPLE, _DISTINCT = 10_000, 1_000  # of numbers: with more than so many, hardly two are alike


class Missing(IntEnum):
    """Why there is no answer: five kinds that stay apart."""

    NOT_SHOWN = -1
    NO_ANSWER = -2
    DONT_KNOW = -3
    REFUSED = -4
    NOT_APPLICABLE = -5


def missing_name(kind: Missing) -> str:
    """Return how a kind of missing stands where answers are written out.

    >>> missing_name(Missing.DONT_KNOW)
    '(dont_know)'
    """
    return f"({kind.name.lower()})"


class Column(Protocol):
    """What a claim may ask of the answers to an item, whatever their form."""

    @property
    def levels(self) -> tuple[str, ...]:
        """The codes of the choices, in the order of the questionnaire."""
        ...

    @property
    def missing(self) -> Codes:
        """Zero where there is an answer, else the kind of missing (n,)."""
        ...

    @property
    def limits(self) -> Limits:
        """The least and the greatest number that an answer can be, as far as known."""
        ...

    def counted(self, options: Sequence[str]) -> Floats:
        """Return 1 where one of the options was given, 0 where not, NaN without answer (n,)."""
        ...

    def values(self) -> Floats:
        """Return the answers as numbers, NaN without answer (n,)."""
        ...

    def keys(self) -> tuple[Integers, ...] | None:
        """Return whole numbers that tell the answers apart (n,); None if hardly two are alike."""
        ...

    def taken(self, rows: Positions) -> Self:
        """Return the answers of some of the respondents."""
        ...


@dataclass(frozen=True, slots=True)
class Choices:
    """One choice a respondent: single choice, bands, or a rating with its numbers."""

    codes: Codes
    levels: tuple[str, ...]
    scores: tuple[float, ...] = ()

    @property
    def missing(self) -> Codes:
        """Zero where there is an answer, else the kind of missing (n,)."""
        return np.minimum(self.codes, 0)

    @property
    def limits(self) -> Limits:
        """The ends of the scale."""
        return (min(self.scores), max(self.scores)) if self.scores else (-np.inf, np.inf)

    def counted(self, options: Sequence[str]) -> Floats:
        """Return 1 where one of the options was given, 0 where not, NaN without answer (n,)."""
        chosen = set(options)
        wanted = np.array([level in chosen for level in self.levels], dtype=float)
        return _spread(wanted, self.codes)

    def values(self) -> Floats:
        """Return the number of each answer, NaN without answer or where choices have none (n,)."""
        scores = self.scores or (np.nan,) * len(self.levels)
        return _spread(np.array(scores, dtype=float), self.codes)

    def keys(self) -> tuple[Integers, ...]:
        """Return the codes: levels and kinds of missing (n,)."""
        return (self.codes,)

    def taken(self, rows: Positions) -> Self:
        """Return the answers of some of the respondents."""
        return replace(self, codes=self.codes[rows])


@dataclass(frozen=True, slots=True)
class Numbers:
    """One number a respondent, NaN without answer."""

    numbers: Floats
    missing: Codes
    levels: tuple[str, ...] = ()

    @property
    def limits(self) -> Limits:
        """None: what could have been answered is not kept."""
        return (-np.inf, np.inf)

    def counted(self, options: Sequence[str]) -> Floats:
        """Return 1 where the number is one of those written, 0 where not (n,)."""
        wanted = [as_number(option) for option in options]
        return np.where(self.missing < 0, np.nan, np.isin(self.numbers, wanted))

    def values(self) -> Floats:
        """Return the numbers, NaN without answer (n,)."""
        return np.where(self.missing < 0, np.nan, self.numbers)

    def keys(self) -> tuple[Integers, ...] | None:
        """Return the place of each number among those that occur; None if they are many."""
        if np.unique(self.numbers[:_SAMPLE]).size > _DISTINCT:
            return None
        numbers = np.where(self.missing < 0, 0.0, self.numbers)
        if np.abs(numbers).max(initial=0.0) < _WHOLE:
            whole = numbers.astype(np.int32)
            if np.array_equal(whole, numbers):
                return (self.missing, whole)
        return (self.missing, np.unique(numbers, return_inverse=True)[1])

    def taken(self, rows: Positions) -> Self:
        """Return the answers of some of the respondents."""
        return replace(self, numbers=self.numbers[rows], missing=self.missing[rows])


@dataclass(frozen=True, slots=True)
class Selections:
    """Any number of choices a respondent; chosen is (n, k) of 0 and 1."""

    chosen: NDArray[np.int8]
    levels: tuple[str, ...]
    missing: Codes

    @property
    def limits(self) -> Limits:
        """None or all of the options chosen."""
        return (0.0, float(len(self.levels)))

    def counted(self, options: Sequence[str]) -> Floats:
        """Return 1 where at least one of the options was chosen, 0 where none (n,)."""
        columns = _places(self.levels, options)
        return np.where(self.missing < 0, np.nan, self.chosen[:, columns].any(axis=1))

    def values(self) -> Floats:
        """Return how many were chosen, NaN without answer (n,)."""
        return np.where(self.missing < 0, np.nan, self.chosen.sum(axis=1))

    def keys(self) -> tuple[Integers, ...] | None:
        """Return which options were chosen, as one number (n,)."""
        return _as_one(self.chosen, 2, self.missing)

    def taken(self, rows: Positions) -> Self:
        """Return the answers of some of the respondents."""
        return replace(self, chosen=self.chosen[rows], missing=self.missing[rows])


@dataclass(frozen=True, slots=True)
class Rankings:
    """Several in order; ranks is (n, k), 1 the first, 0 not ranked."""

    ranks: NDArray[np.int8]
    levels: tuple[str, ...]
    missing: Codes

    @property
    def limits(self) -> Limits:
        """None: an order is no number."""
        return (-np.inf, np.inf)

    def counted(self, options: Sequence[str]) -> Floats:
        """Return 1 where one of the options stands first, 0 where not (n,)."""
        return self.among_first(options, 1)

    def among_first(self, options: Sequence[str], places: int) -> Floats:
        """Return 1 where one of the options stands among the first places, 0 where not (n,)."""
        columns = self.ranks[:, _places(self.levels, options)]
        first = ((columns >= 1) & (columns <= places)).any(axis=1)
        return np.where(self.missing < 0, np.nan, first)

    def values(self) -> Floats:
        """Return NaN: an order is no number (n,)."""
        return np.full(len(self.missing), np.nan)

    def keys(self) -> tuple[Integers, ...] | None:
        """Return the order, as one number (n,)."""
        return _as_one(self.ranks, len(self.levels) + 1, self.missing)

    def taken(self, rows: Positions) -> Self:
        """Return the answers of some of the respondents."""
        return replace(self, ranks=self.ranks[rows], missing=self.missing[rows])


def smallest_type(levels: int) -> type[np.signedinteger[Any]]:
    """Return the smallest type of whole number that holds so many codes and all kinds of missing.

    >>> smallest_type(5), smallest_type(200)
    (<class 'numpy.int8'>, <class 'numpy.int16'>)
    """
    kinds = (np.int8, np.int16, np.int32)
    return next(kind for kind in kinds if levels <= np.iinfo(kind).max + 1)


def as_number(text: str) -> float:
    """Return the number that a text is, NaN if it is none.

    >>> as_number("2.50"), as_number("two")
    (2.5, nan)
    """
    try:
        return float(text)
    except ValueError:
        return np.nan


def _places(levels: tuple[str, ...], options: Sequence[str]) -> list[int]:
    return [levels.index(option) for option in options if option in levels]


def _as_one(table: NDArray[np.int8], digits: int, missing: Codes) -> tuple[Integers, ...] | None:
    if digits ** table.shape[1] > _ANSWERS:
        return None
    key = np.zeros(table.shape[0], dtype=np.int64)
    for column in range(table.shape[1]):
        key *= digits
        key += table[:, column]
    return (missing, key)


def _spread(by_level: Floats, codes: Codes) -> Floats:
    spread = np.append(by_level, np.nan)[np.maximum(codes, -1)]
    return np.asarray(spread, dtype=float)
