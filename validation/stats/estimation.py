"""From a value and its influence values to an estimate with standard error and interval."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, mask
from validation.stats.design import Design
from validation.stats.pivots import EVERYTHING, Limits, Pivot, Steps, interval, settled
from validation.stats.results import Estimate, Estimates
from validation.stats.smooth import Smooth
from validation.stats.sources import Part, Rows, Source

_ROUNDING = 1e-12
_OF_DEVIATIONS = 1e-22  # what rounding leaves of a variance made of deviations, a simple one's
_OF_SUMS = 1e-12  # the same where sums of squares are subtracted, or replicates were calibrated
_OF_VALUE = 1e-13  # of a standard error, a unit of the estimate


@dataclass(frozen=True, slots=True)
class Known:
    """What was computed for many items together: see `_Simple`, and Pivot for `scaled_se`."""

    variance: float
    spread: float
    scaled_se: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a domain with its influence: the derivative by each weight, times the weight.

    `answers` is how many answers a share of 0 or 1 rests on, if not all of the domain.
    """

    value: float
    influence: Floats | Source
    inside: Mask
    method: str = "mean"
    support: Limits = EVERYTHING
    steps: Steps | None = None
    answers: int | None = None
    known: Known | None = None


def domain(design: Design, where: ArrayLike | None, *answered: Mask) -> Mask:
    """Return who has a weight, is in the domain and answered.

    Raises:
        StatisticsError: Nobody is left.
    """
    inside: Mask = design.weighted
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


def everybody(inside: Mask) -> Codes:
    """Return code 0 for those inside and -1 for others."""
    return inside.view(np.int8) - np.int8(1)


def estimate_of(design: Design, point: Point, confidence: float) -> Estimate:
    """Return the estimate at a point."""
    source = _source(point)
    made = replace(point, influence=_made(design, source))
    found = _parts(design, [made], _covariance(design, [_source(made)]), confidence)[0]
    return replace(found, source=source)


def _made(design: Design, source: Source) -> Source:
    """The source with its rows made once, where both variance and design effect need them."""
    counted = isinstance(source, Part) and source.statistic.counts_only
    return source if counted or design.is_replicated else Rows(source.rows(design))


def estimates_known(
    design: Design, points: Sequence[Point], known: Sequence[Known], confidence: float
) -> list[Estimate]:
    """Return the estimates at points whose variances are known already."""
    covariance = np.diag([of.variance for of in known])
    settled_ = [replace(point, known=of) for point, of in zip(points, known, strict=True)]
    return _parts(design, settled_, covariance, confidence)


def estimates_of(
    design: Design,
    levels: Sequence[Hashable],
    points: Sequence[Point],
    confidence: float,
    covariance: Floats | None = None,
) -> Estimates:
    """Return the estimates at several points with their joint covariance, if known already."""
    sources = [_source(point) for point in points]
    if covariance is None:
        covariance = _covariance(design, sources)
    parts = _parts(design, points, covariance, confidence)
    df = design.domain_df(union([point.inside for point in points]))
    return Estimates(tuple(levels), tuple(parts), covariance, df, design, _shared(sources))


def _source(point: Point) -> Source:
    return Rows(point.influence) if isinstance(point.influence, np.ndarray) else point.influence


def _shared(sources: Sequence[Source]) -> Smooth | None:
    """The statistic whose functions the sources are, all and in order."""
    first = sources[0]
    if not isinstance(first, Part) or first.statistic.slopes.shape[2] != len(sources):
        return None
    whole = [Part(first.statistic, at) for at in range(len(sources))]
    same = all(
        isinstance(found, Part)
        and found.statistic is wanted.statistic
        and found.column == wanted.column
        for found, wanted in zip(sources, whole, strict=True)
    )
    return first.statistic if same else None


def _covariance(design: Design, sources: Sequence[Source]) -> Floats:
    statistic = _shared(sources)
    if statistic is not None:
        return design.covariance_of(statistic)
    return design.covariance(np.column_stack([source.values(design) for source in sources]))


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
    simple = _simple(design, point)
    variance = _without_rounding(design, point, variance, simple.moment / max(n - 1, 1))
    se = math.sqrt(variance)
    deff = _deff(design, point, variance, (n, simple.spread))
    answers = n if point.answers is None else point.answers
    pivot = settled(Pivot(point.method, point.value, se, df, answers, point.support, point.steps))
    source = _source(point)
    if pivot.method == "logit":
        pivot = replace(pivot, scaled_se=_se_of_logit(design, point, source))
    low, high = interval(pivot, confidence)
    return Estimate(
        point.value, se, df, low, high, n, n / deff, deff, confidence,
        source, point.inside, pivot, design,
    )  # fmt: skip


def _se_of_logit(design: Design, point: Point, source: Source) -> float | None:
    if point.known is not None:
        return point.known.scaled_se
    return design.se_of_logit(source.alone()) if isinstance(source, Part) else None


def _without_rounding(design: Design, point: Point, variance: float, simple: float) -> float:
    """The variance, or 0 where the design or a margin of calibration leaves none but rounding."""
    source = _source(point)
    counted = isinstance(source, Part) and source.statistic.counts_only
    of_sums = counted or design.is_replicated or point.known is not None
    nothing = (_OF_SUMS if of_sums else _OF_DEVIATIONS) * simple
    return variance if variance > max(nothing, (_OF_VALUE * point.value) ** 2) else 0.0


def _deff(design: Design, point: Point, variance: float, simple: tuple[int, float]) -> float:
    """Variance over that under simple random sampling with replacement, as R's deff="replace"."""
    n, spread = simple
    if n > 1 and spread > 0:
        deff = variance * (n - 1) / spread
        if deff > _ROUNDING:
            return deff
    total = float(design.weights[point.inside].sum())
    return n * design.squares(point.inside) / total**2


@dataclass(frozen=True, slots=True)
class _Simple:
    """Of the derivatives by the weights, a squared sum of weights: mean square and variance."""

    moment: float
    spread: float


def _simple(design: Design, point: Point) -> _Simple:
    if point.known is not None:
        return _Simple(point.known.spread, point.known.spread)
    weights, slopes = _derivatives(design, _source(point), point.inside)
    total = float(weights.sum())
    if total <= 0:
        return _Simple(0.0, 0.0)
    moment = total * float(weights @ slopes**2)
    spread = total * float(weights @ (slopes - weights @ slopes / total) ** 2)
    return _Simple(moment, spread if spread > _OF_DEVIATIONS * moment else 0.0)


def _derivatives(design: Design, source: Source, inside: Mask) -> tuple[Floats, Floats]:
    """Weights and derivatives: of cells where these say it all, else of the rows inside."""
    if isinstance(source, Part) and source.statistic.counts_only:
        sums = design.sums(source.statistic)[:, 0]
        return sums, source.statistic.slopes[:, 0, source.column]
    weights, influence = design.weights, source.rows(design)
    if not inside.all():
        weights, influence = weights[inside], influence[inside]
    return weights, influence / weights
