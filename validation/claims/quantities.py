"""What can be measured of one item: a share, a level or a score, and within which limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

import numpy as np

from validation.claims.columns import Booleans, Floats, Limits, as_number
from validation.claims.frame import Frame
from validation.claims.measured import Measured, measured_mean, measured_share
from validation.claims.measures import Asked, ItemType, Unit
from validation.errors import Problem
from validation.stats import Estimate

ScoreName = Literal["nps", "top_two", "ces"]
NPS_SCALE = (0, 10)
CES_SCALE = (1, 7)
RATED = frozenset[ItemType]({"rating", "number"})
CHOSEN = frozenset[ItemType]({"single", "multi", "rating", "number", "ranking", "bands"})


class Quantity(Protocol):
    """One number of an audience that is the mean of something of each respondent."""

    types: ClassVar[frozenset[ItemType]]
    unit: ClassVar[Unit]

    def values(self, frame: Frame, item: str) -> Floats:
        """Return what each respondent adds to the mean, NaN without answer (n,)."""
        ...

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Say what keeps it from being made of this item."""
        ...

    def limits(self, asked: Asked) -> Limits:
        """Return the least and the greatest value it can have."""
        ...

    def spread(self, asked: Asked) -> float:
        """Return the standard deviation to plan with: all answers equally frequent."""
        ...


@dataclass(frozen=True, slots=True)
class ItemNumber:
    """The one number of one item that a claim is about."""

    quantity: Quantity
    item: str

    @property
    def is_share(self) -> bool:
        """Whether it is a share of people."""
        return self.quantity.unit == "share"

    def values(self, frame: Frame) -> Floats:
        """Return what each respondent adds to the mean, NaN without answer (n,)."""
        return self.quantity.values(frame, self.item)

    def estimate(self, frame: Frame, where: Booleans, confidence: float) -> Estimate:
        """Return the number in a part of the audience.

        Raises:
            StatisticsError: nobody of the part answered.
        """
        found = measure_quantity(self.quantity, frame, self.item, where, confidence)
        return found.estimate


@dataclass(frozen=True, slots=True)
class ShareOf:
    """The share that gave one of the options, or a number from `start` to `end`."""

    options: tuple[str, ...] = ()
    start: float | None = None
    end: float | None = None

    types: ClassVar[frozenset[ItemType]] = CHOSEN
    unit: ClassVar[Unit] = "share"

    def values(self, frame: Frame, item: str) -> Floats:
        """Return 1 for those who count, 0 for those who do not, NaN without answer (n,)."""
        column = frame.column(item)
        if self.options:
            return column.counted(self.options)
        numbers = column.values()
        start = -np.inf if self.start is None else self.start
        end = np.inf if self.end is None else self.end
        return np.where(np.isnan(numbers), np.nan, (numbers >= start) & (numbers <= end))

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Say which options the item does not have, or that nothing says who counts."""
        ranged = self.start is not None or self.end is not None
        if bool(self.options) == ranged:
            yield Problem(
                "options",
                "both options and from/to" if ranged else "nothing that says which answers count",
                "either options, or from and to",
                f"The item {asked.id} has the answers {_listed(asked.levels)}.",
            )
        if ranged and asked.type not in RATED:
            yield Problem(
                "from", f"a range of a {asked.type} item", "options", "Name the answers that count."
            )
        yield from _unknown(asked, self.options)
        yield from _off_scale(asked, {"from": self.start, "to": self.end})
        if self.start is not None and self.end is not None and self.start > self.end:
            must = f"at least {self.start:g}, where the range starts"
            yield Problem("to", f"{self.end:g}", must)

    def limits(self, asked: Asked) -> Limits:
        """Return 0 and 1."""
        del asked
        return (0.0, 1.0)

    def spread(self, asked: Asked) -> float:
        """Return the greatest standard deviation of a share, 0.5."""
        del asked
        return 0.5


@dataclass(frozen=True, slots=True)
class LevelOf:
    """The mean of a rating or number."""

    types: ClassVar[frozenset[ItemType]] = RATED
    unit: ClassVar[Unit] = "scale"

    def values(self, frame: Frame, item: str) -> Floats:
        """Return the numbers themselves (n,)."""
        return frame.column(item).values()

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Say nothing: every rating and number has a mean."""
        del asked
        return iter(())

    def limits(self, asked: Asked) -> Limits:
        """Return the ends of the scale."""
        low = -np.inf if asked.low is None else asked.low
        return (low, np.inf if asked.high is None else asked.high)

    def spread(self, asked: Asked) -> float:
        """Return the standard deviation of equally frequent answers."""
        return asked.spread


@dataclass(frozen=True, slots=True)
class NpsOf:
    """The Net Promoter Score: per cent who rate 9–10 less per cent of 0–6 (Reichheld 2003)."""

    types: ClassVar[frozenset[ItemType]] = frozenset({"rating"})
    unit: ClassVar[Unit] = "points"

    def values(self, frame: Frame, item: str) -> Floats:
        """Return 100 for a promoter, −100 for a detractor, else 0 (n,)."""
        rated = frame.column(item).values()
        score = 100.0 * (rated >= 9) - 100.0 * (rated <= 6)  # noqa: PLR2004 (the definition)
        return np.where(np.isnan(rated), np.nan, score)

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Refuse any scale but 0–10."""
        yield from _other_scale(asked, NPS_SCALE, "a Net Promoter Score")

    def limits(self, asked: Asked) -> Limits:
        """Return −100 and 100."""
        del asked
        return (-100.0, 100.0)

    def spread(self, asked: Asked) -> float:
        """Return the standard deviation of equally frequent answers 0 to 10."""
        del asked
        scores = np.repeat([-100.0, 0.0, 100.0], [7, 2, 2])
        return float(scores.std())


@dataclass(frozen=True, slots=True)
class TopTwoOf:
    """The share that chose one of the two highest points of the scale."""

    types: ClassVar[frozenset[ItemType]] = frozenset({"rating"})
    unit: ClassVar[Unit] = "share"

    def values(self, frame: Frame, item: str) -> Floats:
        """Return 1 for the two highest points, else 0 (n,); NaN where no scale is known."""
        column = frame.column(item)
        return column.counted(column.levels[-2:]) if column.levels else np.full(frame.n, np.nan)

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Say nothing: every rating has two highest points."""
        del asked
        return iter(())

    def limits(self, asked: Asked) -> Limits:
        """Return 0 and 1."""
        del asked
        return (0.0, 1.0)

    def spread(self, asked: Asked) -> float:
        """Return the greatest standard deviation of a share, 0.5."""
        del asked
        return 0.5


@dataclass(frozen=True, slots=True)
class CesOf:
    """The Customer Effort Score 2.0: the mean on its scale from 1 to 7."""

    types: ClassVar[frozenset[ItemType]] = frozenset({"rating"})
    unit: ClassVar[Unit] = "scale"

    def values(self, frame: Frame, item: str) -> Floats:
        """Return the ratings themselves (n,)."""
        return frame.column(item).values()

    def problems(self, asked: Asked) -> Iterator[Problem]:
        """Refuse any scale but 1–7."""
        yield from _other_scale(asked, CES_SCALE, "a Customer Effort Score")

    def limits(self, asked: Asked) -> Limits:
        """Return 1 and 7."""
        del asked
        return (1.0, 7.0)

    def spread(self, asked: Asked) -> float:
        """Return the standard deviation of equally frequent answers."""
        return asked.spread


SCORES: dict[ScoreName, Quantity] = {"nps": NpsOf(), "top_two": TopTwoOf(), "ces": CesOf()}


def measure_quantity(
    quantity: Quantity, frame: Frame, item: str, where: Booleans, confidence: float
) -> Measured:
    """Return the quantity in a part of the audience, with the interval that fits it."""
    values = quantity.values(frame, item)
    if quantity.unit == "share":
        return measured_share(frame.design, values, where, confidence)
    limits = seen_limits(quantity, frame, item)
    return measured_mean(frame.design, values, limits, where, confidence)


def seen_limits(quantity: Quantity, frame: Frame, item: str) -> Limits:
    """Return the least and the greatest value of the quantity, as far as the answers tell."""
    known: dict[Unit, Limits] = {"share": (0.0, 1.0), "points": (-100.0, 100.0)}
    return known.get(quantity.unit) or frame.column(item).limits


def _other_scale(asked: Asked, scale: tuple[int, int], name: str) -> Iterator[Problem]:
    if asked.low is not None and (asked.low, asked.high) != scale:
        found = f"{name} of {asked.id}, rated from {asked.low:g} to {asked.high:g}"
        hint = "Ask it anew on that scale, or claim a level or a top_two score."
        yield Problem("score", found, f"an item rated from {scale[0]} to {scale[1]}", hint)


def _unknown(asked: Asked, options: Sequence[str]) -> Iterator[Problem]:
    numeric = asked.type == "number"
    for option in options:
        if numeric and np.isnan(as_number(option)):
            yield Problem("options", repr(option), f"a number, as {asked.id} is one")
        elif not numeric and option not in asked.levels:
            must = f"one of {_listed(asked.levels)}, the answers of {asked.id}"
            yield Problem("options", repr(option), must)


def _off_scale(asked: Asked, bounds: dict[str, float | None]) -> Iterator[Problem]:
    low = -np.inf if asked.low is None else asked.low
    high = np.inf if asked.high is None else asked.high
    for key, bound in bounds.items():
        if bound is not None and not low <= bound <= high:
            must = f"on the scale of {asked.id}, from {low:g} to {high:g}"
            yield Problem(key, f"{bound:g}", must)


def _listed(levels: Sequence[str]) -> str:
    return ", ".join(levels) if levels else "no listed answers"
