"""What estimators give back: numbers with their uncertainty and their influence values."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, Mask
from validation.stats.design import Design
from validation.stats.pivots import Limits, Pivot, interval, tails
from validation.stats.smooth import Smooth
from validation.stats.sources import Rows, Source

_NOTHING, _NOBODY = Rows(np.empty(0)), Design(1)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimated number.

    `deff` is the variance over that of a simple random sample of the same answers drawn with
    replacement; `n_effective` is n / deff, or Kish's where no variance is estimated. `domain`
    says whose answers count; `pivot` is what the interval and p_values rest on, and `source` what
    covariances with other estimates of the design rest on.
    """

    estimate: float
    se: float
    df: float
    ci_low: float
    ci_high: float
    n: int
    n_effective: float
    deff: float
    confidence: float
    source: Source = field(repr=False, compare=False)
    domain: Mask = field(repr=False, compare=False)
    pivot: Pivot = field(repr=False)
    design: Design = field(repr=False, compare=False)

    @property
    def influence(self) -> Floats:
        """The values from which design.covariance makes the variance; made when asked for.

        One a row of a linearised design, one a replicate of a replicate design.
        """
        return self.source.values(self.design)

    def alone(self) -> "Estimate":
        """Return the numbers without what covariances with other estimates rest on.

        That is as large as the answers are, so that who keeps many estimates keeps these.
        """
        return replace(self, source=_NOTHING, domain=np.empty(0, dtype=np.bool_), design=_NOBODY)


@dataclass(frozen=True, slots=True)
class Estimates:
    """Estimates from one design with their joint covariance; indexing with a level gives one."""

    levels: tuple[Hashable, ...]
    parts: tuple[Estimate, ...] = field(repr=False)
    covariance: Floats = field(repr=False, compare=False)
    df: float
    design: Design = field(repr=False, compare=False)
    statistic: Smooth | None = field(default=None, repr=False, compare=False)

    def __getitem__(self, level: Hashable) -> Estimate:
        """Return the estimate of one level."""
        if level not in self.levels:
            message = f"level: found {level!r}, must be one of {self.levels}."
            raise StatisticsError(message)
        return self.parts[self.levels.index(level)]

    def __iter__(self) -> Iterator[Estimate]:
        """Return the estimates in the order of the levels."""
        return iter(self.parts)

    def __len__(self) -> int:
        """Return the number of levels."""
        return len(self.parts)

    @property
    def estimate(self) -> Floats:
        """The estimates, (k,)."""
        return np.array([part.estimate for part in self.parts])

    @property
    def se(self) -> Floats:
        """Their standard errors, (k,)."""
        return np.array([part.se for part in self.parts])

    @property
    def n(self) -> tuple[int, ...]:
        """The answers behind each of them."""
        return tuple(part.n for part in self.parts)

    @property
    def influence(self) -> Floats:
        """Their influence values, (n, k)."""
        if self.statistic is not None:
            return self.design.influence_of(self.statistic)
        return np.column_stack([part.influence for part in self.parts])


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test: `df_num` is None for a t statistic, `df` None for a chi-square statistic."""

    __test__ = False  # not a test case, whatever its name

    statistic: float
    df_num: float | None
    df: float | None
    p_value: float
    estimate: float | None = None


def p_values(estimate: Estimate, bound: float) -> tuple[float, float]:
    """Return the one-sided p-values of the parameter being below, and above, the bound.

    They agree with the interval of the estimate: above the bound at p < a/2 if and only if the
    interval at confidence 1 - a lies above it.

    >>> from validation import stats
    >>> rated = stats.mean(stats.Design(5), [7, 8, 9, 8, 8])
    >>> below, above = stats.p_values(rated, 7)
    >>> round(above, 3)
    0.017
    """
    return tails(estimate.pivot, bound)


def interval_at(estimate: Estimate, confidence: float) -> Limits:
    """Return the interval of an estimate at another confidence than its own.

    >>> from validation import stats
    >>> rated = stats.mean(stats.Design(5), [7, 8, 9, 8, 8])
    >>> stats.interval_at(rated, 0.95) == (rated.ci_low, rated.ci_high)
    True
    """
    return interval(estimate.pivot, confidence)
