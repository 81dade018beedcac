"""What claims about one number of an item have in common: share, level and score."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping

from validation.claims.base import Outcome, compared, outcome_of
from validation.claims.bounded import BoundedClaim, ItemId
from validation.claims.columns import Booleans
from validation.claims.effect_sizes import EffectSize, mean_effect, share_effect, spread_of
from validation.claims.frame import Frame
from validation.claims.measures import Asked, Measure, Unit
from validation.claims.quantities import ItemNumber, Quantity, measure_quantity
from validation.errors import Problem
from validation.stats import Estimate


class OneNumberClaim(BoundedClaim):
    """A number made of the answers to one item lies where it is claimed to."""

    item: ItemId | None = None

    @abstractmethod
    def quantity(self) -> Quantity:
        """Return what is measured of the item."""

    def number(self) -> ItemNumber:
        """Return the quantity and its item."""
        return ItemNumber(self.quantity(), str(self.item))

    def measures(self) -> tuple[Measure, ...]:
        """Return the item, which the library makes if none is named."""
        return (Measure("item", self.item, self.quantity().types),)

    def unit(self) -> Unit:
        """Return what its numbers are."""
        return self.quantity().unit

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield what keeps the quantity from being made of the item."""
        if self.item is not None:
            yield from self.quantity().problems(asked[self.item])

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return the least and the greatest value of the quantity."""
        return self.quantity().limits(self._asked(asked))

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return the standard deviation per answer that planning assumes."""
        return self.quantity().spread(self._asked(asked))

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the quantity, and how it lies to its bounds."""
        item = str(self.item)
        found = measure_quantity(self.quantity(), frame, item, where, confidence)
        groups = (compared("all", found.estimate),)
        effect = self._effect_size(frame, found.estimate)
        return outcome_of(found, self.region(), groups, effect)

    def _effect_size(self, frame: Frame, estimate: Estimate) -> EffectSize | None:
        """The distance from the bound, of two the nearer one, on the scale of effect sizes."""
        bounds = [bound for _, bound in self.region().bounds()]
        bound = min(bounds, key=lambda one: abs(one - estimate.estimate))
        if self.unit() == "share":
            return share_effect(estimate, bound)
        values = self.quantity().values(frame, str(self.item))
        return mean_effect(estimate, spread_of(frame.design, values, estimate), bound=bound)

    def _asked(self, asked: Mapping[str, Asked]) -> Asked:
        return asked.get(str(self.item), Asked("", "rating"))
