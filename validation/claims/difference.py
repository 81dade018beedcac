"""Claims about two groups: one does, rates or recommends more than the other."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from validation.claims.base import Outcome, UnansweredError, compared, outcome_of
from validation.claims.bounded import ItemId, LeadClaim, Options
from validation.claims.columns import Booleans
from validation.claims.frame import Frame
from validation.claims.gap import Sides, measure_gap, measure_share_gap
from validation.claims.measured import Measured, is_alike, unknown
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.claims.quantities import (
    SCORES,
    LevelOf,
    Quantity,
    ScoreName,
    ShareOf,
    measure_quantity,
    seen_limits,
)
from validation.errors import Problem, StatisticsError
from validation.stats import Estimate

SIDES = ("higher", "lower")
GROUPING = frozenset[ItemType]({"single", "multi", "rating", "bands"})


class DifferenceClaim(LeadClaim):
    """A share, level or score is higher in one segment than in another, by a margin."""

    kind: Literal["difference"]
    item: ItemId | None = None
    of: Literal["share", "level", "score"] = "level"
    options: Options = ()
    start: float | None = Field(None, alias="from")
    end: float | None = Field(None, alias="to")
    score: ScoreName | None = None
    segment: ItemId
    higher: Options
    lower: Options

    def quantity(self) -> Quantity:
        """Return what is compared."""
        made: dict[str, Quantity] = {
            "share": ShareOf(self.options, self.start, self.end),
            "level": LevelOf(),
            "score": SCORES[self.score or "nps"],
        }
        return made[self.of]

    def measures(self) -> tuple[Measure, ...]:
        """Return the item, and the one that tells the segments apart."""
        item = Measure("item", self.item, self.quantity().types)
        return (item, Measure("segment", self.segment, GROUPING))

    def unit(self) -> Unit:
        """Return what its numbers are."""
        return self.quantity().unit

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield what keeps the quantity from being made, and groups that are not there."""
        if self.of == "score" and self.score is None:
            yield Problem("score", "no score", "nps, top_two or ces")
        elif self.item is not None:
            yield from self.quantity().problems(asked[self.item])
        levels = asked[self.segment].levels
        for key in ("higher", "lower"):
            for level in getattr(self, key):
                if level not in levels:
                    must = f"a level of {self.segment}: {', '.join(levels)}"
                    yield Problem(key, repr(level), must)
        if set(self.higher) & set(self.lower):
            yield Problem("lower", ", ".join(self.lower), "another group than `higher`")

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return the greatest differences that the quantity allows."""
        low, high = self.quantity().limits(self._asked(asked))
        return (low - high, high - low)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of a difference per answer, all levels of the segment equally frequent."""
        levels = max(2, len(asked[self.segment].levels))
        inverse = levels / len(self.higher) + levels / len(self.lower)
        return float(self.quantity().spread(self._asked(asked)) * inverse**0.5)

    def yardstick(self, asked: Mapping[str, Asked]) -> float:
        """Return the standard deviation of one answer of either group."""
        return self.quantity().spread(self._asked(asked))

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the difference of the two groups, and what is known of each.

        Raises:
            UnansweredError: nobody of one of the groups answered.
        """
        sides = Sides(*(self._side(frame, where, side, confidence) for side in SIDES))
        groups = (
            compared(self._name("higher"), sides.higher),
            compared(self._name("lower"), sides.lower),
        )
        return outcome_of(self._gap(frame, sides, confidence), self.region(), groups)

    def _side(self, frame: Frame, where: Booleans, side: str, confidence: float) -> Estimate:
        inside = where & frame.where({self.segment: getattr(self, side)})
        quantity, item = self.quantity(), str(self.item)
        try:
            return measure_quantity(quantity, frame, item, inside, confidence).estimate
        except StatisticsError as error:
            raise UnansweredError(self._name(side)) from error

    def _gap(self, frame: Frame, sides: Sides, confidence: float) -> Measured:
        quantity, item = self.quantity(), str(self.item)
        if quantity.unit == "share":
            return measure_share_gap(frame.design, sides, confidence)
        gap = measure_gap(frame.design, sides, confidence)
        values = quantity.values(frame, item)
        if not (is_alike(sides.higher, values) and is_alike(sides.lower, values)):
            return gap
        low, high = seen_limits(quantity, frame, item)
        return unknown(gap.estimate, (low - high, high - low))

    def _name(self, side: str) -> str:
        return f"{self.segment} {', '.join(getattr(self, side))}"

    def _counts_nothing(self) -> bool:
        shared = self.of == "share"
        return shared and not self.options and self.start is None and self.end is None

    def _asked(self, asked: Mapping[str, Asked]) -> Asked:
        return asked.get(str(self.item), Asked("", "rating"))
