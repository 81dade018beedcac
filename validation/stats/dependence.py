"""How strongly two categorical columns depend on each other: Cramér's V."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.contingency import CrossTable, cross_table, design_effects
from validation.stats.design import Design
from validation.stats.estimation import Point, estimate_of
from validation.stats.noncentral import Noncentral
from validation.stats.pivots import Law, Limits, Pivot, interval, tails
from validation.stats.pooling import pooled, rarest
from validation.stats.rao_scott import mean_effect
from validation.stats.results import Estimate
from validation.stats.variance import spread_codes

_INDEPENDENT = 1e-12  # a V below this, or as near to 1, has no direction to linearise in
_LEAST = 1.0  # expected answers in a cell, below which no law of V is trusted (Cochran 1954)
_RANGE = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Bounded:
    """Cramér's V by a law of its own from below, and by the more careful of two from above."""

    pooled: Noncentral
    near: Noncentral
    linear: Pivot

    def interval(self, confidence: float) -> Limits:
        low = self.pooled.limit((1 + confidence) / 2)
        high = max(self.near.limit((1 - confidence) / 2), interval(self.linear, confidence)[1])
        return low, min(1.0, high)

    def tails(self, bound: float) -> Limits:
        below = max(self.near.below(bound), tails(self.linear, bound)[0])
        return below, self.pooled.above(bound)


@dataclass(frozen=True, slots=True)
class _Nothing:
    """A V of exactly 0: the statistic counts as large as chance makes it on average."""

    near: Noncentral

    def interval(self, confidence: float) -> Limits:
        return 0.0, min(1.0, self.near.limit((1 - confidence) / 2))

    def tails(self, bound: float) -> Limits:
        return self.near.below(bound), 0.0 if bound < 0 else 1.0


def cramers_v(
    design: Design,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return Cramér's V of the weighted table, with an interval that holds near 0 as well.

    That V lies above a bound is said by the noncentral chi-square distribution of Pearson's
    statistic (Smithson 2003), corrected for the design (Rao & Scott 1984), of a table whose rare
    levels are put together until each cell expects five answers (Cochran 1954): V of many nearly
    empty cells lies far above the truth, and that of a pooled table is never larger in truth.
    Where dependence is strong, the statistic counts as much as the linearised variance says, and
    what chance adds to it is the sum of its second derivatives.

    That V lies below is said by the noncentral distribution for the whole table, and only where
    the linearised interval says so too. The linearised one alone covers badly: without any
    dependence in 5 by 5 levels it lies above 0.1 in every second sample of 100. Where V is exactly
    0 the statistic counts as if it were its degrees of freedom, what chance makes it on average.
    Where one cell expects less than one answer in two rows and two columns, nothing is said.

    Raises:
        StatisticsError: A column with one level only.

    >>> found = cramers_v(Design(12), [0, 0, 0, 1, 1, 1] * 2, [0, 0, 0, 1, 1, 0] * 2)
    >>> round(found.estimate, 3), round(found.ci_low, 3)
    (0.707, 0.135)
    """
    table = cross_table(design, rows, columns, where)
    rank = min(table.shares.shape) - 1
    value = math.sqrt(table.phi_square / rank)
    answers = _equal_answers(table)
    few = pooled(table, answers)
    if rarest(few, answers) < _LEAST:
        nothing = Point(value, _influence(table, value, rank), table.inside, "open", _RANGE)
        return estimate_of(design, nothing, confidence)
    scale = _simple_answers(table)
    if value < _INDEPENDENT:
        nothing = Point(0.0, np.zeros(design.n), table.inside, "open", _RANGE)
        near = Noncentral(table.degrees, table.degrees, rank * scale)
        return _with_law(estimate_of(design, nothing, confidence), _Nothing(near))
    point = Point(value, _influence(table, value, rank), table.inside, "bounded", _RANGE)
    linear = estimate_of(design, point, confidence)
    near = Noncentral(scale * table.phi_square, table.degrees, rank * scale)
    return _with_law(linear, _Bounded(_from_below(few, rank), near, linear.pivot))


def _from_below(table: CrossTable, rank: int) -> Noncentral:
    """Return the law by which a pooled table bounds the V of the whole one, of that rank."""
    simple, phi_square = _simple_answers(table), table.phi_square
    variance = _phi_square_variance(table)
    # 1 / variance of phi: fewer answers than those of a simple sample where dependence is strong
    answers = min(simple, 4 * phi_square / variance) if min(variance, phi_square) > 0 else simple
    degrees = max(table.degrees, _excess(table)) * answers / simple
    return Noncentral(answers * phi_square, degrees, rank * answers)


def _excess(table: CrossTable) -> float:
    """Return what chance adds to Pearson's statistic of a simple sample, to the second order.

    Half the sum of second derivatives times covariances; without dependence, the degrees of
    freedom.
    """
    ratios = table.shares / table.expected
    squared = table.shares * ratios
    row, column = table.shares.sum(axis=1), table.shares.sum(axis=0)
    margins = (squared.sum(axis=1) / row).sum() + (squared.sum(axis=0) / column).sum()
    return float(ratios.sum() - margins + (squared * ratios).sum())


def _phi_square_variance(table: CrossTable) -> float:
    slopes = _phi_square_slopes(table.shares).reshape(-1, 1)
    return float(table.design.covariance_of(table.of_shares(slopes))[0, 0])


def _influence(table: CrossTable, value: float, rank: int) -> Floats:
    """Return the derivatives of V by the weights, times the weights; zeros at both its ends."""
    if min(value, 1 - value) < _INDEPENDENT:
        return np.zeros(table.design.n)
    slopes = table.centred(_phi_square_slopes(table.shares).reshape(-1, 1)) / (2 * value * rank)
    spread = spread_codes(table.design.weights, table.cell, table.by_code(slopes))
    return np.asarray(spread[:, 0], dtype=np.float64)


def _with_law(found: Estimate, law: Law) -> Estimate:
    pivot = replace(found.pivot, law=law)
    low, high = interval(pivot, found.confidence)
    return replace(found, ci_low=low, ci_high=high, pivot=pivot)


def _simple_answers(table: CrossTable) -> float:
    """Answers of a simple random sample that would say as much of the table."""
    try:
        return table.n / mean_effect(design_effects(table))
    except StatisticsError:  # complete dependence shows no variance, but the weights cost some
        return _equal_answers(table)


def _equal_answers(table: CrossTable) -> float:
    """Answers of equal weight that the weights are worth (Kish 1965)."""
    return table.weight**2 / table.design.squares(table.inside)


def _phi_square_slopes(shares: Floats) -> Floats:
    """Derivative of the sum of share^2 / (row share * column share) by each cell's share."""
    row, column = shares.sum(axis=1), shares.sum(axis=0)
    squared = shares**2 / np.outer(row, column)
    slopes: Floats = (
        2 * shares / np.outer(row, column)
        - (squared.sum(axis=1) / row)[:, None]
        - (squared.sum(axis=0) / column)[None, :]
    )
    return slopes
