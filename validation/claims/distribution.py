"""Claims about a whole distribution: 40 % are at stage 1, 30 % at stage 2, the rest later."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, PositiveFloat, model_validator

from validation import stats
from validation.claims.base import BaseClaim, Outcome, Region, compared
from validation.claims.bounded import ItemId
from validation.claims.columns import Booleans, Floats
from validation.claims.effect_sizes import fit_effect
from validation.claims.frame import Frame
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.errors import Problem

OTHERS = "(others)"
ROUNDING = 0.005
FIT = "rao_scott_fit"


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far the share of a level lies from the claimed one."""

    share: stats.Estimate
    claimed: float

    @property
    def size(self) -> float:
        """The distance between the two."""
        return abs(self.share.estimate - self.claimed)

    def within(self, margin: float) -> float:
        """Return the one-sided p-value of the distance being below the margin."""
        low, high = self.claimed - margin, self.claimed + margin
        above = stats.p_values(self.share, low)[1] if low > 0 else 0.0
        below = stats.p_values(self.share, high)[0] if high < 1 else 0.0
        return max(above, below)

    def beyond(self, margin: float) -> float:
        """Return the one-sided p-value of the distance being above the margin."""
        low, high = self.claimed - margin, self.claimed + margin
        below = stats.p_values(self.share, low)[0] if low > 0 else 1.0
        above = stats.p_values(self.share, high)[1] if high < 1 else 1.0
        return min(below, above)

    def interval(self) -> tuple[float, float]:
        """Return the least and the greatest distance that the interval of the share allows."""
        ends = self.share.ci_low - self.claimed, self.share.ci_high - self.claimed
        least = max(0.0, ends[0], -ends[1])
        return least, max(abs(end) for end in ends)


class DistributionClaim(BaseClaim):
    """Every level's share lies within a margin of the share claimed for it.

    Levels that are not named count together, with what is left of 1. The estimate is the largest
    distance; intervals are simultaneous over the levels (Bonferroni), so that the claim is borne
    out where all of them lie within the margin, and refuted where one lies outside.
    """

    kind: Literal["distribution"]
    item: ItemId | None = None
    shares: Annotated[dict[str, Annotated[float, Field(ge=0, le=1)]], Field(min_length=1)]
    within: Annotated[PositiveFloat, Field(lt=1)]

    @property
    def comparable(self) -> bool:
        """No: the estimate is the least or largest of several, and not normal."""
        return False

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(self.shares.values()) > 1 + ROUNDING:
            message = f"shares: found a sum of {sum(self.shares.values()):.4g}, must be 1 at most"
            raise ValueError(message)
        return self

    def measures(self) -> tuple[Measure, ...]:
        """Return the item."""
        return (Measure("item", self.item, frozenset[ItemType]({"single", "rating", "bands"})),)

    def region(self) -> Region:
        """Return all distances up to the margin."""
        return Region(high=self.within)

    def unit(self) -> Unit:
        """Return shares."""
        return "share"

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return 0 and 1."""
        del asked
        return (0.0, 1.0)

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield levels that the item does not have, and shares that leave something over."""
        levels = asked[self.item].levels if self.item else tuple(self.shares)
        for level in self.shares:
            if level not in levels:
                yield Problem(f"shares.{level}", repr(level), f"one of {', '.join(levels)}")
        total = sum(self.shares.values())
        if set(levels) <= set(self.shares) and abs(total - 1) > ROUNDING:
            yield Problem("shares", f"a sum of {total:.4g}", "1 over all the answers of the item")

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of the largest claimed share."""
        del asked
        return max(sqrt(share * (1 - share)) for share in self.shares.values())

    def planned(self, asked: Mapping[str, Asked], sd: float) -> stats.Planned:
        """Return two one-sided tests of a share, with the error shared as its intervals share it.

        That the others lie within the margin too is not counted in its power.
        """
        levels = asked[self.item].levels if self.item else tuple(self.shares)
        named = len(self.shares) + bool(set(levels) - set(self.shares))
        off = max(0.0, self.within - self.smallest_effect(asked))
        return stats.PlannedEquivalence(self.within, sd, off, tests=2 * named)

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the largest distance, with its interval; Rao–Scott goodness of fit beside it."""
        claimed, codes = self._levels(frame)
        simultaneous = 1 - (1 - confidence) / len(claimed)
        deviations = [
            Deviation(self._share(frame, codes, level, where, simultaneous), share)
            for level, share in enumerate(claimed.values())
        ]
        largest = max(deviations, key=lambda one: one.size)
        intervals = [one.interval() for one in deviations]
        estimate = replace(
            largest.share,
            estimate=largest.size,
            ci_low=max(low for low, _ in intervals),
            ci_high=max(high for _, high in intervals),
            confidence=confidence,
        )
        twice = 2 * len(claimed)
        support = min(1.0, twice * max(one.within(self.within) for one in deviations))
        refute = min(1.0, twice * min(one.beyond(self.within) for one in deviations))
        group = (compared("all", largest.share),)
        beside = self._fit(frame, where, claimed, codes)
        w = _misfit(deviations, sum(claimed.values()))
        effect = fit_effect(w, beside[FIT], len(claimed), confidence) if FIT in beside else None
        return Outcome(estimate, support, refute, group, beside, effect)

    def _levels(self, frame: Frame) -> tuple[dict[str, float], Floats]:
        column = frame.column(str(self.item))
        claimed = dict(self.shares)
        if set(column.levels) - set(claimed):
            claimed[OTHERS] = max(0.0, 1 - sum(claimed.values()))
        codes = np.where(column.missing < 0, -1.0, len(self.shares))
        for code, level in enumerate(self.shares):
            codes = np.where(column.counted([level]) == 1, code, codes)
        return claimed, codes

    def _share(
        self, frame: Frame, codes: Floats, level: int, where: Booleans, confidence: float
    ) -> stats.Estimate:
        chosen = np.where(codes < 0, np.nan, codes == level)
        return stats.share(
            frame.design, chosen, where=where, interval="auto", confidence=confidence
        )

    def _fit(
        self, frame: Frame, where: Booleans, claimed: Mapping[str, float], codes: Floats
    ) -> dict[str, stats.TestResult]:
        total = sum(claimed.values())
        expected: dict[Hashable, float] = {
            code: share / total for code, share in enumerate(claimed.values())
        }
        whole = codes.astype(np.int16)
        alike = len(np.unique(whole[where & (whole >= 0)])) == 1
        if alike or min(expected.values()) <= 0:
            return {}
        fit = stats.goodness_of_fit(frame.design, whole, expected, where=where)
        return {FIT: fit}


def _misfit(deviations: Sequence[Deviation], total: float) -> float:
    """Cohen's w: how far the shares lie from those claimed, brought to the sum 1."""
    pairs = [(one.share.estimate, one.claimed / total) for one in deviations]
    return sqrt(sum((found - claimed) ** 2 / claimed for found, claimed in pairs if claimed > 0))
