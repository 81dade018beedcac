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
from validation.stats.kish import kish
from validation.stats.noncentral import Noncentral
from validation.stats.pivots import Law, Limits, Pivot, interval, tails
from validation.stats.rao_scott import mean_effect
from validation.stats.results import Estimate
from validation.stats.variance import spread_codes

_INDEPENDENT = 1e-12  # a V below this is rounding, and has no direction to linearise in


@dataclass(frozen=True, slots=True)
class _Bounded:
    """Cramér's V by both laws: noncentral from below, the more careful of the two from above."""

    near: Noncentral
    linear: Pivot

    def interval(self, confidence: float) -> Limits:
        low, high = self.near.interval(confidence)
        return low, max(min(1.0, high), interval(self.linear, confidence)[1])

    def tails(self, bound: float) -> Limits:
        return max(self.near.below(bound), tails(self.linear, bound)[0]), self.near.above(bound)


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
    statistic, corrected for the design (Smithson 2003; Rao & Scott 1984); that it lies below, only
    where the linearised interval says so too, which is the better one for strong dependence. The
    linearised one alone covers badly: without any dependence in 5 by 5 levels it lies above 0.1
    in every second sample of 100. Where V is exactly 0 the statistic counts as if it were its
    degrees of freedom, what chance makes it on average.

    Raises:
        StatisticsError: A column with one level only.

    >>> found = cramers_v(Design(4), [0, 0, 1, 1], [0, 0, 1, 0])
    >>> round(found.estimate, 3), found.ci_low
    (0.577, 0.0)
    """
    table = cross_table(design, rows, columns, where)
    rank = min(table.shares.shape) - 1
    value = math.sqrt(table.phi_square / rank)
    if value < _INDEPENDENT:
        nothing = Point(0.0, np.zeros(design.n), table.inside, "open", (0.0, 1.0))
        near = Noncentral(table.degrees, table.degrees, rank * _simple_answers(table))
        return _with_law(estimate_of(design, nothing, confidence), _Nothing(near))
    slopes = table.centred(_phi_square_slopes(table.shares).reshape(-1, 1)) / (2 * value * rank)
    influence = spread_codes(design.weights, table.cell, table.by_code(slopes))[:, 0]
    point = Point(value, influence, table.inside, "bounded", (0.0, 1.0))
    linear = estimate_of(design, point, confidence)
    scale = rank * _simple_answers(table)
    near = Noncentral(scale * value**2, table.degrees, scale)
    return _with_law(linear, _Bounded(near, linear.pivot))


def _with_law(found: Estimate, law: Law) -> Estimate:
    pivot = replace(found.pivot, law=law)
    low, high = interval(pivot, found.confidence)
    return replace(found, ci_low=low, ci_high=high, pivot=pivot)


def _simple_answers(table: CrossTable) -> float:
    """Answers of a simple random sample that would say as much of the table."""
    try:
        return table.n / mean_effect(design_effects(table))
    except StatisticsError:  # complete dependence shows no variance, but the weights cost some
        return kish(table.design.weights[table.inside]).n_effective


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
