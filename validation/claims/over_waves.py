"""Claims about several waves: more than last time, rising, steady."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from math import inf
from typing import Literal, NoReturn, Self

from pydantic import Field, NonNegativeFloat, PositiveFloat, model_validator

from validation.claims.base import (
    Region,
    WavesError,
    judge,
    judge_sameness,
)
from validation.claims.bounded import ItemId
from validation.claims.columns import Booleans
from validation.claims.frame import Frame
from validation.claims.measured import Sides
from validation.claims.measures import Asked, Measure
from validation.claims.quantified import QuantifiedClaim
from validation.claims.quantities import ItemNumber
from validation.stats import Planned, PlannedEquivalence

SECOND, THIRD = 2, 3
YEAR = 0.625  # the squared distances from their middle of five waves, a quarter of a year apart


class OverWavesClaim(QuantifiedClaim):
    """A share, level or score moves from wave to wave, or does not."""

    @property
    def over_waves(self) -> bool:
        """Yes."""
        return True

    @property
    @abstractmethod
    def waves(self) -> int:
        """How many waves it takes to say anything."""

    def number(self) -> ItemNumber:
        """Return the quantity that moves, and its item."""
        return ItemNumber(self.quantity(), str(self.item))

    def measures(self) -> tuple[Measure, ...]:
        """Return the item, which the library makes if none is named."""
        return (Measure("item", self.item, self.quantity().types),)

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> NoReturn:
        """Raise that one wave says nothing of it.

        Raises:
            WavesError: always; trends judge it.
        """
        del frame, where, confidence
        raise WavesError(self.waves)

    def judged(self, sides: Sides) -> tuple[float, float]:
        """Return the p-values for and against it, from the one-sided ones of what was found."""
        return judge(sides, self.region())


class ChangeClaim(OverWavesClaim):
    """A share, level or score is higher, or lower, than in an earlier wave, by a margin if named.

    >>> ChangeClaim(kind="change", item="quality", direction="down", by=0.5).region()
    Region(low=-inf, high=-0.5)
    """

    kind: Literal["change"]
    since: ItemId = Field("previous", description="previous, baseline, or the name of a wave")
    direction: Literal["up", "down"] = "up"
    by: NonNegativeFloat = 0.0

    @property
    def waves(self) -> int:
        """Two."""
        return SECOND

    def region(self) -> Region:
        """Return the changes that are claimed."""
        return Region(low=self.by) if self.direction == "up" else Region(high=0.0 - self.by)

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return the greatest changes that the quantity allows."""
        low, high = self.quantity().limits(self._asked(asked))
        return (low - high, high - low)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of the difference of two waves of different people, an answer of each."""
        return self.yardstick(asked) * 2**0.5

    def _bounds(self) -> Iterator[tuple[str, float]]:
        yield "low", self.by

    def _key_of(self, side: str) -> str:
        del side
        return "by"


class TrendClaim(OverWavesClaim):
    """A share, level or score rises or falls over the waves, or is steady within a margin a year.

    >>> TrendClaim(kind="trend", item="quality", direction="steady", within=0.2).region()
    Region(low=-0.2, high=0.2)
    """

    kind: Literal["trend"]
    direction: Literal["up", "down", "steady"] = "up"
    within: PositiveFloat | None = Field(
        None, description="the slope per year, either way, that is still steady"
    )

    @model_validator(mode="after")
    def _margin_of_steady(self) -> Self:
        if (self.direction == "steady") != (self.within is not None):
            found = (
                "steady without within" if self.within is None else f"within and {self.direction}"
            )
            message = f"found {found}, must be within where the direction is steady, and only there"
            raise ValueError(message)
        return self

    @property
    def waves(self) -> int:
        """Three: a line through two is the change between them."""
        return THIRD

    def region(self) -> Region:
        """Return the slopes per year that are claimed."""
        if self.within is not None:
            return Region(-self.within, self.within)
        return Region(low=0.0) if self.direction == "up" else Region(high=0.0)

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return none: waves may lie as near to each other as they like."""
        del asked
        return (-inf, inf)

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of the slope of five quarterly waves, an answer of each."""
        return float(self.yardstick(asked) / YEAR**0.5)

    def smallest_effect(self, asked: Mapping[str, Asked]) -> float:
        """Return the slope per year to plan for; of a steady one its whole margin."""
        return self.effect or self.within or super().smallest_effect(asked)

    def planned(self, asked: Mapping[str, Asked], sd: float) -> Planned:
        """Return the test of a slope; of a steady one two one-sided tests."""
        if self.within is None:
            return super().planned(asked, sd)
        apart = max(0.0, self.within - self.smallest_effect(asked))
        return PlannedEquivalence(self.within, sd, apart)

    def judged(self, sides: Sides) -> tuple[float, float]:
        """Return the p-values for and against it; of a steady slope one-sided ones for it."""
        if self.within is not None:
            return judge_sameness(sides, self.region())
        return super().judged(sides)
