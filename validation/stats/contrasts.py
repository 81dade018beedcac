"""Differences, joint estimates and tests about several estimates at once."""

from collections.abc import Hashable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, answered, measured
from validation.stats.design import Design
from validation.stats.distributions import f_above, t_quantile
from validation.stats.estimation import Point, domain, estimate_of, union
from validation.stats.means import group_means
from validation.stats.quadratic import wald_statistic
from validation.stats.results import Estimate, Estimates, TestResult, p_values
from validation.stats.sources import Mixed, Part, Source


def difference(  # noqa: PLR0913 - public contract: data, two groups, options
    design: Design,
    y: ArrayLike,
    groups: ArrayLike,
    a: Hashable,
    b: Hashable,
    *,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return mean of group a minus mean of group b, with the covariance between them.

    `groups` holds the values that a and b are compared with. Degrees of freedom are those of
    both groups together (the R function svyttest takes one less).

    >>> difference(Design(4), [1, 3, 5, 7], [0, 0, 1, 1], 1, 0).estimate
    4.0
    """
    if a == b:
        message = f"b: found {b!r} as a and b, must be another group than a."
        raise StatisticsError(message)
    column = measured(y, design.n, "y")
    members = np.asarray(groups)
    if members.shape != (design.n,):
        message = f"groups: found shape {members.shape}, must be ({design.n},), a value a row."
        raise StatisticsError(message)
    pair = [
        domain(design, where, answered(column), members == a),
        domain(design, where, answered(column), members == b),
    ]
    means, statistic = group_means(design, column, pair)
    apart = statistic.times(np.array([[1.0], [-1.0]]))
    point = Point(means[0] - means[1], Part(apart), pair[0] | pair[1])
    return estimate_of(design, point, confidence)


def contrast(
    estimates: Estimates, coefficients: Sequence[float], *, confidence: float = 0.95
) -> Estimate:
    """Return the sum of coefficients times estimates, with a t interval.

    >>> from validation import stats
    >>> parts = stats.shares(stats.Design(4), [0, 0, 0, 1], ["yes", "no"])
    >>> contrast(parts, [1, -1]).estimate
    0.5
    """
    weights = np.asarray(coefficients, dtype=np.float64)
    if weights.shape != (len(estimates),):
        message = f"coefficients: found {weights.size}, must be {len(estimates)}, one a level."
        raise StatisticsError(message)
    used = [part for part, weight in zip(estimates, weights, strict=True) if weight != 0]
    inside = union([part.domain for part in used or estimates.parts])
    value = float(weights @ estimates.estimate)
    source: Source = Mixed([part.source for part in estimates], weights)
    if estimates.statistic is not None:
        source = Part(estimates.statistic.times(weights[:, None]))
    return estimate_of(estimates.design, Point(value, source, inside), confidence)


def combine(
    estimates: Sequence[Estimate], design: Design, *, levels: Sequence[Hashable] | None = None
) -> Estimates:
    """Return estimates of one design joined, with their covariance.

    The levels default to 0, 1, 2 and so on.

    >>> from validation import stats
    >>> design = stats.Design(4)
    >>> before, after = stats.mean(design, [1, 2, 3, 4]), stats.mean(design, [2, 2, 4, 4])
    >>> stats.contrast(combine([before, after], design), [-1, 1]).estimate
    0.5
    """
    names = tuple(range(len(estimates))) if levels is None else tuple(levels)
    if not estimates or len(names) != len(estimates):
        message = f"estimates: found {len(estimates)} for {len(names)} levels, must be as many."
        raise StatisticsError(message)
    if any(part.domain.shape != (design.n,) for part in estimates):
        message = "estimates: found one of another design, must all be of the design that is given."
        raise StatisticsError(message)
    influence = np.column_stack([part.influence for part in estimates])
    together = union([part.domain for part in estimates])
    return Estimates(
        names,
        tuple(estimates),
        design.covariance(influence),
        design.domain_df(together),
        design,
    )


def wald(estimates: Estimates, *, null: Literal["equal", "zero"] = "equal") -> TestResult:
    """Return the adjusted Wald test of all estimates being equal, or all being zero.

    With d degrees of freedom of the design and q contrasts, F = W (d - q + 1) / (d q) is
    compared with F(q, d - q + 1) (Korn & Graubard 1990).

    Raises:
        StatisticsError: Too few units for the number of contrasts, or one without variance.

    >>> from validation import stats
    >>> groups = stats.domain_means(stats.Design(4), [1, 3, 5, 7], [0, 0, 1, 1], [0, 1])
    >>> round(wald(groups).statistic, 3)
    12.0
    """
    contrasts = _contrasts(len(estimates), null)
    values = contrasts @ estimates.estimate
    covariance = contrasts @ estimates.covariance @ contrasts.T
    q = values.size
    df = estimates.df - q + 1
    if df < 1:
        message = (
            f"estimates: found {estimates.df} degrees of freedom for {q} contrasts, must be as "
            "many at least. Compare fewer estimates."
        )
        raise StatisticsError(message)
    statistic = wald_statistic(values, covariance) * df / (estimates.df * q)
    return TestResult(statistic, q, df, f_above(statistic, q, df))


def equivalence(estimate: Estimate, low: float, high: float) -> TestResult:
    """Return the two one-sided tests of the parameter lying between low and high.

    The p-value is the larger of the two (Schuirmann 1987); it is below a if and only if the
    interval at confidence 1 - 2a lies between low and high.

    >>> from validation import stats
    >>> equivalence(stats.mean(stats.Design(5), [7, 8, 9, 8, 8]), 6, 10).p_value < 0.05
    True
    """
    if not low < high:
        message = f"low: found {low}, must be below high ({high})."
        raise StatisticsError(message)
    p_value = max(p_values(estimate, low)[1], p_values(estimate, high)[0])
    statistic = t_quantile(1 - p_value, estimate.df) if estimate.df >= 1 else 0.0
    return TestResult(statistic, None, estimate.df, p_value, estimate.estimate)


def _contrasts(k: int, null: str) -> Floats:
    if null == "zero":
        return np.eye(k)
    return np.hstack([-np.ones((k - 1, 1)), np.eye(k - 1)])
