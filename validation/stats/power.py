"""How many answers a claim needs, and what a number of answers can show.

Normal approximation (Cochran 1977; Chow, Shao & Wang 2008) for a simple random sample, times the
design effect, then corrected for a finite population (Kish 1965): n = n0 / (1 + n0 / N).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from validation.errors import StatisticsError
from validation.stats.distributions import normal_below, normal_quantile


class Assumptions(TypedDict, total=False):
    """What may be told about the plan; see the defaults of `Plan`."""

    power: float
    confidence: float
    sides: int
    deff: float
    population: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Wanted power, error rate and what sampling does to precision."""

    power: float = 0.8
    confidence: float = 0.95
    sides: int = 2
    deff: float = 1.0
    population: float | None = None

    def __post_init__(self) -> None:
        """Raises StatisticsError where the plan makes no sense."""
        fits = {
            "power, above 0 and below 1": 0 < self.power < 1,
            "confidence, above 0 and below 1": 0 < self.confidence < 1,
            "sides, 1 or 2": self.sides in (1, 2),
            "deff, above 0": self.deff > 0,
            "population, above 0": self.population is None or self.population > 0,
        }
        for rule, fit in fits.items():
            if not fit:
                name, must = rule.split(", ", 1)
                message = f"{name}: found {getattr(self, name)}, must be {must}."
                raise StatisticsError(message)

    @property
    def error_quantile(self) -> float:
        """Normal quantile of the tests' error rate."""
        return normal_quantile(1 - (1 - self.confidence) / self.sides)

    @property
    def power_quantile(self) -> float:
        """Normal quantile of the wanted power."""
        return normal_quantile(self.power)

    def answers(self, simple: float) -> int:
        """Return the answers needed where a simple random sample would need `simple`."""
        wanted = simple * self.deff
        if self.population is not None:
            wanted /= 1 + wanted / self.population
        return math.ceil(wanted - 1e-9)

    def simple(self, n: float) -> float:
        """Return the size of the simple random sample that n answers are worth."""
        if self.population is None:
            return n / self.deff
        return n / (self.deff * max(1 - n / self.population, 1e-12))


def required_n(effect: float, sd: float, **plan: Unpack[Assumptions]) -> int:
    """Return the answers needed to find a mean that differs by `effect` from its bound.

    Args:
        effect: Distance of the true mean from the bound.
        sd: Standard deviation of one answer.
        **plan: power=0.8, confidence=0.95, sides=2, deff=1.0, population=None.

    >>> required_n(0.5, 1.5)
    71
    """
    _check_effect(effect)
    chosen = Plan(**plan)
    return chosen.answers(((chosen.error_quantile + chosen.power_quantile) * sd / effect) ** 2)


def required_n_share(share: float, bound: float, **plan: Unpack[Assumptions]) -> int:
    """Return the answers needed to find that a share differs from its bound.

    >>> required_n_share(0.6, 0.5, sides=1)
    153
    """
    _check_effect(share - bound)
    chosen = Plan(**plan)
    spread = chosen.error_quantile * _sd(bound) + chosen.power_quantile * _sd(share)
    return chosen.answers((spread / (share - bound)) ** 2)


def required_n_difference(
    effect: float, sd_a: float, sd_b: float, *, ratio: float = 1.0, **plan: Unpack[Assumptions]
) -> tuple[int, int]:
    """Return the answers needed in two groups to find means that differ by `effect`.

    The second group has `ratio` times the answers of the first; `population` is that of the
    first group and of `ratio` times it. For shares give sqrt(p (1 - p)) as sd.

    >>> required_n_difference(0.5, 1.0, 1.0)
    (63, 63)
    """
    _check_effect(effect)
    chosen = Plan(**plan)
    quantiles = chosen.error_quantile + chosen.power_quantile
    simple = quantiles**2 * (sd_a**2 + sd_b**2 / ratio) / effect**2
    first = chosen.answers(simple)
    return first, math.ceil(first * ratio)


def power(effect: float, sd: float, n: float, **plan: Unpack[Assumptions]) -> float:
    """Return the probability that n answers show a mean that differs by `effect` from its bound.

    With two sides only the right one counts: finding the opposite is no success.

    >>> round(power(0.5, 1.5, 71), 3)
    0.802
    """
    chosen = Plan(**plan)
    shift = abs(effect) * math.sqrt(chosen.simple(n)) / sd
    return normal_below(shift - chosen.error_quantile)


def power_share(share: float, bound: float, n: float, **plan: Unpack[Assumptions]) -> float:
    """Return the probability that n answers show that a share differs from its bound.

    >>> round(power_share(0.6, 0.5, 153, sides=1), 3)
    0.801
    """
    chosen = Plan(**plan)
    shift = abs(share - bound) * math.sqrt(chosen.simple(n))
    return normal_below((shift - chosen.error_quantile * _sd(bound)) / _sd(share))


def power_difference(
    effect: float, sds: tuple[float, float], ns: tuple[float, float], **plan: Unpack[Assumptions]
) -> float:
    """Return the probability that two groups show means that differ by `effect`.

    >>> round(power_difference(0.5, (1.0, 1.0), (63, 63)), 3)
    0.801
    """
    chosen = Plan(**plan)
    variance = sum(sd**2 / chosen.simple(n) for sd, n in zip(sds, ns, strict=True))
    return normal_below(abs(effect) / math.sqrt(variance) - chosen.error_quantile)


def detectable(sd: float, n: float, **plan: Unpack[Assumptions]) -> float:
    """Return the smallest distance of a mean from its bound that n answers show with power.

    >>> round(detectable(1.5, 71), 3)
    0.499
    """
    chosen = Plan(**plan)
    return (chosen.error_quantile + chosen.power_quantile) * sd / math.sqrt(_simple(chosen, n))


def detectable_share(
    bound: float, n: float, *, above: bool = True, **plan: Unpack[Assumptions]
) -> float:
    """Return the share nearest to the bound, above or below it, that n answers show with power.

    Raises:
        StatisticsError: So few answers that no share on this side is far enough.

    >>> round(detectable_share(0.5, 153, sides=1), 3)
    0.6
    """
    chosen = Plan(**plan)
    _sd(bound), _simple(chosen, n)
    end = 1.0 if above else 0.0
    near = _first_shown(
        lambda part: power_share(bound + part * (end - bound), bound, n, **plan), chosen.power
    )
    if near is None:
        message = (
            f"n: found {n:g}, too few to show any share {'above' if above else 'below'} {bound:g}, "
            "must be more."
        )
        raise StatisticsError(message)
    return bound + near * (end - bound)


def detectable_difference(
    sds: tuple[float, float], ns: tuple[float, float], **plan: Unpack[Assumptions]
) -> float:
    """Return the smallest difference of means that two groups show with power.

    >>> round(detectable_difference((1.0, 1.0), (63, 63)), 3)
    0.499
    """
    chosen = Plan(**plan)
    variance = sum(sd**2 / _simple(chosen, n) for sd, n in zip(sds, ns, strict=True))
    return (chosen.error_quantile + chosen.power_quantile) * math.sqrt(variance)


def _simple(plan: Plan, n: float) -> float:
    if not n > 0:
        message = f"n: found {n}, must be above 0."
        raise StatisticsError(message)
    return plan.simple(n)


def _first_shown(power_at: Callable[[float], float], wanted: float) -> float | None:
    """The smallest part of the way from 0 to 1 where the power is reached, if it is."""
    low, high = 0.0, 1.0 - 1e-9
    if power_at(high) < wanted:
        return None
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if power_at(middle) >= wanted else (middle, high)
    return high


def _sd(share: float) -> float:
    if not 0 < share < 1:
        message = f"share: found {share}, must be above 0 and below 1."
        raise StatisticsError(message)
    return math.sqrt(share * (1 - share))


def _check_effect(effect: float) -> None:
    if effect == 0 or not math.isfinite(effect):
        message = f"effect: found {effect}, must differ from 0. No sample finds what is not there."
        raise StatisticsError(message)
