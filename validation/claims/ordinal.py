"""Claims about two groups by order alone: one tends to rate higher than the other."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from validation import stats
from validation.claims.base import (
    Outcome,
    Region,
    UnansweredError,
    compared,
    judge,
)
from validation.claims.bounded import ItemId
from validation.claims.columns import Booleans, Floats
from validation.claims.effect_sizes import superiority_effect
from validation.claims.frame import Frame
from validation.claims.joined import alike_number, measured_apart, spread_number
from validation.claims.measured import Measured, is_alike, measured, unknown
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.claims.two_groups import (
    NOT_KNOWN,
    Group,
    HigherLowerClaim,
    Margins,
    check_pair,
    spread_between,
)
from validation.errors import Problem, StatisticsError

IN_ORDER = frozenset[ItemType]({"rating", "number", "bands", "single"})
APART = frozenset[ItemType]({"single", "rating", "bands"})  # nobody belongs to two groups
EVEN = 0.5
HIGHER, LOWER = 0, 1
FEWEST = 3  # answers of a single choice that make an order, and not just a yes and a no


class OrdinalClaim(HigherLowerClaim):
    """Somebody of one segment is likely to rate higher than somebody of another.

    The estimate is the probability of superiority, ties counted half (Brunner & Munzel 2000): 0.5
    where neither group tends to be higher. It asks nothing of the distances between the answers.
    """

    kind: Literal["ordinal"]
    item: ItemId | None = None
    at_least: Annotated[float, Field(ge=EVEN, lt=1)] = EVEN

    def measures(self) -> tuple[Measure, ...]:
        """Return the item, and the one that tells the segments apart."""
        return (
            Measure("item", self.item, IN_ORDER),
            Measure("segment", self.segment, APART),
        )

    def region(self) -> Region:
        """Return all probabilities from the bound."""
        return Region(low=self.at_least)

    def unit(self) -> Unit:
        """Return shares: of all pairs of people of the two groups."""
        return "share"

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return 0 and 1."""
        del asked
        return (0.0, 1.0)

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield answers that make no order, and groups that are not there."""
        item = asked.get(str(self.item))
        if item is not None and item.type == "single" and len(item.levels) < FEWEST:
            hint = "Claim a difference of shares."
            found = f"{item.id}, with {len(item.levels)} answers"
            yield Problem("item", found, "a rating, a number, or three answers in order", hint)
        yield from check_pair(self.pair(), asked)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of the probability per answer where both groups answer alike.

        The variance of mid-ranks of equally frequent answers is (1 − 1/k²) / 12 (Noether 1987).
        """
        return self.spread_among(asked, NOT_KNOWN)

    def spread_among(self, asked: Mapping[str, Asked], margins: Margins) -> float:
        """Return the same, with the shares of the groups where they are known."""
        item = asked.get(str(self.item))
        levels = len(item.levels) if item else 0
        ranks = (1 - 1 / levels**2) / 12 if levels > 1 else 1 / 12
        return float(ranks**0.5 * spread_between(self.pair(), asked, margins))

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the probability of superiority; the rank test of Lumley & Scott beside it.

        Raises:
            UnansweredError: nobody of one of the groups answered.
        """
        values = frame.ordered(str(self.item))
        sides = [_side(group, values, frame, where) for group in self.pair()]
        chance = stats.superiority(
            frame.design, values, self._members(frame, where), HIGHER, LOWER, confidence=confidence
        )
        found = measured(stats.near_end(chance, min(side.n_effective for side in sides)))
        same = [side.n for side in sides if is_alike(side, values)]
        alike = len(same) == len(sides)
        if len(same) == 1:
            found = _with_others(found.estimate, same[0])
        if alike and found.estimate.estimate == EVEN:
            found = unknown(found.estimate, (0.0, 1.0))
        groups = (
            compared(self.pair()[0].name, sides[0]),
            compared(self.pair()[1].name, sides[1]),
        )
        beside = {} if alike else self._rank_test(frame, values, where)
        effect = superiority_effect(found.estimate)
        return Outcome(found.estimate, *judge(found.sides, self.region()), groups, beside, effect)

    def _rank_test(
        self, frame: Frame, values: Floats, where: Booleans
    ) -> dict[str, stats.TestResult]:
        try:
            return {"rank_test": stats.rank_test(frame.design, values, self._members(frame, where))}
        except StatisticsError:
            return {}

    def _members(self, frame: Frame, where: Booleans) -> NDArray[np.int8]:
        higher, lower = (group.inside(frame, where) for group in self.pair())
        return np.select([higher, lower], [HIGHER, LOWER], -1).astype(np.int8)


def _with_others(chance: stats.Estimate, n: int) -> Measured:
    """Return the chance where one group gave n equal answers, and may hold some who differ."""
    value = chance.estimate
    others = alike_number(0.0, n, (value - 1, value))
    return measured_apart(chance, spread_number(chance), others, (0.0, 1.0))


def _side(group: Group, values: Floats, frame: Frame, where: Booleans) -> stats.Estimate:
    try:
        return stats.mean(frame.design, values, where=group.inside(frame, where))
    except StatisticsError as error:
        raise UnansweredError(group.name) from error
