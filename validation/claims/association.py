"""Claims that two things go together: the more of one, the more of the other."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from validation import stats
from validation.claims.base import (
    BaseClaim,
    Compared,
    Outcome,
    Region,
    UnansweredError,
    UndividedError,
    compared,
    judge,
)
from validation.claims.bounded import ItemId
from validation.claims.columns import Booleans, Choices, Floats
from validation.claims.dependence import Dependence, measure_dependence
from validation.claims.frame import Frame
from validation.claims.measured import measured
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.errors import Problem, StatisticsError

ORDERED = frozenset[ItemType]({"rating", "number", "bands", "single"})
GROUPED = frozenset[ItemType]({"rating", "bands", "single"})
Strength = Annotated[float, Field(ge=0, lt=1)]


def _direction(value: Any) -> Any:  # noqa: ANN401 (whatever stands in the file)
    return {"up": "positive", "down": "negative"}.get(value, value)


class AssociationClaim(BaseClaim):
    """Two items go together: in a direction (rank correlation) or in any way (Cramér's V).

    Without a direction and a bound, the claim is that there is dependence at all, and the
    Rao–Scott test decides, not the interval of V; it cannot be refuted, because not rejecting is
    never support of "none".
    That two things do not depend on each other is claimed with `at_most`, and decided by a
    one-sided test at α against that margin, with the interval at 1 − 2α.
    """

    kind: Literal["association"]
    item: ItemId | None = None
    other: ItemId = Field(alias="with")
    direction: Annotated[Literal["positive", "negative"] | None, BeforeValidator(_direction)] = None
    at_least: Strength | None = None
    at_most: Annotated[float, Field(gt=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _denied_without_direction(self) -> Self:
        if self.at_most is not None and (self.direction or self.at_least is not None):
            message = "at_most: denies a dependence, must stand without direction and at_least"
            raise ValueError(message)
        return self

    @property
    def comparable(self) -> bool:
        """Only correlations: Cramér's V grows with the fewness of answers."""
        return self.direction is not None

    def measures(self) -> tuple[Measure, ...]:
        """Return both items; without a direction they must have few levels."""
        types = ORDERED if self.direction else GROUPED
        return (Measure("item", self.item, types), Measure("with", self.other, types))

    def region(self) -> Region:
        """Return the correlations, or values of Cramér's V, that are claimed."""
        if self.at_most is not None:
            return Region(high=self.at_most)
        if self.direction == "negative":
            return Region(high=0.0 - (self.at_least or 0.0))
        return Region(low=self.at_least or 0.0)

    def unit(self) -> Unit:
        """Return correlation."""
        return "correlation"

    def limits(self, asked: Mapping[str, Asked]) -> tuple[float, float]:
        """Return −1 and 1."""
        del asked
        return (-1.0, 1.0)

    def details(self, asked: Mapping[str, Asked]) -> Iterator[Problem]:
        """Yield that an item is compared with itself."""
        del asked
        if self.item == self.other:
            yield Problem("with", self.other, "another item than `item`")

    def spread(self, asked: Mapping[str, Asked]) -> float:
        """Return that of a correlation of none, 1."""
        del asked
        return 1.0

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the correlation or Cramér's V; the Rao–Scott test of independence beside it."""
        items = (str(self.item), self.other)
        denied = self.at_most is not None
        shown = 1 - 2 * (1 - confidence) if denied else confidence
        measure = _directed if self.direction else measure_dependence
        try:
            found = measure(frame, items, where, shown)
        except StatisticsError as error:
            raise _untestable(frame, items, where) from error
        return self._judged(found)

    def _judged(self, found: Dependence) -> Outcome:
        support, refute = judge(found.strength.sides, self.region())
        estimate, test = found.strength.estimate, found.independence
        if self.at_most is not None:
            support = support / 2
        elif test is not None and not self.at_least:
            support, refute = test.p_value, 1.0
        beside = {"rao_scott": test} if test is not None else {}
        return Outcome(estimate, support, refute, (compared("both", estimate),), beside)


def _directed(
    frame: Frame, items: tuple[str, str], where: Booleans, confidence: float
) -> Dependence:
    x, y = (_ordered(frame, item) for item in items)
    return Dependence(
        measured(
            stats.correlation(
                frame.design, x, y, method="spearman", where=where, confidence=confidence
            )
        )
    )


def _ordered(frame: Frame, item: str) -> Floats:
    column = frame.column(item)
    if isinstance(column, Choices) and not column.scores:
        return np.where(column.codes < 0, np.nan, column.codes)
    return column.values()


def _untestable(frame: Frame, items: tuple[str, str], where: Booleans) -> StatisticsError:
    """Return why: nobody answered both, or everybody gave the same answer to one of them."""
    answered = where & np.all([frame.column(item).missing >= 0 for item in items], axis=0)
    n = frame.design.count(answered)
    if n == 0:
        return UnansweredError()
    df = frame.design.domain_df(answered)
    return UndividedError(Compared("both", n, 0.0, df))
