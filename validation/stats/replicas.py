"""Replicate weights, stored by sampled unit, and the weighted sums of all replicates at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.stats.arrays import Codes, Floats, compact, from_one
from validation.stats.smooth import Smooth

_FEW_CELLS = 256  # sums a replicate up to which one matrix product makes all of them
_CHUNK = 4096  # rows turned into numbers at a time: they stay in the processor's cache
_AT_ONCE = 2_000_000  # numbers of larger tables held at a time


@dataclass(frozen=True, slots=True)
class Replicas:
    """Replicate weights: of row i in replicate r base[i] * multipliers[unit[i], r]."""

    multipliers: NDArray[Any]  # (units, R)
    base: Floats | None  # None: 1
    unit: Codes | None  # None: every row is a unit

    @property
    def count(self) -> int:
        """How many replicates there are."""
        return int(self.multipliers.shape[1])

    def weights(self, replicate: int) -> Floats:
        """Return the (n,) weights of one replicate."""
        column = self.multipliers[:, replicate].astype(np.float64)
        weights = column if self.unit is None else column[self.unit]
        return weights if self.base is None else weights * self.base

    def product(self, items: Floats, rows: slice) -> Floats:
        """Return the (R, k) sums of (rows, k) items of a slice of rows."""
        weighted = items if self.base is None else items * self.base[rows, None]
        part = self.multipliers[rows] if self.unit is None else self.multipliers[self.unit[rows]]
        return part.astype(np.float64, copy=False).T @ weighted

    def sums(self, statistic: Smooth) -> Iterator[Floats]:
        """Return the weighted sums of all replicates, (m, L, c) for m replicates at a time."""
        cells, columns = statistic.slopes.shape[0], len(statistic.columns)
        if cells * columns <= _FEW_CELLS:
            flat = (
                self.multipliers.T @ self._by_unit(statistic)
                if self.unit is not None
                else (self._by_row(statistic))
            )
            yield flat.reshape(-1, cells, columns)
            return
        at_once = max(1, _AT_ONCE // (cells * columns))
        for first in range(0, self.count, at_once):
            some = range(first, min(first + at_once, self.count))
            yield np.stack([statistic.sums(self.weights(replicate)) for replicate in some])

    def times(self, cell: Codes, ratio: Floats) -> "Replicas":
        """Return the replicate weights times the (cells, R) ratio of each row's cell."""
        if self.unit is None:
            return Replicas(self.multipliers * ratio[cell], self.base, None)
        joint, keys = compact(self.unit * ratio.shape[0] + cell)
        units, cells = keys // ratio.shape[0], keys % ratio.shape[0]
        return Replicas(self.multipliers[units] * ratio[cells], self.base, joint)

    def linear(self, influence: Floats, weights: Floats) -> Floats:
        """Return the (R, k) sums of (n, k) influence a unit of weight, times replicate weights."""
        scores = influence / np.where(weights == 0, 1.0, weights)[:, None]
        return np.stack([self.weights(replicate) @ scores for replicate in range(self.count)])

    def _by_unit(self, statistic: Smooth) -> Floats:
        """The sums within units, (units, L * c)."""
        cells, columns = statistic.slopes.shape[0], len(statistic.columns)
        units = self.multipliers.shape[0]
        unit = np.zeros(0, dtype=np.intp) if self.unit is None else self.unit
        keys = unit * np.intp(cells + 1) + from_one(statistic.codes)
        base = np.ones(keys.size) if self.base is None else self.base
        sums = np.empty((units, cells, columns))
        for at, column in enumerate(statistic.values()):
            products = base if column is None else base * column
            table = np.bincount(keys, weights=products, minlength=units * (cells + 1))
            sums[:, :, at] = table.reshape(units, cells + 1)[:, 1:]
        return sums.reshape(units, cells * columns)

    def _by_row(self, statistic: Smooth) -> Floats:
        """The sums of rows that are units of their own, (R, L * c)."""
        cells, columns = statistic.slopes.shape[0], len(statistic.columns)
        sums = np.zeros((self.count, cells * columns))
        for first in range(0, statistic.codes.size, _CHUNK):
            rows = slice(first, first + _CHUNK)
            codes = statistic.codes[rows]
            inside = np.flatnonzero(codes >= 0)
            spread = np.zeros((codes.size, cells * columns))
            at = codes[inside].astype(np.intp) * columns
            for number, column in enumerate(statistic.values(rows)):
                spread[inside, at + number] = 1.0 if column is None else column[inside]
            if self.base is not None:
                spread *= self.base[rows, None]
            sums += self.multipliers[rows].astype(np.float64, copy=False).T @ spread
        return sums
