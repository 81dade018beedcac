"""Design-based rank tests and the probability of superiority.

Mid-ranks are the weight below plus half the weight of the own value, so that neither ties nor the
order of the rows matter (R's svyranktest averages running ranks inside ties and depends on it).
Everything rests on the table of weights by group and value.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, coded, compact, level_codes, numbers
from validation.stats.design import Design
from validation.stats.distributions import f_above, t_below
from validation.stats.estimation import Point, domain, estimate_of
from validation.stats.pivots import SHARE
from validation.stats.quadratic import wald_statistic
from validation.stats.results import Estimate, TestResult
from validation.stats.variance import spread_codes

_ROUNDING = 1e-12
_TWO = 2  # groups that Wilcoxon compares; Kruskal-Wallis takes more


@dataclass(frozen=True, slots=True)
class _Groups:
    """Weights by group and value."""

    design: Design
    inside: Mask
    cell: Codes  # group * values + value of each row, -1 outside
    weights: Floats  # (groups, values)

    @property
    def totals(self) -> Floats:
        """Weight of each group."""
        totals: Floats = self.weights.sum(axis=1)
        return totals


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
    column, members = numbers(y, design.n, "y"), coded(groups, design.n, "groups").codes
    inside = domain(design, where, ~np.isnan(column), members >= 0)
    of_inside, used = compact(members[inside])
    df = design.domain_df(inside) - (used.size - 1)
    if used.size == 1 or df < 1:
        message = (
            f"groups: found {used.size} with {df} degrees of freedom left, must be two at least "
            "and one degree of freedom."
        )
        raise StatisticsError(message)
    table = _tabulated(design, column, inside, of_inside)
    return _kruskal_wallis(table, df) if used.size > _TWO else _wilcoxon(table, df)


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
    column, members = numbers(y, design.n, "y"), np.asarray(groups)
    if members.shape != (design.n,):
        message = f"groups: found shape {members.shape}, must be ({design.n},), a value a row."
        raise StatisticsError(message)
    answered = ~np.isnan(column)
    first = domain(design, where, answered, members == a)
    second = domain(design, where, answered, members == b)
    inside = first | second
    table = _tabulated(design, column, inside, second[inside].astype(np.intp))
    above, below = _beaten(table)
    value = float(table.weights[0] @ above) / float(table.totals[0])
    slopes = np.concatenate([above - value, (1 - value) - below])
    slopes /= np.repeat(table.totals, table.weights.shape[1])
    influence = spread_codes(design.weights, table.cell, slopes[:, None])[:, 0]
    smaller = min(design.count(first), design.count(second))
    return estimate_of(
        design, Point(value, influence, inside, "logit", SHARE, answers=smaller), confidence
    )


def _tabulated(design: Design, column: Floats, inside: Mask, groups: Codes) -> _Groups:
    levels = level_codes(column[inside])
    n_levels = int(levels.max()) + 1
    n_groups = int(groups.max()) + 1
    cell = np.full(design.n, -1, dtype=np.intp)
    cell[inside] = groups * n_levels + levels
    sums = np.bincount(cell[inside], design.weights[inside], minlength=n_groups * n_levels)
    weights = sums.astype(np.float64).reshape(n_groups, n_levels)
    return _Groups(design, inside, cell, weights)


def _middle(weights: Floats) -> Floats:
    """Share below each value plus half the share at it."""
    shares = weights / weights.sum()
    middle: Floats = np.cumsum(shares) - shares / 2
    return middle


def _beaten(table: _Groups) -> tuple[Floats, Floats]:
    """Share of the second group below each value, and of the first group, ties counted half."""
    return _middle(table.weights[1]), _middle(table.weights[0])


def _mean_ranks(table: _Groups) -> tuple[Floats, Floats]:
    """Mean mid-rank of each group, and its influence by cell, (cells, groups)."""
    ranks = _middle(table.weights.sum(axis=0))
    means = table.weights @ ranks / table.totals
    n_groups, n_levels = table.weights.shape
    influence = np.zeros((n_groups, n_levels, n_groups))
    for group in range(n_groups):
        influence[group, :, group] = (ranks - means[group]) / table.totals[group]
    return means, influence.reshape(n_groups * n_levels, n_groups)


def _wilcoxon(table: _Groups, df: int) -> TestResult:
    means, influence = _mean_ranks(table)
    gap = float(means[0] - means[1])
    slopes = influence[:, [0]] - influence[:, [1]]
    variance = float(table.design.covariance_by_code(table.cell, slopes)[0, 0])
    above = float(table.weights[0] @ _beaten(table)[0]) / float(table.totals[0])
    if variance <= _ROUNDING * gap * gap or variance <= 0:
        # everybody of a group the same: no doubt about a gap, and nothing to test without one
        certain = abs(gap) > _ROUNDING
        infinite = math.copysign(math.inf, gap)
        return TestResult(infinite if certain else 0.0, None, df, float(not certain), above)
    statistic = gap / variance**0.5
    return TestResult(statistic, None, df, 2 * t_below(-abs(statistic), df), above)


def _kruskal_wallis(table: _Groups, df: int) -> TestResult:
    means, influence = _mean_ranks(table)
    gaps = means[1:] - means[0]
    slopes = influence[:, 1:] - influence[:, [0]]
    covariance = table.design.covariance_by_code(table.cell, slopes)
    if np.abs(gaps).max() < _ROUNDING:
        return TestResult(0.0, float(gaps.size), df, 1.0)
    statistic = wald_statistic(gaps, covariance) / gaps.size
    return TestResult(statistic, float(gaps.size), df, f_above(statistic, gaps.size, df))
