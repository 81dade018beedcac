"""Statistics that are smooth functions of weighted sums: what all estimators here are made of."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from validation.stats.arrays import Codes, Floats, from_one

Column = NDArray[Any]
Formula = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Smooth:
    """k functions of the weighted sums of c columns in each of L cells.

    `formula` takes (m, L, c) sums to (m, k) values, for as many m sets of weights as there are;
    `slopes` (L, c, k) are its derivatives at the sample's own sums. A column of None is a column
    of ones; `origin` is taken off the other columns. Rows of code -1 are outside.
    """

    codes: Codes
    columns: tuple[Column | None, ...]
    slopes: Floats
    formula: Formula
    origin: float = 0.0

    @property
    def counts_only(self) -> bool:
        """Whether the statistic needs no more than the weight of each cell."""
        return all(column is None for column in self.columns)

    def values(self, rows: slice | None = None) -> list[Floats | None]:
        """Return the columns, of a slice of rows, as numbers from the origin; None for ones."""
        part = rows or slice(None)
        shift = self.origin
        return [None if column is None else column[part] - shift for column in self.columns]

    def sums(self, weights: Floats) -> Floats:
        """Return the (L, c) weighted sums of one set of weights."""
        size = self.slopes.shape[0]
        if size == 1 and not self.counts_only and self.codes.min(initial=0) >= 0:
            return self._sums_of_all(weights)
        sums = np.empty((size, len(self.columns)))
        codes = from_one(self.codes)
        for at, column in enumerate(self.values()):
            products = weights if column is None else weights * column
            sums[:, at] = np.bincount(codes, weights=products, minlength=size + 1)[1:]
        return sums

    def _sums_of_all(self, weights: Floats) -> Floats:
        ones = float(weights.sum())
        return np.array(
            [[ones if column is None else weights @ column for column in self.values()]]
        )

    def scores(self) -> Floats:
        """Return the (n, k) derivatives by each row's weight, 0 outside."""
        if self.slopes.shape[0] == 1 and self.slopes.shape[2] == 1 and not self.counts_only:
            return self._scores_of_one()
        k = self.slopes.shape[2]
        scores = np.zeros((self.codes.size, k), order="F")
        padded = np.concatenate([self.slopes, np.zeros((1, *self.slopes.shape[1:]))])
        for at, column in enumerate(self.values()):
            for of in range(k):
                slopes = padded[:, at, of][self.codes]
                scores[:, of] += slopes if column is None else slopes * column
        if not self.counts_only:
            scores[self.codes < 0] = 0.0  # an answer outside may be no number
        return scores

    def _scores_of_one(self) -> Floats:
        """The scores of one function of one cell, such as a mean, without a look at the codes."""
        scores = np.zeros(self.codes.size)
        for slope, column in zip(self.slopes[0, :, 0], self.values(), strict=True):
            scores += slope if column is None else slope * column
        if self.codes.min() < 0:
            scores[self.codes < 0] = 0.0
        return scores[:, None]

    def times(self, coefficients: Floats) -> "Smooth":
        """Return the (k, j) combinations of the functions."""
        slopes, formula = self.slopes @ coefficients, self.formula
        return replace(self, slopes=slopes, formula=lambda sums: formula(sums) @ coefficients)

    def mapped(self, transform: Formula) -> "Smooth":
        """Return a transform of the functions, for designs that evaluate and need no slopes."""
        formula = self.formula
        return replace(self, formula=lambda sums: transform(formula(sums)))


def logits(shares: Floats) -> Floats:
    """Return the log odds."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(shares) - np.log1p(-shares))


def ratios(sums: Floats) -> Floats:
    """Return first over second column of each cell, such as means."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[:, :, 0] / sums[:, :, 1])


def totals(sums: Floats) -> Floats:
    """Return the first column of each cell."""
    return sums[:, :, 0]


def portions(sums: Floats) -> Floats:
    """Return each cell's part of all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[:, :, 0] / sums[:, :, 0].sum(axis=1, keepdims=True))
