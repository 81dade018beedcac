"""Respondents who are alike, put together: a design with a row a group in place of a respondent.

Survey answers have few levels. Among respondents of one stratum (or sampled unit), one cell of the
calibration margins and the same answers, an influence value differs by the weight alone; so the
number of respondents, the sum of their weights and of their squared weights say all that any
estimate and its variance need, and every estimator takes the grouped design as it takes any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from validation.stats.arrays import Codes, Floats, Mask, compact, row_sums, smallest
from validation.stats.calibration import Calibration
from validation.stats.design import Design, SpreadDesign
from validation.stats.variance import Stage

_MOST = 1 / 2  # of the rows: with more groups than this, grouping them costs more than it saves
_ROOM = 8  # combinations a row that a table may have room for


@dataclass(frozen=True, slots=True)
class Grouped:
    """A design with a row a group, and for each group one of the rows that it stands for."""

    design: Design
    rows: NDArray[np.intp]


class Grouping:
    """The rows of a design by what their variance depends on, and by columns that always count.

    >>> design = Design(6, weights=[1, 1, 2, 2, 2, 2], strata=[0, 0, 0, 1, 1, 1])
    >>> grouped = Grouping(design).by([[0, 0, 1, 1, 1, 1]], most=0.5)
    >>> grouped.rows.tolist(), grouped.design.weights.tolist()
    ([1, 2, 5], [2.0, 2.0, 6.0])
    """

    __slots__ = ("_bases", "_keys", "_numbers", "_size", "_squares", "design")

    def __init__(self, design: Design, columns: Sequence[ArrayLike] = ()) -> None:
        self.design = design
        self._numbers = np.arange(design.n, dtype=np.intp)
        self._squares = design.weights * design.weights
        self._bases = [one.base for one in calibrations_of(design)]
        self._keys, self._size = _crossed(
            np.zeros(design.n, dtype=np.int8), 1, [*_of_design(design), *columns]
        )

    def by(self, columns: Sequence[ArrayLike], most: float = _MOST) -> Grouped | None:
        """Return the groups of rows that are alike in these columns of whole numbers too.

        None where there are more than the share `most` of the rows, which are hardly alike then,
        and for a design of replicate weights.
        """
        if type(self.design) is not Design:
            return None  # whose variance rests on other things than strata, units and margins
        keys, size = _crossed(self._keys, self._size, columns)
        keys = keys.astype(np.intp, copy=False)
        counts = np.bincount(keys, minlength=size)
        occupied = np.flatnonzero(counts)
        if occupied.size > most * self.design.n:
            return None
        one_of_each = np.empty(size, dtype=np.intp)
        one_of_each[keys] = self._numbers
        rows = one_of_each[occupied]
        weights, squares, *bases = (
            np.bincount(keys, weights=weights, minlength=size)[occupied].astype(np.float64)
            for weights in (self.design.weights, self._squares, *self._bases)
        )
        sums = Sums(counts[occupied].astype(np.float64), weights, squares, tuple(bases))
        return Grouped(_put_together(self.design, rows, sums), rows)


@dataclass(frozen=True, slots=True)
class Sums:
    """What is known of each group: its rows, the sum of their weights and of their squares.

    `bases` are the sums of the weights before each calibration.
    """

    counts: Floats
    weights: Floats
    squares: Floats
    bases: tuple[Floats, ...] = ()


class GroupedDesign(SpreadDesign):
    """A design whose rows are groups; it says the same of them as the design of all the rows."""

    __slots__ = ("_sums",)

    _sums: Sums

    def __init__(
        self, stages: Sequence[Stage], sums: Sums, calibrations: Sequence[Calibration] = ()
    ) -> None:
        self.n = sums.weights.size
        self.weights = sums.weights
        self.weights.flags.writeable = False
        self.weighted, self.lonely = self.weights != 0, "fail"
        self._sums = sums
        self._stages, self._calibrations = tuple(stages), tuple(calibrations)
        self._squares, self._last, self._df = (), None, None

    def count(self, inside: Mask) -> int:
        """Return how many respondents there are in the groups."""
        return int(self._sums.counts[inside].sum())

    def squares(self, inside: Mask) -> float:
        """Return the sum of the respondents' squared weights."""
        return float(self._sums.squares[inside].sum())

    def domain_df(self, inside: Mask | None) -> int:
        """Return units minus strata that occur in the domain, as R's degf(subset(design))."""
        first = self._stages[0]
        if first.unit is not None:
            return super().domain_df(inside)
        rows = self.weighted if inside is None else inside & self.weighted
        occupied = np.bincount(first.stratum[rows], weights=self._sums.counts[rows], minlength=1)
        return int(occupied.sum() - (occupied > 0).sum())


@dataclass(frozen=True, slots=True)
class GroupedRows(Stage):
    """A stage whose units are respondents, of whom a row is a group."""

    sums: Sums

    @classmethod
    def of(cls, stage: Stage, stratum: Codes, sums: Sums) -> "GroupedRows":
        """Return a stage of respondents with a row a group, in these strata."""
        known = stage.size, stage.factor, stage.centred, stage.population
        return cls(None, stratum, *known, sums)

    def covariance(self, influence: Floats) -> Floats:
        """Return what this stage adds, from deviations between groups and inside each."""
        counts, weights, squares = self.sums.counts, self.sums.weights, self.sums.squares
        means = row_sums(influence, self.stratum, self.size.size) / self.size[:, None]
        means[~self.centred] = 0.0
        factor = self.factor[self.stratum]
        between = influence / counts[:, None] - means[self.stratum]
        values = influence / np.where(weights == 0, 1.0, weights)[:, None]
        inside = np.maximum(squares - weights * weights / counts, 0.0)
        return _squared(between, factor * counts) + _squared(values, factor * inside)


def _squared(values: Floats, factor: Floats) -> Floats:
    # not by BLAS, whose threads wait for each other longer than such small products take
    return np.asarray(np.einsum("nk,nl->kl", values * factor[:, None], values), dtype=np.float64)


def stages_of(design: Design) -> tuple[Stage, ...]:
    """Return the stages of a design."""
    return design._stages  # noqa: SLF001 - a design of the same kind is made of them


def calibrations_of(design: Design) -> tuple[Calibration, ...]:
    """Return what a design was calibrated to."""
    return design._calibrations  # noqa: SLF001 - as above


def _of_design(design: Design) -> list[ArrayLike]:
    columns = [stage.stratum if stage.unit is None else stage.unit for stage in stages_of(design)]
    cells = [calibration.cell for calibration in calibrations_of(design)]
    weightless = design.weights == 0
    return [*columns, *cells, *([weightless.astype(np.intp)] if weightless.any() else [])]


def _crossed(keys: Codes, size: int, columns: Sequence[ArrayLike]) -> tuple[Codes, int]:
    for column in columns:
        codes, levels = _from_lowest(np.asarray(column))
        if levels == 1:
            continue
        if size * levels > _ROOM * keys.size:
            keys, size = _renumbered(keys)
        if size * levels > _ROOM * keys.size:
            codes, levels = _renumbered(codes)
        size *= levels
        kind = smallest(size)  # what lies closer together is multiplied faster
        keys = keys.astype(kind, copy=False) * kind.type(levels)
        keys += codes.astype(kind, copy=False)
        if size > _ROOM * keys.size:
            keys, size = _renumbered(keys)
    return keys, size


def _from_lowest(codes: Codes) -> tuple[Codes, int]:
    lowest = int(codes.min(initial=0))
    levels = int(codes.max(initial=0)) - lowest + 1
    return (codes.astype(np.intp) - lowest if lowest else codes), levels


def _renumbered(keys: Codes) -> tuple[Codes, int]:
    few, occupied = compact(keys)
    return few.astype(np.intp, copy=False), occupied.size


def _put_together(design: Design, rows: Codes, sums: Sums) -> GroupedDesign:
    stages = [
        GroupedRows.of(stage, stage.stratum[rows], sums)
        if stage.unit is None
        else replace(stage, unit=stage.unit[rows])
        for stage in stages_of(design)
    ]
    calibrations = [
        replace(one, cell=one.cell[rows], base=base)
        for one, base in zip(calibrations_of(design), sums.bases, strict=True)
    ]
    return GroupedDesign(stages, sums, calibrations)


def crossed_columns(columns: Sequence[ArrayLike]) -> tuple[Codes, Codes]:
    """Return the combination that each row has of several columns, and a row of each.

    Combinations are numbered 0, 1, 2 … in their order.
    """
    n = np.asarray(columns[0]).size
    keys, _ = _crossed(np.zeros(n, dtype=np.int8), 1, columns)
    keys, occupied = compact(keys)
    rows = np.empty(occupied.size, dtype=np.intp)
    rows[keys] = np.arange(n)
    return keys, rows
