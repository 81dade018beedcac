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
    judge_sameness,
)
from validation.claims.bounded import ItemId
from validation.claims.columns import Booleans, Choices, Codes
from validation.claims.effect_sizes import EffectName, correlation_effect
from validation.claims.frame import Frame
from validation.claims.measured import measured
from validation.claims.measures import Asked, ItemType, Measure, Unit
from validation.errors import Problem, StatisticsError

ORDERED = frozenset[ItemType]({"rating", "number", "bands", "single"})
GROUPED = frozenset[ItemType]({"rating", "bands", "single"})
INDEPENDENCE = "rao_scott"
Tests = dict[str, stats.TestResult]
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

    def planned(self, asked: Mapping[str, Asked], sd: float) -> stats.Planned:
        """Return the test of a correlation, or of Cramér's V in a table of these levels."""
        del sd
        effect = self.smallest_effect(asked)
        if self.direction:
            bound = self.at_least or 0.0
            return stats.PlannedCorrelation(min(bound + effect, (1 + bound) / 2), bound)
        rows, columns = (max(2, len(asked[name].levels)) for name in (str(self.item), self.other))
        if self.at_most is not None:
            value = max(0.0, self.at_most - effect)
            return stats.PlannedStrength(value, self.at_most, rows, columns)
        if self.at_least:
            value = min(1.0, self.at_least + effect)
            return stats.PlannedStrength(value, self.at_least, rows, columns)
        return stats.PlannedAssociation(min(1.0, effect), rows, columns)

    def outcome(self, frame: Frame, where: Booleans, confidence: float) -> Outcome:
        """Return the correlation or Cramér's V; the Rao–Scott test of independence beside it."""
        items = (str(self.item), self.other)
        shown = 1 - 2 * (1 - confidence) if self.at_most is not None else confidence
        measure = _correlation if self.direction else _dependence
        try:
            estimate, beside = measure(frame, items, where, shown)
        except StatisticsError as error:
            raise _untestable(frame, items, where) from error
        name: EffectName = "spearman_rho" if self.direction else "cramers_v"
        effect = correlation_effect(name, estimate)
        groups = (compared("both", estimate),)
        return Outcome(estimate, *self._judged(estimate, beside), groups, beside, effect)

    def _judged(self, estimate: stats.Estimate, beside: Tests) -> tuple[float, float]:
        sides = measured(estimate).sides
        if self.at_most is not None:
            return judge_sameness(sides, self.region())
        if beside and not self.at_least:
            return beside[INDEPENDENCE].p_value, 1.0
        return judge(sides, self.region())


def _correlation(
    frame: Frame, items: tuple[str, str], where: Booleans, confidence: float
) -> tuple[stats.Estimate, Tests]:
    x, y = (frame.ordered(item) for item in items)
    estimate = stats.correlation(
        frame.design, x, y, method="spearman", where=where, confidence=confidence
    )
    return estimate, {}


def _dependence(
    frame: Frame, items: tuple[str, str], where: Booleans, confidence: float
) -> tuple[stats.Estimate, Tests]:
    rows, columns = (_codes(frame, item) for item in items)
    v = stats.cramers_v(frame.design, rows, columns, where=where, confidence=confidence)
    return v, {INDEPENDENCE: stats.chi_square(frame.design, rows, columns, where=where)}


def _codes(frame: Frame, item: str) -> Codes:
    column = frame.column(item)
    codes = column.codes if isinstance(column, Choices) else np.full(frame.n, -1, np.int8)
    return np.maximum(codes, -1)


def _untestable(frame: Frame, items: tuple[str, str], where: Booleans) -> StatisticsError:
    """Return why: nobody answered both, or everybody gave the same answer to one of them."""
    answered = where & np.all([frame.column(item).missing >= 0 for item in items], axis=0)
    n = frame.design.count(answered)
    if n == 0:
        return UnansweredError()
    df = frame.design.domain_df(answered)
    return UndividedError(Compared("both", n, 0.0, df))
