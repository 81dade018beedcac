"""Design-based rank tests and the probability of superiority.

Mid-ranks are the weight below plus half the weight of the own value, so that neither ties nor the
order of the rows matter (R's svyranktest averages running ranks inside ties and depends on it).
Everything rests on the table of weights by group and value.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import (
    Codes,
    Floats,
    Mask,
    answered,
    crossed,
    level_codes,
    measured,
    numbered,
)
from validation.stats.design import Design
from validation.stats.distributions import f_above, t_below
from validation.stats.estimation import Point, domain, estimate_of
from validation.stats.pivots import SHARE
from validation.stats.quadratic import wald_statistic
from validation.stats.results import Estimate, TestResult
from validation.stats.smooth import Column, Formula, Smooth, totals
from validation.stats.sources import Part

_ROUNDING = 1e-12
_FEW_VALUES = 1000  # whole numbers up to here need no sorting
_TWO = 2  # groups that Wilcoxon compares; Kruskal-Wallis takes more


@dataclass(frozen=True, slots=True)
class _Groups:
    """Weights by group and value, of those groups and values that occur."""

    cell: Codes  # of each row, -1 outside
    sums: Floats  # (groups, values), as the cells are numbered
    used_groups: Mask
    used_values: Mask

    @property
    def weights(self) -> Floats:
        """Weight of each group and value, (groups, values)."""
        return self.sums[np.ix_(self.used_groups, self.used_values)]

    @property
    def totals(self) -> Floats:
        """Weight of each group."""
        totals: Floats = self.weights.sum(axis=1)
        return totals

    def statistic(self, slopes: Floats, formula: Formula) -> Smooth:
        """Return the statistic with slopes (groups, values, k) and a formula of (m, g, v)."""
        used = np.ix_(self.used_groups, self.used_values)
        padded = np.zeros((*self.sums.shape, slopes.shape[2]))
        padded[used] = slopes

        def of_cells(sums: Floats) -> Floats:
            return formula(sums.reshape(-1, *self.sums.shape)[:, used[0], used[1]])

        return Smooth(self.cell, (None,), padded.reshape(-1, 1, slopes.shape[2]), of_cells)


def rank_test(
    design: Design, y: ArrayLike, groups: ArrayLike, *, where: ArrayLike | None = None
) -> TestResult:
    """Return the design-based Wilcoxon test, or Kruskal-Wallis for more than two groups.

    The test compares mean mid-ranks (Lumley & Scott 2013). With two groups the statistic is a t,
    positive where the first group (in sorted order) ranks higher, with one degree of freedom less
    than the domain has, and the estimate is the probability that somebody of the first group
    rates higher than somebody of the second, ties counted half. With k groups it is an F.

    Raises:
        StatisticsError: Fewer than two groups, or too few units for their number.

    >>> found = rank_test(Design(6), [5, 6, 7, 1, 2, 6], [0, 0, 0, 1, 1, 1])
    >>> round(found.estimate, 3)
    0.833
    """
    column, (members, size) = measured(y, design.n, "y"), numbered(groups, design.n, "groups")
    inside = domain(design, where, answered(column), members >= 0)
    table = _tabulated(design, column, members, size, inside)
    used = table.weights.shape[0]
    df = design.domain_df(inside) - (used - 1)
    if used == 1 or df < 1:
        message = (
            f"groups: found {used} with {df} degrees of freedom left, must be two at least "
            "and one degree of freedom."
        )
        raise StatisticsError(message)
    return (_kruskal_wallis if used > _TWO else _wilcoxon)(design, table, df)


def superiority(  # noqa: PLR0913 - public contract: data, two groups, options
    design: Design,
    y: ArrayLike,
    groups: ArrayLike,
    a: Hashable,
    b: Hashable,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return the probability that somebody of group a rates higher than somebody of group b.

    Ties count half (Brunner & Munzel 2000). The interval is a t interval on the logit scale; at
    0 and 1 it is that of a share among the smaller group.

    >>> superiority(Design(6), [5, 6, 7, 1, 2, 6], [0, 0, 0, 1, 1, 1], 1, 0).estimate
    0.16666666666666666
    """
    column, members = measured(y, design.n, "y"), np.asarray(groups)
    if members.shape != (design.n,):
        message = f"groups: found shape {members.shape}, must be ({design.n},), a value a row."
        raise StatisticsError(message)
    given = answered(column)
    first = domain(design, where, given, members == a)
    second = domain(design, where, given, members == b)
    inside = first | second
    table = _tabulated(design, column, second.view(np.int8), 2, inside)
    above, below = _beaten(table)
    value = float(table.weights[0] @ above) / float(table.totals[0])
    slopes = np.stack([above - value, (1 - value) - below]) / table.totals[:, None]
    source = Part(table.statistic(slopes[:, :, None], _superiority_of))
    smaller = min(design.count(first), design.count(second))
    return estimate_of(
        design, Point(value, source, inside, "logit", SHARE, answers=smaller), confidence
    )


def _tabulated(design: Design, column: Column, members: Codes, size: int, inside: Mask) -> _Groups:
    values, n_values = _ranked(column, inside)
    cell = crossed(members, values, n_values, inside)
    counted = Smooth(cell, (None,), np.zeros((size * n_values, 1, 0)), totals)
    sums = design.sums(counted).reshape(size, n_values)
    return _Groups(cell, sums, sums.sum(axis=1) > 0, sums.sum(axis=0) > 0)


def _ranked(column: Column, inside: Mask) -> tuple[Codes, int]:
    """Codes in the order of the values, and a number that all of them are below."""
    if column.dtype.kind in "iu":
        low, high = int(column.min()), int(column.max())
        if high - low < _FEW_VALUES:
            codes = column if low == 0 else column.astype(np.int64) - low
            return codes, high - low + 1
    levels = np.zeros(column.size, dtype=np.intp)
    levels[inside] = level_codes(np.asarray(column[inside], dtype=np.float64))
    return levels, int(levels.max()) + 1


def _middle(weights: Floats) -> Floats:
    """Share below each value plus half the share at it."""
    shares = weights / weights.sum()
    middle: Floats = np.cumsum(shares) - shares / 2
    return middle


def _beaten(table: _Groups) -> tuple[Floats, Floats]:
    """Share of the second group below each value, and of the first group, ties counted half."""
    return _middle(table.weights[1]), _middle(table.weights[0])


def _superiority_of(sums: Floats) -> Floats:
    """Share of pairs that the first group wins, of (m, 2, values) weights."""
    totals_ = sums.sum(axis=2, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = sums / totals_
    below = np.cumsum(shares[:, 1], axis=1) - shares[:, 1] / 2
    return np.asarray((shares[:, 0] * below).sum(axis=1))[:, None]


def _mean_ranks(table: _Groups) -> tuple[Floats, Smooth]:
    """Mean mid-rank of each group; the ranks are those of the whole sample, as in R."""
    ranks = _middle(table.weights.sum(axis=0))
    means = table.weights @ ranks / table.totals
    n_groups = means.size
    slopes = np.zeros((n_groups, ranks.size, n_groups))
    for group in range(n_groups):
        slopes[group, :, group] = (ranks - means[group]) / table.totals[group]
    return means, table.statistic(slopes, partial(_means_of, ranks=ranks))


def _means_of(sums: Floats, ranks: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((sums @ ranks) / sums.sum(axis=2))


def _wilcoxon(design: Design, table: _Groups, df: int) -> TestResult:
    means, statistic = _mean_ranks(table)
    gap = float(means[0] - means[1])
    variance = float(design.covariance_of(statistic.times(np.array([[1.0], [-1.0]])))[0, 0])
    above = float(table.weights[0] @ _beaten(table)[0]) / float(table.totals[0])
    if variance <= _ROUNDING * gap * gap or variance <= 0:
        # everybody of a group the same: no doubt about a gap, and nothing to test without one
        certain = abs(gap) > _ROUNDING
        infinite = math.copysign(math.inf, gap)
        return TestResult(infinite if certain else 0.0, None, df, float(not certain), above)
    statistic = gap / variance**0.5
    return TestResult(statistic, None, df, 2 * t_below(-abs(statistic), df), above)


def _kruskal_wallis(design: Design, table: _Groups, df: int) -> TestResult:
    means, statistic = _mean_ranks(table)
    gaps = means[1:] - means[0]
    from_first = np.vstack([-np.ones((1, gaps.size)), np.eye(gaps.size)])
    covariance = design.covariance_of(statistic.times(from_first))
    if np.abs(gaps).max() < _ROUNDING:
        return TestResult(0.0, float(gaps.size), df, 1.0)
    statistic = wald_statistic(gaps, covariance) / gaps.size
    return TestResult(statistic, float(gaps.size), df, f_above(statistic, gaps.size, df))
