"""From a value and its influence values to an estimate with standard error and interval."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, Mask, mask
from validation.stats.design import Design
from validation.stats.pivots import EVERYTHING, Limits, Pivot, Steps, interval, settled
from validation.stats.results import Estimate, Estimates

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a domain with the derivative by each weight, times the weight.

    `answers` is how many answers a share of 0 or 1 rests on, if not all of the domain.
    """

    value: float
    influence: Floats
    inside: Mask
    method: str = "mean"
    support: Limits = EVERYTHING
    steps: Steps | None = None
    answers: int | None = None


def domain(design: Design, where: ArrayLike | None, *answered: Mask) -> Mask:
    """Return who has a weight, is in the domain and answered.

    Raises:
        StatisticsError: Nobody is left.
    """
    inside: Mask = design.weights != 0
    rows = mask(where, design.n)
    for condition in answered if rows is None else (rows, *answered):
        inside = inside & condition
    if not inside.any():
        message = "where: found nobody who answered in the domain, must be one at least."
        raise StatisticsError(message)
    return inside


def union(domains: Sequence[Mask]) -> Mask:
    """Return who is in any of the domains."""
    distinct = list({id(inside): inside for inside in domains}.values())
    return np.asarray(np.logical_or.reduce(distinct), dtype=np.bool_)


def estimate_of(design: Design, point: Point, confidence: float) -> Estimate:
    """Return the estimate at a point."""
    covariance = design.covariance(point.influence[:, None])
    return _parts(design, [point], covariance, confidence)[0]


def estimates_of(
    design: Design,
    levels: Sequence[Hashable],
    points: Sequence[Point],
    confidence: float,
    covariance: Floats | None = None,
) -> Estimates:
    """Return the estimates at several points with their joint covariance, if known already."""
    if covariance is None:
        covariance = design.covariance(np.column_stack([point.influence for point in points]))
    parts = _parts(design, points, covariance, confidence)
    df = design.domain_df(union([point.inside for point in points]))
    return Estimates(tuple(levels), tuple(parts), covariance, df, design)


def _parts(
    design: Design, points: Sequence[Point], covariance: Floats, confidence: float
) -> list[Estimate]:
    if not 0 < confidence < 1:
        message = f"confidence: found {confidence}, must be above 0 and below 1, such as 0.95."
        raise StatisticsError(message)
    # the levels of an item share one domain: its size and degrees of freedom are counted once
    domains = {id(point.inside): point.inside for point in points}
    sizes = {at: _size(design, inside) for at, inside in domains.items()}
    return [
        _estimate(design, point, variance, sizes[id(point.inside)], confidence)
        for point, variance in zip(points, np.diag(covariance).tolist(), strict=True)
    ]


def _size(design: Design, inside: Mask) -> tuple[int, int]:
    return design.count(inside), design.domain_df(inside)


def _estimate(
    design: Design, point: Point, variance: float, size: tuple[int, int], confidence: float
) -> Estimate:
    n, df = size
    se = math.sqrt(max(variance, 0.0))
    deff = _deff(design, point, variance, n)
    answers = n if point.answers is None else point.answers
    pivot = settled(Pivot(point.method, point.value, se, df, answers, point.support, point.steps))
    low, high = interval(pivot, confidence)
    return Estimate(
        point.value, se, df, low, high, n, n / deff, deff, confidence,
        point.influence, point.inside, pivot,
    )  # fmt: skip


def _deff(design: Design, point: Point, variance: float, n: int) -> float:
    """Variance over that under simple random sampling with replacement, as R's deff="replace"."""
    weights, influence = design.weights, point.influence
    if not point.inside.all():
        weights, influence = weights[point.inside], influence[point.inside]
    total = float(weights.sum())
    squares = total * float(influence @ (influence / weights)) - float(influence.sum()) ** 2
    if n > 1 and squares > 0:
        deff = variance * (n - 1) / squares
        if deff > _ROUNDING:
            return deff
    return n * design.squares(point.inside) / total**2
