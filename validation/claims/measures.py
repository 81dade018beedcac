"""What a claim needs to have asked, and what it may know of an item."""

from dataclasses import dataclass
from typing import Literal

ItemType = Literal["single", "multi", "rating", "number", "ranking", "text", "bands"]
Unit = Literal["share", "points", "scale", "correlation"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a claim may know about an item: the form of its answers."""

    id: str
    type: ItemType
    levels: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def spread(self) -> float:
        """The standard deviation of the answers when all are equally frequent, for planning."""
        if self.low is None or self.high is None:
            return 1.0
        points = self.high - self.low + 1
        return float(((points**2 - 1) / 12) ** 0.5)


@dataclass(frozen=True, slots=True)
class Measure:
    """What has to be asked to test a claim: which item, under which key, in which form.

    Without an item, the hypothesis has it made from the library.
    """

    key: str
    item: str | None
    types: frozenset[ItemType]
