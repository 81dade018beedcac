"""What every kind of claim answers: what to ask, how many answers, does it hold."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import inf, isfinite
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveFloat

from validation import stats
from validation.claims.columns import Booleans
from validation.claims.effect_sizes import EffectSize
from validation.claims.frame import Frame
from validation.claims.measured import Measured, Sides
from validation.claims.measures import Asked, Measure, Unit
from validation.claims.quantities import ItemNumber
from validation.errors import Problem, StatisticsError
from validation.stats import Planned

SMALL_SHARE = 0.05
SMALL_DIFFERENCE = 0.2
SMALL_SCORE = 5.0
SMALL_CORRELATION = 0.1


@dataclass(frozen=True, slots=True)
class Region:
    """Where a claim is true: from `low` to `high`, either of which may be infinite."""

    low: float = -inf
    high: float = inf

    def bounds(self) -> Iterator[tuple[str, float]]:
        """Yield the finite bounds by their side."""
        if isfinite(self.low):
            yield "low", self.low
        if isfinite(self.high):
            yield "high", self.high


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the groups that a claim compares, and how much is known of it."""

    name: str
    n: int
    n_effective: float
    df: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers say of one claim, before any correction for the other claims.

    Both p-values are in the two-sided convention: alone, at confidence 1 − α, a claim is borne
    out exactly where p_support < α, and refuted exactly where p_refute < α.
    """

    estimate: stats.Estimate
    p_support: float
    p_refute: float
    groups: tuple[Compared, ...]
    beside: Mapping[str, stats.TestResult] = field(default_factory=dict)
    effect_size: EffectSize | None = None


class UnansweredError(StatisticsError):
    """Nobody, or nobody of one of the groups compared, answered."""

    def __init__(self, group: str = "all") -> None:
        super().__init__(f"{group}: found no answers, must be one at least.")
        self.group = group


class UndividedError(StatisticsError):
    """Answers that are all the same, where the claim is about how they differ."""

    def __init__(self, group: Compared) -> None:
        super().__init__(f"{group.name}: found the same answer {group.n} times, must be two.")
        self.group = group


class WavesError(StatisticsError):
    """One wave, where the claim is about several."""

    def __init__(self, waves: int) -> None:
        super().__init__(f"waves: found 1, must be {waves} at least. Field the study again.")
        self.waves = waves


class BaseClaim(BaseModel, ABC):
    """A belief that numbers can contradict."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    effect: PositiveFloat | None = Field(
        None, description="the smallest departure from the bound that matters, in the claim's unit"
    )

    @property
    def comparable(self) -> bool:
        """Whether the estimates of several segments can be tested for being the same."""
        return True

    @property
    def over_waves(self) -> bool:
        """Whether it takes several waves to say anything."""
        return False

    @property
    def needs_leavers(self) -> bool:
        """Whether people who went no further must be among those who can be heard."""
        return False

    def number(self) -> ItemNumber | None:
        """Return the one number of one item that it is about, if it is about one."""
        return None

    @abstractmethod
    def measures(self) -> tuple[Measure, ...]:
        """Return what has to be asked."""

    @abstractmethod
    def region(self) -> Region:
        """Return where the claim is true."""

    @abstractmethod
    def unit(self) -> Unit:
        """Return what its numbers are."""

    @abstractmethod
    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return the least and the greatest value that the estimand can have."""

    @abstractmethod
    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return the standard deviation per answer that planning assumes."""

    @abstractmethod
    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return what the answers of a part of the audience say of the claim.

        Raises:
            StatisticsError: there is nothing to compute it from.
        """

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield what else keeps these items from answering the claim; most kinds have nothing."""
        del asked
        return iter(())

    def bound_to(self, items: Mapping[str, str], counted: tuple[str, ...] = ()) -> Self:
        """Return the same claim with items filled in that the library made.

        Args:
            items: measure key → item.
            counted: the answers that count, for a share that names none.
        """
        open_keys = {measure.key for measure in self.measures() if measure.item is None}
        update: dict[str, Any] = {key: items[key] for key in open_keys & items.keys()}
        if counted and self._counts_nothing():
            update["options"] = counted
        return self.model_copy(update=update)

    def problems(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield everything that keeps the claim from being tested with these items."""
        unfit = [problem for measure in self.measures() for problem in _unfit(measure, asked)]
        if unfit:
            yield from unfit
            return
        yield from self.details(asked)
        yield from self._misplaced(*self.limits(asked))

    def _misplaced(self, low: float, high: float) -> Iterator[Problem]:
        region = self.region()
        hint = "Write 0.6 for 60 per cent." if self.unit() == "share" else ""
        for side, bound in self._bounds():
            if not low <= bound <= high:
                must = f"within what it can be, {low:g} to {high:g}"
                yield Problem(self._key_of(side), f"{bound:g}", must, hint)
            elif region.low <= low and high <= region.high:
                must = f"a bound that answers can contradict, which lie from {low:g} to {high:g}"
                yield Problem(self._key_of(side), f"{bound:g}", must, hint)

    def spread_among(
        self, asked: Mapping[str, Asked], margins: Mapping[str, Mapping[str, float]]
    ) -> float:
        """Return the same, where shares of the audience are known by item and level."""
        del margins
        return self.spread(asked)

    def planned(self, asked: Mapping[str, Asked], sd: float) -> Planned:
        """Return the test that is planned, with the smallest effect that matters.

        Args:
            asked: the items.
            sd: the standard deviation per answer, for kinds that are planned by it.
        """
        return stats.PlannedMean(self.smallest_effect(asked), sd)

    def yardstick(self, asked: Mapping[str, Asked]) -> float:
        """Return the standard deviation that effects are measured in: that of one answer."""
        return self.spread(asked)

    def smallest_effect(self, asked: Mapping[str, Asked]) -> float:
        """Return the departure from the bound to plan for: the claim's own, or a small one.

        Without one in the study: 5 points of a share or score, 0.2 standard deviations of a
        level (Cohen 1988), 0.1 of a correlation.
        """
        usual = {
            "share": SMALL_SHARE,
            "points": SMALL_SCORE,
            "scale": SMALL_DIFFERENCE * self.yardstick(asked),
            "correlation": SMALL_CORRELATION,
        }
        return self.effect or usual[self.unit()]

    def _counts_nothing(self) -> bool:
        return False

    def _bounds(self) -> Iterator[tuple[str, float]]:
        return self.region().bounds()

    def _key_of(self, side: str) -> str:
        return {"low": "at_least", "high": "at_most"}[side]


def outcome_of(
    found: Measured,
    region: Region,
    groups: tuple[Compared, ...],
    effect_size: EffectSize | None = None,
) -> Outcome:
    """Return what one number says of a region."""
    return Outcome(found.estimate, *judge(found.sides, region), groups, effect_size=effect_size)


def judge(sides: Sides, region: Region) -> tuple[float, float]:
    """Return the p-values for and against a region, as the interval of the estimate shows them.

    For it speaks lying on the right side of every bound, against it on the wrong side of one
    (three-sided testing; Goeman, Solari & Stijnen 2010).
    """
    inside, outside = _one_sided(sides, region)
    return min(1.0, 2 * inside), min(1.0, 2 * outside)


def judge_sameness(sides: Sides, region: Region) -> tuple[float, float]:
    """Return the p-values for and against no more than a margin.

    For it speak the one-sided tests against its ends, each at α (Schuirmann 1987), as the interval
    at 1 − 2α shows them; against it, as ever, the interval at 1 − α.
    """
    inside, outside = _one_sided(sides, region)
    return inside, min(1.0, 2 * outside)


def _one_sided(sides: Sides, region: Region) -> tuple[float, float]:
    inside, outside = [], []
    for side, bound in region.bounds():
        below, above = sides(bound)
        inside.append(above if side == "low" else below)
        outside.append(below if side == "low" else above)
    return max(inside), min(outside)


def compared(name: str, estimate: stats.Estimate) -> Compared:
    """Return what is known of a group, from its own estimate."""
    return Compared(name, estimate.n, estimate.n_effective, estimate.df)


def _unfit(measure: Measure, asked: Mapping[str, Asked]) -> Iterator[Problem]:
    if measure.item is None:
        return
    if measure.item not in asked:
        near = get_close_matches(measure.item, asked, n=1)
        hint = f"Did you mean {near[0]}?" if near else "Write it under items, or mend the name."
        yield Problem(measure.key, repr(measure.item), "the id of an item of the study", hint)
    elif asked[measure.item].type not in measure.types:
        must = f"an item of type {' or '.join(sorted(measure.types))}"
        found = f"{measure.item}, of type {asked[measure.item].type}"
        yield Problem(measure.key, found, must)
