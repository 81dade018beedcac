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

_MOST = 1e15  # answers; where a probability is no number any more, nobody plans
_SMALLEST = 1e-300


class Assumptions(TypedDict, total=False):
    """What may be told about the plan; see the defaults of `Plan`."""

    power: float
    confidence: float
    sides: int
    deff: float
    population: float | None


def check_positive(name: str, value: float) -> None:
    """Raises StatisticsError where a number of answers, or a ratio of them, makes no sense."""
    if not 0 < value < _MOST:
        message = f"{name}: found {value}, must be above 0 and below {_MOST:g}."
        raise StatisticsError(message)


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
            "deff, above 0 and finite": 0 < self.deff < math.inf,
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
        if not math.isfinite(wanted):
            message = f"effect: found one that takes {wanted} answers, must be larger."
            raise StatisticsError(message)
        if self.population is not None:
            wanted /= 1 + wanted / self.population
        return math.ceil(wanted - 1e-9)

    def simple(self, n: float) -> float:
        """Return the size of the simple random sample that n answers are worth."""
        check_positive("n", n)
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
    _check_sds(sd)
    chosen = Plan(**plan)
    distance = (chosen.error_quantile + chosen.power_quantile) * sd / effect
    return chosen.answers(distance * distance)


def required_n_share(share: float, bound: float, **plan: Unpack[Assumptions]) -> int:
    """Return the answers needed to find that a share differs from its bound.

    >>> required_n_share(0.6, 0.5, sides=1)
    153
    """
    _check_effect(share - bound)
    chosen = Plan(**plan)
    spread = chosen.error_quantile * _sd(bound) + chosen.power_quantile * _sd(share)
    distance = spread / (share - bound)
    return chosen.answers(distance * distance)


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
    _check_sds(sd_a, sd_b)
    check_positive("ratio", ratio)
    chosen = Plan(**plan)
    quantiles = chosen.error_quantile + chosen.power_quantile
    distance = quantiles * math.hypot(sd_a, sd_b / math.sqrt(ratio)) / effect
    first = chosen.answers(distance * distance)
    return first, math.ceil(first * ratio)


def power(effect: float, sd: float, n: float, **plan: Unpack[Assumptions]) -> float:
    """Return the probability that n answers show a mean that differs by `effect` from its bound.

    With two sides only the right one counts: finding the opposite is no success.

    >>> round(power(0.5, 1.5, 71), 3)
    0.802
    """
    _check_finite(effect)
    _check_sds(sd)
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
    _check_finite(effect)
    _check_sds(*sds)
    chosen = Plan(**plan)
    spread = max(_spread(chosen, sds, ns), _SMALLEST)
    return normal_below(abs(effect) / spread - chosen.error_quantile)


def detectable(sd: float, n: float, **plan: Unpack[Assumptions]) -> float:
    """Return the smallest distance of a mean from its bound that n answers show with power.

    >>> round(detectable(1.5, 71), 3)
    0.499
    """
    _check_sds(sd)
    chosen = Plan(**plan)
    return (chosen.error_quantile + chosen.power_quantile) * sd / math.sqrt(chosen.simple(n))


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
    _sd(bound)
    check_positive("n", n)
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
    _check_sds(*sds)
    chosen = Plan(**plan)
    return (chosen.error_quantile + chosen.power_quantile) * _spread(chosen, sds, ns)


def _spread(plan: Plan, sds: tuple[float, float], ns: tuple[float, float]) -> float:
    """Standard error of the difference of two means."""
    return math.hypot(*(sd / math.sqrt(plan.simple(n)) for sd, n in zip(sds, ns, strict=True)))


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


def _check_finite(effect: float) -> None:
    if not math.isfinite(effect):
        message = f"effect: found {effect}, must be a finite number."
        raise StatisticsError(message)


def _check_sds(*sds: float) -> None:
    if not all(0 <= sd < math.inf for sd in sds) or not any(sds):
        found = ", ".join(str(sd) for sd in sds)
        message = f"sd: found {found}, must be above 0 and finite. Answers that vary need a sample."
        raise StatisticsError(message)
