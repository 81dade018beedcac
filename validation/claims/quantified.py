"""What claims have in common that are about a share, level or score, whichever they name."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from validation.claims.base import BaseClaim
from validation.claims.bounded import ItemId, Options
from validation.claims.measures import Asked, Unit
from validation.claims.quantities import SCORES, LevelOf, Quantity, ScoreName, ShareOf
from validation.errors import Problem


class QuantifiedClaim(BaseClaim):
    """A share, level or score of the answers to one item."""

    item: ItemId | None = None
    of: Literal["share", "level", "score"] = "level"
    options: Options = ()
    start: float | None = Field(None, alias="from")
    end: float | None = Field(None, alias="to")
    score: ScoreName | None = None

    def quantity(self) -> Quantity:
        """Return what is measured of the item."""
        made: dict[str, Quantity] = {
            "share": ShareOf(self.options, self.start, self.end),
            "level": LevelOf(),
            "score": SCORES[self.score or "nps"],
        }
        return made[self.of]

    def unit(self) -> Unit:
        """Return what its numbers are."""
        return self.quantity().unit

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield what keeps the quantity from being made of the item."""
        if self.of == "score" and self.score is None:
            yield Problem("score", "no score", "nps, top_two or ces")
        elif self.item is not None:
            yield from self.quantity().problems(asked[self.item])

    def yardstick(self, asked: Mapping[str, Asked]) -> float:
        """Return the standard deviation of one answer."""
        return self.quantity().spread(self._asked(asked))

    def _counts_nothing(self) -> bool:
        shared = self.of == "share"
        return shared and not self.options and self.start is None and self.end is None

    def _asked(self, asked: Mapping[str, Asked]) -> Asked:
        return asked.get(str(self.item), Asked("", "rating"))
