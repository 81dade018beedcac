"""Claims about an order: X is the most chosen; the top three are X, Y and Z."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from validation.claims.base import BaseClaim, Outcome, Region, compared
from validation.claims.bounded import ItemId, Options
from validation.claims.columns import Booleans, Floats, Rankings
from validation.claims.frame import Frame
from validation.claims.leads import Lead, outcome_of_leads
from validation.claims.measured import measured_mean
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.errors import Problem
from validation.stats import Design

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
        """Return the smallest lead over a rival, with the interval that the verdict shows."""

        def leads_at(level: float) -> list[Lead]:
            return list(self._leads(frame, where, level))

        leads = leads_at(confidence)
        smallest = min((lead.found.estimate for lead in leads), key=lambda lead: lead.estimate)
        return outcome_of_leads(leads_at, confidence, (compared("all", smallest),))

    def _leads(self, frame: Frame, where: Booleans, confidence: float) -> Iterator[Lead]:
        column, design = frame.column(str(self.item)), frame.design
        rivals = [option for option in column.levels if option not in self.top]
        for option in self.top:
            for rival in rivals:
                ahead, behind = self._chosen(frame, option), self._chosen(frame, rival)
                found = measured_mean(design, ahead - behind, (-1.0, 1.0), where, confidence)
                yield Lead(found, _middle(design, ahead, behind, found.estimate.domain))

    def _chosen(self, frame: Frame, option: str) -> Floats:
        column = frame.column(str(self.item))
        if isinstance(column, Rankings):
            return column.among_first([option], len(self.top))
        return column.counted([option])


def _middle(design: Design, ahead: Floats, behind: Floats, inside: Booleans) -> float:
    chosen, weights = (ahead + behind)[inside], design.weights[inside]
    return float(np.average(chosen, weights=weights)) / 2
