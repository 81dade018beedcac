"""From the power of a planned test to the answers that it needs, and to what it can show.

Each planned test has a power for n answers; answers needed and the smallest effect that can be
shown follow from it. `n` counts all answers, those of both groups together. The design effect
multiplies and the finite population corrects as in validation.stats.power.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self, Unpack

from validation.errors import StatisticsError
from validation.stats.power import Assumptions, Plan

Bounds = tuple[float, float]

_MOST = 1e12
_STEPS = 200


class Planned(ABC):
    """A test that is planned: how likely n answers show its effect."""

    __slots__ = ()

    def power(self, n: float, **plan: Unpack[Assumptions]) -> float:
        """Return the probability that n answers show the effect."""
        chosen = Plan(**plan)
        return self._power(chosen.simple(n), chosen)

    def required_n(self, **plan: Unpack[Assumptions]) -> int:
        """Return the answers needed to show the effect with power.

        Raises:
            StatisticsError: There is no effect to show, or one too small for any sample.
        """
        chosen = Plan(**plan)
        simple = _smallest(lambda n: self._power(n, chosen) >= chosen.power, (1.0, _MOST))
        if simple is None:
            message = f"effect: found {self}, too small to be shown by any sample, must be larger."
            raise StatisticsError(message)
        return chosen.answers(simple)

    def detectable(self, n: float, **plan: Unpack[Assumptions]) -> float:
        """Return the smallest effect in place of the assumed one that n answers show with power.

        Raises:
            StatisticsError: So few answers that they show no effect at all.
        """
        chosen = Plan(**plan)
        simple = chosen.simple(n)
        found = _smallest(
            lambda effect: self._with(effect)._power(simple, chosen) >= chosen.power,  # noqa: SLF001 - of the same class
            self._effects(),
        )
        if found is None:
            message = f"n: found {n:g}, too few to show any effect, must be more."
            raise StatisticsError(message)
        return found

    def least_effect(self, n: float, **plan: Unpack[Assumptions]) -> float:
        """Return how far from its bound that smallest effect lies.

        Raises:
            StatisticsError: So few answers that they show no effect at all.
        """
        return self._distance(self.detectable(n, **plan))

    def _distance(self, effect: float) -> float:
        return effect

    @abstractmethod
    def _power(self, n: float, plan: Plan) -> float: ...

    @abstractmethod
    def _effects(self) -> Bounds: ...

    @abstractmethod
    def _with(self, effect: float) -> Self: ...


def _smallest(enough: Callable[[float], bool], bounds: Bounds) -> float | None:
    """The smallest number between the bounds that is enough, if there is one."""
    low, high = bounds
    at = low + (high - low) * 1e-12
    while at < high and not enough(at):
        low, at = at, low + 2 * (at - bounds[0])
    high = min(at, low + (high - low) * (1 - 1e-12))
    if not enough(high):
        return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def check_inside(name: str, value: float, bounds: Bounds) -> None:
    """Raises StatisticsError where a value is not between its bounds."""
    if not bounds[0] < value < bounds[1]:
        message = (
            f"{name}: found {value}, must be above {round(bounds[0], 6):g} and below "
            f"{round(bounds[1], 6):g}."
        )
        raise StatisticsError(message)
