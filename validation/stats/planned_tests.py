"""What else may be planned: a test with its assumed effect."""

import math
from dataclasses import dataclass, replace
from typing import Self

from validation.stats.distributions import (
    chi_square_quantile,
    noncentral_below,
    noncentral_quantile,
    normal_below,
    normal_quantile,
)
from validation.stats.planned import Bounds, Planned, check_inside
from validation.stats.power import Plan

_ANY = (-math.inf, math.inf)
_SMALLEST = 1e-300
_LARGE = 1e12  # an effect in standard deviations that every sample shows


@dataclass(frozen=True, slots=True)
class PlannedMean(Planned):
    """A mean that differs by `effect` from its bound; `sd` is that of an answer.

    >>> PlannedMean(0.5, 1.5).required_n()
    71
    """

    effect: float
    sd: float

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        check_inside("sd", self.sd, (0.0, math.inf))

    def _power(self, n: float, plan: Plan) -> float:
        return normal_below(abs(self.effect) * math.sqrt(n) / self.sd - plan.error_quantile)

    def _effects(self) -> Bounds:
        return 0.0, self.sd * _LARGE

    def _with(self, effect: float) -> Self:
        return replace(self, effect=effect)


@dataclass(frozen=True, slots=True)
class PlannedPairs(Planned):
    """A mean that differs by `effect` from another mean of the same people.

    `correlation` is that of the two answers; both have the standard deviation `sd`.

    >>> PlannedPairs(0.3, 1.0, correlation=0.5).required_n()
    88
    """

    effect: float
    sd: float
    correlation: float

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        check_inside("effect", self.effect, _ANY)
        check_inside("sd", self.sd, (0.0, math.inf))
        check_inside("correlation", self.correlation, (-1.0, 1.0))

    def _power(self, n: float, plan: Plan) -> float:
        spread = self.sd * math.sqrt(2 * (1 - self.correlation))
        return normal_below(abs(self.effect) * math.sqrt(n) / spread - plan.error_quantile)

    def _effects(self) -> Bounds:
        return 0.0, self.sd * _LARGE

    def _with(self, effect: float) -> Self:
        return replace(self, effect=effect)


@dataclass(frozen=True, slots=True)
class PlannedShares(Planned):
    """Shares a and b of two groups, the first of which has the share `first` of the answers.

    Power is that of the test with the pooled variance (Fleiss, Levin & Paik 2003, section 4.3,
    without continuity correction). `detectable` returns the nearest a above b.

    >>> PlannedShares(0.6, 0.5).required_n()
    775
    """

    a: float
    b: float
    first: float = 0.5

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        for name in ("a", "b", "first"):
            check_inside(name, getattr(self, name), (0.0, 1.0))

    def _power(self, n: float, plan: Plan) -> float:
        first, second = n * self.first, n * (1 - self.first)
        pooled = self.first * self.a + (1 - self.first) * self.b
        alike = math.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second))
        apart = math.sqrt(self.a * (1 - self.a) / first + self.b * (1 - self.b) / second)
        gap = abs(self.a - self.b) - plan.error_quantile * alike
        return normal_below(gap / max(apart, _SMALLEST))

    def _effects(self) -> Bounds:
        return self.b, 1.0

    def _distance(self, effect: float) -> float:
        return effect - self.b

    def _with(self, effect: float) -> Self:
        return replace(self, a=effect)


@dataclass(frozen=True, slots=True)
class PlannedCorrelation(Planned):
    """A correlation that differs from its bound, on Fisher's z scale (Cohen 1988, chapter 3).

    >>> PlannedCorrelation(0.3).required_n()
    85
    """

    value: float
    bound: float = 0.0

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        for name in ("value", "bound"):
            check_inside(name, getattr(self, name), (-1.0, 1.0))

    def _power(self, n: float, plan: Plan) -> float:
        distance = abs(math.atanh(self.value) - math.atanh(self.bound))
        return normal_below(distance * math.sqrt(max(n - 3, 0.0)) - plan.error_quantile)

    def _effects(self) -> Bounds:
        return self.bound, 1.0

    def _distance(self, effect: float) -> float:
        return effect - self.bound

    def _with(self, effect: float) -> Self:
        return replace(self, value=effect)


@dataclass(frozen=True, slots=True)
class PlannedSuperiority(Planned):
    """A probability that one of the second group is above one of the first (Noether 1987).

    `first` is the share of answers in the first group. Ties make fewer answers do.

    >>> PlannedSuperiority(0.6).required_n()
    262
    """

    value: float
    first: float = 0.5

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        for name in ("value", "first"):
            check_inside(name, getattr(self, name), (0.0, 1.0))

    def _power(self, n: float, plan: Plan) -> float:
        precision = math.sqrt(12 * self.first * (1 - self.first) * n)
        return normal_below(abs(self.value - 0.5) * precision - plan.error_quantile)

    def _effects(self) -> Bounds:
        return 0.5, 1.0

    def _distance(self, effect: float) -> float:
        return effect - 0.5

    def _with(self, effect: float) -> Self:
        return replace(self, value=effect)


@dataclass(frozen=True, slots=True)
class PlannedAssociation(Planned):
    """Cramér's V of a table, by the noncentral chi-square distribution (Cohen 1988, chapter 7).

    The test has no sides: it asks for independence.

    >>> PlannedAssociation(0.3, rows=2, columns=3).required_n()
    108
    """

    value: float
    rows: int
    columns: int

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        check_inside("value", self.value, (-1e-12, 1.0 + 1e-12))
        for name in ("rows", "columns"):
            check_inside(name, getattr(self, name), (1, math.inf))

    def _power(self, n: float, plan: Plan) -> float:
        df = (self.rows - 1) * (self.columns - 1)
        effect = self.value**2 * (min(self.rows, self.columns) - 1)
        return 1.0 - noncentral_below(chi_square_quantile(plan.confidence, df), df, effect * n)

    def _effects(self) -> Bounds:
        return 0.0, 1.0

    def _with(self, effect: float) -> Self:
        return replace(self, value=effect)


@dataclass(frozen=True, slots=True)
class PlannedStrength(Planned):
    """Cramér's V that differs from a bound above 0, by the noncentral chi-square distribution.

    A value above its bound is shown with the error of a test of so many sides; one below, a claim
    that little depends, with all of the error (Smithson 2003). `detectable` returns the least
    distance from the bound, on the same side.

    >>> PlannedStrength(0.3, bound=0.1, rows=3, columns=3).required_n()
    116
    """

    value: float
    bound: float
    rows: int
    columns: int

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        check_inside("value", self.value, (-1e-12, 1.0 + 1e-12))
        check_inside("bound", self.bound, (0.0, 1.0))
        for name in ("rows", "columns"):
            check_inside(name, getattr(self, name), (1, math.inf))

    def _power(self, n: float, plan: Plan) -> float:
        df, rank = (self.rows - 1) * (self.columns - 1), min(self.rows, self.columns) - 1
        error, scale = 1 - plan.confidence, n * rank
        if self.value < self.bound:
            edge = noncentral_quantile(error, df, scale * self.bound**2)
            return noncentral_below(edge, df, scale * self.value**2)
        edge = noncentral_quantile(1 - error / plan.sides, df, scale * self.bound**2)
        return 1.0 - noncentral_below(edge, df, scale * self.value**2)

    def _effects(self) -> Bounds:
        return 0.0, self.bound if self.value < self.bound else 1 - self.bound

    def _with(self, effect: float) -> Self:
        side = -1 if self.value < self.bound else 1
        return replace(self, value=min(1.0, max(0.0, self.bound + side * effect)))


@dataclass(frozen=True, slots=True)
class PlannedEquivalence(Planned):
    """A mean that lies within the margin of its bound, by two one-sided tests (Schuirmann 1987).

    Each test has the error 1 - confidence, whatever the sides. `effect` is the true distance from
    the bound. With `first`, the share of answers in the first of two groups, it is the distance
    of their means. `tests` such pairs may share the error. `detectable` returns the smallest
    margin that can be shown.

    >>> PlannedEquivalence(0.2, 1.0).required_n()
    215
    """

    margin: float
    sd: float
    effect: float = 0.0
    first: float | None = None
    tests: int = 1

    def __post_init__(self) -> None:
        """Raises StatisticsError where the numbers make no sense."""
        check_inside("margin", self.margin, (0.0, math.inf))
        check_inside("sd", self.sd, (0.0, math.inf))
        check_inside("effect", self.effect, _ANY)
        if self.first is not None:
            check_inside("first", self.first, (0.0, 1.0))

    def _power(self, n: float, plan: Plan) -> float:
        apart = 1.0 if self.first is None else self.first * (1 - self.first)
        precision = math.sqrt(n * apart) / self.sd
        error = normal_quantile(1 - (1 - plan.confidence) / self.tests)
        above = normal_below((self.margin - self.effect) * precision - error)
        below = normal_below((self.margin + self.effect) * precision - error)
        return max(above + below - 1, 0.0)

    def _effects(self) -> Bounds:
        return abs(self.effect), abs(self.effect) + self.sd * _LARGE

    def _distance(self, effect: float) -> float:
        return effect - abs(self.effect)

    def _with(self, effect: float) -> Self:
        return replace(self, margin=effect)
