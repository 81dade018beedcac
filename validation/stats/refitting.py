"""Regressions under replicate weights: everything is computed again with each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.design import Design
from validation.stats.drivers import Model, check_rank
from validation.stats.estimation import Point
from validation.stats.replicate_design import ReplicateDesign
from validation.stats.sources import Rows, Source

Evaluate = Callable[[Model], Floats]


@dataclass(frozen=True, slots=True)
class _Deviated:
    """Linearised influence values for the design effect, deviations of replicates for the rest."""

    influence: Source
    deviations: Floats

    def rows(self, design: Design) -> Floats:
        """Return the linearised influence values, one a row."""
        return self.influence.rows(design)

    def values(self, design: Design) -> Floats:  # noqa: ARG002 - the protocol's signature
        """Return the scaled deviations, one a replicate."""
        return self.deviations


def refitted(model: Model, points: Sequence[Point], evaluate: Evaluate) -> list[Point]:
    """Return the points with the deviations of all replicates, if the design has replicates.

    A replicate in which the model cannot be fitted is left out.
    """
    design = model.design
    if not isinstance(design, ReplicateDesign):
        return list(points)
    found = np.stack(
        [
            _values(model, design.replicas.weights(number), evaluate, len(points))
            for number in range(design.replicas.count)
        ]
    )
    deviations = design.deviations(found, np.array([point.value for point in points]))
    return [
        replace(point, influence=_Deviated(_source(point), deviations[:, at]))
        for at, point in enumerate(points)
    ]


def _source(point: Point) -> Source:
    return Rows(point.influence) if isinstance(point.influence, np.ndarray) else point.influence


def _values(model: Model, weights: Floats, evaluate: Evaluate, count: int) -> Floats:
    kept = weights[model.inside] > 0
    narrowed = replace(
        model,
        inside=model.inside & (weights > 0),
        y=model.y[kept],
        terms=tuple(replace(term, columns=term.columns[kept]) for term in model.terms),
        weights=weights[model.inside][kept],
    )
    try:
        check_rank(narrowed)
        return evaluate(narrowed)
    except StatisticsError:
        return np.full(count, np.nan)
