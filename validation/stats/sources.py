"""Where the influence values of an estimate come from; they are computed when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from validation.stats.arrays import Floats
from validation.stats.design import Design
from validation.stats.smooth import Smooth


class Source(Protocol):
    """What an estimate keeps in place of a number a respondent."""

    def rows(self, design: Design) -> Floats:
        """Return the linearised influence values, one a row of the design."""

    def values(self, design: Design) -> Floats:
        """Return the values whose covariance under the design is that of the estimate."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Linearised influence values that are there already."""

    influence: Floats

    def rows(self, design: Design) -> Floats:  # noqa: ARG002 - the protocol's signature
        """Return the influence values."""
        return self.influence

    def values(self, design: Design) -> Floats:
        """Return them as the design's covariance takes them."""
        return design.of_linear(self.influence[:, None])[:, 0]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the functions of a smooth statistic."""

    statistic: Smooth
    column: int = 0

    def rows(self, design: Design) -> Floats:
        """Return the derivative by each row's weight, times the weight."""
        return self.alone().scores()[:, 0] * design.weights

    def values(self, design: Design) -> Floats:
        """Return the influence values under the design, or its replicates' deviations."""
        return design.influence_of(self.alone())[:, 0]

    def alone(self) -> Smooth:
        """Return a statistic of this function only."""
        k = self.statistic.slopes.shape[2]
        return self.statistic if k == 1 else self.statistic.times(np.eye(k)[:, [self.column]])


@dataclass(frozen=True, slots=True)
class Mixed:
    """A linear combination of several sources."""

    parts: Sequence[Source]
    coefficients: Floats

    def rows(self, design: Design) -> Floats:
        """Return the combination of the rows."""
        return self._mixed([part.rows(design) for part in self.parts])

    def values(self, design: Design) -> Floats:
        """Return the combination of the values."""
        return self._mixed([part.values(design) for part in self.parts])

    def _mixed(self, columns: Sequence[Floats]) -> Floats:
        return np.column_stack(columns) @ self.coefficients
