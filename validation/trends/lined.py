"""Numbers of many series over the waves, as arrays: a row a series, a column a wave."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Places = NDArray[np.intp]

NOWHERE = -1


class Likeness(Protocol):
    """How alike the estimates of two waves are because the same people are in both."""

    def correlation(self, one: int, other: int) -> Floats:
        """Return the correlation of the two waves' estimates, a series (m,)."""
        ...

    def overlap(self, one: int, other: int) -> int:
        """Return how many people are in both."""
        ...

    def joining(self, one: int, other: int) -> float:
        """Return the part of the later wave's people who are not in the earlier one."""
        ...

    def new(self, wave: int) -> float:
        """Return the part of a wave's people who are in no wave before it."""
        ...


@dataclass(frozen=True, slots=True)
class Fresh:
    """Waves that ask other people each time."""

    series: int

    def correlation(self, one: int, other: int) -> Floats:
        """Return none."""
        del one, other
        return np.zeros(self.series)

    def overlap(self, one: int, other: int) -> int:
        """Return nobody."""
        del one, other
        return 0

    def joining(self, one: int, other: int) -> float:
        """Return all."""
        del one, other
        return 1.0

    def new(self, wave: int) -> float:
        """Return all."""
        del wave
        return 1.0


@dataclass(frozen=True, slots=True)
class Lined:
    """Estimates of m series at T waves, NaN where there is none.

    Args:
        hypothesis: the number of each series' hypothesis (m,).
        part: 0 for the whole audience, then 1, 2 … for the levels of its segments (m,).
        shares: whether a series is a plain share, between 0 and 1 (m,).
        times: of each wave, in years (T,).
        baseline: of each wave the wave that it is compared with, −1 for the first one that is
            comparable (T,).
        run: which stretch of comparable waves an estimate is in; changes never cross two (m, T).
        tested: whether enough people answered for a test (m, T).
        likeness: of the waves' estimates where people are asked again.
    """

    hypothesis: Places
    part: Places
    shares: Booleans
    times: Floats
    baseline: Places
    run: Places
    tested: Booleans
    estimate: Floats
    se: Floats
    df: Floats
    n_effective: Floats
    likeness: Likeness = field(repr=False)

    def previous(self, wave: int) -> Places:
        """Return, for each series, the last wave before that it can be compared with, or −1."""
        places = np.where(self._usable(wave), np.arange(wave), NOWHERE)
        return np.asarray(places.max(axis=1, initial=NOWHERE), dtype=np.intp)

    def base(self, wave: int) -> Places:
        """Return, for each series, the baseline, −1 where that is the previous wave, or none."""
        usable = self._usable(wave)
        earliest = np.where(usable, np.arange(wave), wave).min(axis=1, initial=wave)
        found = np.where(earliest == wave, NOWHERE, earliest)
        named = int(self.baseline[wave])
        if 0 <= named < wave:
            found = np.where(usable[:, named], named, found)
        return np.where(found == self.previous(wave), NOWHERE, found)

    def stretch(self, wave: int) -> Booleans:
        """Return which waves up to this one each series can be followed over (m, wave + 1)."""
        return np.column_stack([self._usable(wave), self.tested[:, wave]])

    def _usable(self, wave: int) -> Booleans:
        same = self.run[:, :wave] == self.run[:, wave : wave + 1]
        usable: Booleans = same & self.tested[:, :wave] & self.tested[:, wave : wave + 1]
        return usable
