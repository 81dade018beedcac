"""What claims that set a share, level or score of two segments side by side have in common."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping

from validation.claims.bounded import ItemId
from validation.claims.columns import Booleans
from validation.claims.frame import Frame
from validation.claims.measures import Asked, Measure
from validation.claims.quantified import QuantifiedClaim
from validation.claims.two_groups import (
    GROUPING,
    NOT_KNOWN,
    Compare,
    Gap,
    Margins,
    Pair,
    check_pair,
    measure_gap,
    spread_between,
)
from validation.errors import Problem


class ContrastClaim(QuantifiedClaim):
    """A share, level or score of one segment against that of another."""

    segment: ItemId

    @abstractmethod
    def pair(self) -> Pair:
        """Return the two groups, in the order in which one is taken from the other."""

    def measures(self) -> tuple[Measure, ...]:
        """Return the item, and the one that tells the segments apart."""
        item = Measure("item", self.item, self.quantity().types)
        return (item, Measure("segment", self.segment, GROUPING))

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield what keeps the quantity from being made, and groups that are not there."""
        yield from super().details(asked)
        yield from check_pair(self.pair(), asked)

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return the greatest differences that the quantity allows."""
        low, high = self.quantity().limits(self._asked(asked))
        return (low - high, high - low)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of a difference per answer, all levels of the segment equally frequent."""
        return self.spread_among(asked, NOT_KNOWN)

    def spread_among(self, asked: Mapping[str, Asked], margins: Margins) -> float:
        """Return the same, with the shares of the groups where they are known."""
        between = spread_between(self.pair(), asked, margins)
        return self.quantity().spread(self._asked(asked)) * between

    def gap(self, frame: Frame, where: Booleans, confidence: float) -> Gap:
        """Return the difference of the two groups, and what is known of each.

        Raises:
            UnansweredError: nobody of one of the groups answered.
        """
        compare = Compare(self.quantity(), frame, str(self.item))
        return measure_gap(self.pair(), compare, where, confidence)
