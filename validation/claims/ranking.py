"""Claims about an order: X is the most chosen; the top three are X, Y and Z."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from validation.claims.base import BaseClaim, Outcome, Region, compared
from validation.claims.bounded import ItemId, Options
from validation.claims.columns import Booleans, Floats, Rankings
from validation.claims.frame import Frame
from validation.claims.measured import Measured, measured_mean
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.errors import Problem

ORDERED = frozenset[ItemType]({"single", "multi", "ranking"})


class RankingClaim(BaseClaim):
    """Every option of `top` is chosen by more people than every option outside it.

    A ranking item counts as chosen what a respondent put among the first places, as many as
    `top` names. The estimate is the smallest lead over a rival, a difference of shares.
    """

    kind: Literal["ranking"]
    item: ItemId | None = None
    top: Annotated[Options, Field(min_length=1)]

    @property
    def comparable(self) -> bool:
        """No: the estimate is the least or largest of several, and not normal."""
        return False

    def measures(self) -> tuple[Measure, ...]:
        """Return the item."""
        return (Measure("item", self.item, ORDERED),)

    def region(self) -> Region:
        """Return all leads above zero."""
        return Region(low=0.0)

    def unit(self) -> Unit:
        """Return shares."""
        return "share"

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return −1 and 1."""
        del asked
        return (-1.0, 1.0)

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield options that the item does not have, and an order without rivals."""
        levels = asked[self.item].levels if self.item else self.top
        for option in self.top:
            if option not in levels:
                yield Problem("top", repr(option), f"one of {', '.join(levels)}")
        if self.item and not set(levels) - set(self.top):
            yield Problem("top", "every option of the item", "fewer, so that rivals are left")

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of the lead of two options, all options equally frequent."""
        item = asked.get(str(self.item))
        options = max(2, len(item.levels)) if item else 2
        return float((2 / options) ** 0.5)

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the smallest lead, with the interval that the verdict shows.

        All leads must hold, each at full confidence (intersection–union; Berger 1982); the claim
        is refuted where one fails, at a confidence shared by all (Bonferroni). So the smallest
        lead lies from the least of the lower ends to the least of the upper, simultaneous, ones.
        """
        leads = list(self._leads(frame, where, confidence))
        shared = list(self._leads(frame, where, 1 - (1 - confidence) / len(leads)))
        sides = [lead.sides(0.0) for lead in leads]
        support = max(2 * above for _, above in sides)
        refute = len(leads) * min(2 * below for below, _ in sides)
        smallest = min((lead.estimate for lead in leads), key=lambda lead: lead.estimate)
        estimate = replace(
            smallest,
            ci_low=min(lead.estimate.ci_low for lead in leads),
            ci_high=min(lead.estimate.ci_high for lead in shared),
        )
        group = (compared("all", smallest),)
        return Outcome(estimate, min(1.0, support), min(1.0, refute), group)

    def _leads(self, frame: Frame, where: Booleans, confidence: float) -> Iterator[Measured]:
        column = frame.column(str(self.item))
        rivals = [option for option in column.levels if option not in self.top]
        for option in self.top:
            for rival in rivals:
                gaps = self._chosen(frame, option) - self._chosen(frame, rival)
                yield measured_mean(frame.design, gaps, (-1.0, 1.0), where, confidence)

    def _chosen(self, frame: Frame, option: str) -> Floats:
        column = frame.column(str(self.item))
        if isinstance(column, Rankings):
            return column.among_first([option], len(self.top))
        return column.counted([option])
