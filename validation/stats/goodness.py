"""Test of a whole distribution against claimed shares."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, coded
from validation.stats.design import Design
from validation.stats.estimation import domain
from validation.stats.rao_scott import check_df, second_order_chi_square, second_order_f
from validation.stats.results import TestResult
from validation.stats.smooth import Smooth, totals


def goodness_of_fit(
    design: Design,
    codes: ArrayLike,
    expected: Mapping[Any, float],
    *,
    statistic: Literal["F", "Chisq"] = "F",
    where: ArrayLike | None = None,
) -> TestResult:
    """Return a test of the shares of all levels being the expected ones.

    `expected` gives the share of every value of `codes`; shares are brought to the sum 1. `F` and
    `Chisq` carry the second-order correction (Rao & Scott 1981; Thomas & Rao 1987); `Chisq` is
    R's svygofchisq on the scale of the sample.

    Raises:
        StatisticsError: An answer without an expected share, a share that is not above 0, or the
            same answer of everybody.

    >>> goodness_of_fit(Design(4), [0, 0, 1, 1], {0: 0.5, 1: 0.5}).p_value
    1.0
    """
    if statistic not in _STATISTICS:
        message = f"statistic: found {statistic!r}, must be one of {', '.join(_STATISTICS)}."
        raise StatisticsError(message)
    column = coded(codes, design.n, "codes")
    claimed = _claimed(column.levels, expected)
    inside = domain(design, where, column.codes >= 0)
    n, df = design.count(inside), design.domain_df(inside)
    check_df(df)
    order = {level: at for at, level in enumerate(expected)}
    places = np.array([*(order[level] for level in column.levels), -1], dtype=np.intp)
    answers = np.where(inside, places[column.codes], -1)
    counted = Smooth(answers, (None,), np.zeros((claimed.size, 1, 0)), totals)
    counts = design.sums(counted)[:, 0]
    found = counts / counts.sum()
    if np.count_nonzero(found) == 1:
        message = (
            "codes: found the same answer of everybody, must be two at least to test against. "
            "Take the interval of its share."
        )
        raise StatisticsError(message)
    pearson = n * float(((found - claimed) ** 2 / claimed).sum())
    # the claimed count of a level moves with the estimated number of people
    slopes = (np.eye(claimed.size) - (found + claimed) / 2) / np.sqrt(claimed)
    slopes /= counts.sum()
    counted = replace(counted, slopes=slopes[:, None, :], formula=partial(_weighed, slopes=slopes))
    delta = n * design.covariance_of(counted)
    return _STATISTICS[statistic](pearson, delta, df)


def _weighed(sums: Floats, slopes: Floats) -> Floats:
    return sums[:, :, 0] @ slopes


def _claimed(levels: tuple[Hashable, ...], expected: Mapping[Any, float]) -> Floats:
    shares = np.array(list(expected.values()), dtype=np.float64)
    strange = [level for level in levels if level not in expected]
    if strange:
        message = f"expected: found no share for {strange[0]!r}, must be one for every level."
        raise StatisticsError(message)
    if shares.size == 1 or not ((shares > 0) & np.isfinite(shares)).all():
        message = "expected: found a share that is not above 0, or one level only."
        raise StatisticsError(message)
    claimed: Floats = shares / shares.sum()
    return claimed


_STATISTICS: dict[str, Callable[[float, Floats, int], TestResult]] = {
    "F": second_order_f,
    "Chisq": second_order_chi_square,
}
