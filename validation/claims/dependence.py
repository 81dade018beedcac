"""How strongly two items depend on each other: Cramér's V with bounds that hold near 0."""

from dataclasses import dataclass, replace

import numpy as np

from validation import stats
from validation.claims.columns import Booleans, Choices, Codes
from validation.claims.frame import Frame
from validation.claims.measured import Measured, measured


@dataclass(frozen=True, slots=True)
class Dependence:
    """A correlation or Cramér's V, with Rao and Scott's test of independence beside a V."""

    strength: Measured
    independence: stats.TestResult | None = None


@dataclass(frozen=True, slots=True)
class Noncentral:
    """Pearson's statistic as noncentral chi-square of which V² times `scale` is the noncentrality.

    V is never below 0 and, in a sample, never near it: with 5 by 5 levels and 100 answers it
    averages 0.2 where there is no dependence at all. The noncentral distribution knows that; the
    linearised interval does not (Smithson 2003; with the first-order correction of Rao & Scott
    1984 for the design).

    >>> found = Noncentral(statistic=16.0, degrees=16.0, scale=400.0)  # V is 0.2
    >>> round(found.above(0.1), 2), round(found.limit(0.975), 2)
    (0.69, 0.0)
    """

    statistic: float
    degrees: float
    scale: float

    def above(self, bound: float) -> float:
        """Return the one-sided p-value of V lying above the bound."""
        return max(0.0, 1 - self._up_to(bound)) if bound >= 0 else 0.0

    def below(self, bound: float) -> float:
        """Return the one-sided p-value of V lying below the bound."""
        return self._up_to(bound) if bound > 0 else 1.0

    def limit(self, tail: float) -> float:
        """Return the V at which the statistic would be found no larger with this probability."""
        from scipy import special  # noqa: PLC0415 (loading it costs what most claims need not pay)

        if self._up_to(0.0) <= tail:
            return 0.0
        noncentrality = float(special.chndtrinc(self.statistic, self.degrees, tail))
        return float(min(1.0, (noncentrality / self.scale) ** 0.5))

    def _up_to(self, v: float) -> float:
        from scipy import special  # noqa: PLC0415 (see above)

        return float(special.chndtr(self.statistic, self.degrees, self.scale * v * v))


def measure_dependence(
    frame: Frame, items: tuple[str, str], where: Booleans, confidence: float
) -> Dependence:
    """Return how strongly two items of few levels depend on each other.

    That V lies above a bound is said by the noncentral distribution; that it lies below, only
    where the linearised interval says so too, which is the better one for strong dependence.

    Raises:
        StatisticsError: nobody answered both, or one answer alone was given to one of them.
    """
    rows, columns = (_codes(frame, item) for item in items)
    v = stats.cramers_v(frame.design, rows, columns, where=where, confidence=confidence)
    test = stats.chi_square(frame.design, rows, columns, where=where)
    if v.estimate == 0 or test.statistic <= 0:
        return Dependence(measured(v), test)
    spread = [len(np.unique(codes[v.domain])) - 1 for codes in (rows, columns)]
    degrees = spread[0] * spread[1]
    statistic = test.statistic * degrees
    near = Noncentral(statistic, degrees, statistic / v.estimate**2)
    return Dependence(_bounded(v, near, confidence), test)


def _bounded(v: stats.Estimate, near: Noncentral, confidence: float) -> Measured:
    tail = (1 - confidence) / 2

    def sides(bound: float) -> tuple[float, float]:
        return max(near.below(bound), stats.p_values(v, bound)[0]), near.above(bound)

    high = max(v.ci_high, near.limit(tail))
    return Measured(replace(v, ci_low=near.limit(1 - tail), ci_high=high), sides)


def _codes(frame: Frame, item: str) -> Codes:
    column = frame.column(item)
    codes = column.codes if isinstance(column, Choices) else np.full(frame.n, -1, np.int8)
    return np.maximum(codes, -1)
