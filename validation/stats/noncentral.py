"""The noncentral chi-square distribution, by which a statistic bounds the effect behind it."""

import math
from dataclasses import dataclass

from validation.stats.distributions import noncentral_below, noncentrality_at
from validation.stats.pivots import Limits


@dataclass(frozen=True, slots=True)
class Noncentral:
    """Pearson's statistic as noncentral chi-square; the square of an effect times `scale`.

    Cramér's V and Cohen's w are never below 0 and, in a sample, never near it: with 5 by 5 levels
    and 100 answers V averages 0.2 where there is no dependence at all. The noncentral distribution
    knows that; the linearised interval does not (Smithson 2003; with the first-order correction of
    Rao & Scott 1984 for the design).

    >>> found = Noncentral(statistic=16.0, degrees=16.0, scale=400.0)  # V is 0.2
    >>> round(found.above(0.1), 2), round(found.limit(0.975), 2)
    (0.69, 0.0)
    """

    statistic: float
    degrees: float
    scale: float

    def above(self, bound: float) -> float:
        """Return the one-sided p-value of the effect lying above the bound."""
        return max(0.0, 1 - self._up_to(bound)) if bound >= 0 else 0.0

    def below(self, bound: float) -> float:
        """Return the one-sided p-value of the effect lying below the bound."""
        return self._up_to(bound) if bound > 0 else 1.0

    def limit(self, tail: float) -> float:
        """Return the effect at which a statistic no larger has this probability, 0 if none."""
        if self._up_to(0.0) <= tail:
            return 0.0
        return math.sqrt(noncentrality_at(self.statistic, self.degrees, tail) / self.scale)

    def interval(self, confidence: float) -> Limits:
        """Return the interval of the effect.

        >>> low, high = Noncentral(16.0, 16.0, 400.0).interval(0.95)
        >>> round(low, 2), round(high, 2)
        (0.0, 0.21)
        """
        tail = (1 - confidence) / 2
        return self.limit(1 - tail), self.limit(tail)

    def _up_to(self, effect: float) -> float:
        return noncentral_below(self.statistic, self.degrees, self.scale * effect * effect)
