"""What a wave to come can find: the error that one test can count on, and answers for it."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from validation import stats
from validation.trends.deciding import planned_weights
from validation.trends.lined import NOWHERE, Floats, Lined
from validation.trends.spending import HORIZON

POWER = 0.8


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """A change of the whole audience since the previous wave, planned with the budget.

    Args:
        hypotheses: how many share the budget.
        confidence: of the study's decision rule.
        horizon: waves of a period.
        overlap: the part of the people who are asked again in the next wave.
        correlation: of a person's answers in both waves.
        deff: design effect of one wave.

    >>> plan = ChangePlan(hypotheses=20)
    >>> round(plan.alpha, 6)
    0.000159
    >>> plan.required_n(0.1, 0.5)
    1067
    >>> round(ChangePlan(hypotheses=20, overlap=1.0, correlation=0.6).detectable(1067, 0.5), 4)
    0.0632
    """

    hypotheses: int
    confidence: float = 0.95
    horizon: int = HORIZON
    overlap: float = 0.0
    correlation: float = 0.0
    deff: float = 1.0

    @property
    def alpha(self) -> float:
        """The error that the test of one hypothesis can count on, whatever the others find."""
        weight, _ = planned_weights(0)
        return weight * (1 - self.confidence) / (max(self.horizon - 1, 1) * self.hypotheses)

    def required_n(self, effect: float, sd: float, *, power: float = POWER) -> int:
        """Return the answers that each wave needs to find a change so often.

        Args:
            effect: the smallest change that matters.
            sd: the standard deviation of one answer; 0.5 for a share.
            power: how often it is to be found.
        """
        return stats.required_n(
            effect, self._spread(sd), power=power, confidence=1 - self.alpha, deff=self.deff
        )

    def detectable(self, n: int, sd: float, *, power: float = POWER) -> float:
        """Return the change that waves of n answers find so often."""
        return stats.detectable(
            self._spread(sd), n, power=power, confidence=1 - self.alpha, deff=self.deff
        )

    def power(self, effect: float, sd: float, n: int) -> float:
        """Return how often waves of n answers find a change."""
        return stats.power(effect, self._spread(sd), n, confidence=1 - self.alpha, deff=self.deff)

    def _spread(self, sd: float) -> float:
        """The standard deviation of an answer's part in the difference of two waves."""
        return sd * sqrt(2 * (1 - self.overlap * self.correlation))


def detectable_changes(lined: Lined, alpha: float) -> Floats:
    """Return the change since the newest wave that a next one like it finds in 80 % (m,).

    Args:
        lined: the waves so far.
        alpha: what the next wave will have of the budget.
    """
    newest = lined.times.size - 1
    tested = lined.tested[:, newest]
    if not tested.any():
        return np.full(tested.size, np.nan)
    levels = np.bincount(lined.hypothesis[tested]) - 1
    hypotheses = int((levels >= 0).sum())
    quantiles = np.zeros(tested.size)
    for row in np.flatnonzero(tested).tolist():
        weights = planned_weights(int(levels[lined.hypothesis[row]]))
        share = alpha * weights[int(lined.part[row] > 0)] / hypotheses
        quantiles[row] = stats.detectable(1.0, 1.0, power=POWER, confidence=1 - share)
    spread = lined.se[:, newest] * np.sqrt(2 * (1 - _likeness(lined, newest)))
    found: Floats = np.where(tested & (spread > 0), quantiles * spread, np.nan)
    return found


def _likeness(lined: Lined, newest: int) -> Floats:
    """The correlation with the wave before, which the next wave will have with this one."""
    before = lined.previous(newest)
    found = np.zeros(before.size)
    for earlier in np.unique(before[before != NOWHERE]).tolist():
        here = before == earlier
        found[here] = lined.likeness.correlation(earlier, newest)[here]
    return found
