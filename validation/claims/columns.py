"""The answers to one item, as small integer codes with their levels and kinds of missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int16]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Limits = tuple[float, float]


class Missing(IntEnum):
    """Why there is no answer: five kinds that stay apart."""

    NOT_SHOWN = -1
    NO_ANSWER = -2
    DONT_KNOW = -3
    REFUSED = -4
    NOT_APPLICABLE = -5


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


def _spread(by_level: Floats, codes: Codes) -> Floats:
    spread = np.append(by_level, np.nan)[np.maximum(codes, -1)]
    return np.asarray(spread, dtype=float)
