"""Claims about two ratings by the same people: expectations were higher than the experience."""

from collections.abc import Iterator, Mapping
from typing import Literal

from validation.claims.base import Outcome, compared, outcome_of
from validation.claims.bounded import ItemId, LeadClaim
from validation.claims.columns import Booleans
from validation.claims.effect_sizes import mean_effect, spread_of
from validation.claims.frame import Frame
from validation.claims.measured import measured_mean
from validation.claims.measures import Asked, Measure, Unit
from validation.claims.quantities import RATED
from validation.errors import Problem


class ComparisonClaim(LeadClaim):
    """The same people rate one item higher than another, on average.

    >>> ComparisonClaim(kind="comparison", higher="expected", lower="met").region()
    Region(low=0.0, high=inf)
    """

    kind: Literal["comparison"]
    higher: ItemId
    lower: ItemId

    def measures(self) -> tuple[Measure, ...]:
        """Return both items."""
        return (Measure("higher", self.higher, RATED), Measure("lower", self.lower, RATED))

    def unit(self) -> Unit:
        """Return points of the scale."""
        return "scale"

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield that an item is compared with itself, or that the scales differ."""
        if self.higher == self.lower:
            yield Problem("lower", self.lower, "another item than `higher`")
        scales = [(asked[item].low, asked[item].high) for item in (self.higher, self.lower)]
        if scales[0] != scales[1]:
            found = f"{self.lower} on {_scale(scales[1])}, {self.higher} on {_scale(scales[0])}"
            yield Problem("lower", found, "two items on the same scale")

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return the greatest differences that the scale allows."""
        one = asked[self.higher]
        if one.low is None or one.high is None:
            return (-float("inf"), float("inf"))
        return (one.low - one.high, one.high - one.low)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of one rating: right where the two correlate at one half."""
        return asked[self.higher].spread

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the mean difference among those who rated both."""
        higher, lower = (frame.column(item) for item in (self.higher, self.lower))
        limits = (higher.limits[0] - lower.limits[1], higher.limits[1] - lower.limits[0])
        gaps = higher.values() - lower.values()
        found = measured_mean(frame.design, gaps, limits, where, confidence)
        sd = spread_of(frame.design, gaps, found.estimate)
        effect = mean_effect(found.estimate, sd, name="cohen_dz")
        return outcome_of(found, self.region(), (compared("both", found.estimate),), effect)


def _scale(ends: tuple[float | None, float | None]) -> str:
    return "no scale" if ends[0] is None or ends[1] is None else f"{ends[0]:g} to {ends[1]:g}"
