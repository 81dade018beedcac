"""Straight lines through many series of estimates at once, from their numbers alone."""

from dataclasses import dataclass

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.distributions import f_above, t_outside, t_quantiles

_LINE = 2  # a line has two parameters
_RANK = 1e-10  # of the largest correlation, below which a covariance is as good as singular


@dataclass(frozen=True, slots=True)
class Lines:
    """The slopes a unit of time (m,), their t tests, and the tests of lying on a line.

    `se` takes the covariances for known; `widened` and `df` are those of Rao (1959), by which
    intervals and p-values are made. NaN where a line cannot be told.
    """

    estimate: Floats
    se: Floats
    widened: Floats
    df: Floats
    p_value: Floats
    lack_of_fit_p: Floats

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """Return the lower and the upper limits of the slopes."""
        half = t_quantiles((1 + confidence) / 2, self.df) * self.widened
        return self.estimate - half, self.estimate + half


def fit_lines(estimates: Floats, covariances: Floats, times: Floats, df: Floats) -> Lines:
    """Return the line of each series, as `trend` does it for one.

    Args:
        estimates: a row a series, a column a time (m, k).
        covariances: of each series (m, k, k).
        times: when, in any unit, two different ones at least (k,).
        df: of the covariance of each series (m,).

    Raises:
        StatisticsError: all times are the same.

    >>> found = fit_lines(
    ...     np.array([[1.0, 2.0, 3.5]]), np.eye(3)[None] * 0.01, np.arange(3.0), np.array([100.0])
    ... )
    >>> found.estimate.round(2), found.se.round(4)
    (array([1.25]), array([0.0707]))
    """
    if np.unique(times).size < _LINE:
        message = f"times: found {times}, must be two different times at least."
        raise StatisticsError(message)
    columns = np.column_stack([np.ones(times.size), times - times.mean()])
    scale = np.sqrt(np.einsum("mkk->mk", covariances))
    with np.errstate(invalid="ignore", divide="ignore"):
        likeness = covariances / (scale[:, :, None] * scale[:, None, :])
    told = _told(likeness)
    inverse = np.full(covariances.shape, np.nan)
    inverse[told] = np.linalg.inv(likeness[told]) / (scale[:, :, None] * scale[:, None, :])[told]
    return _lines(estimates, columns, inverse, df)


def _told(likeness: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    finite = np.isfinite(likeness).all(axis=(1, 2))
    least = np.zeros(finite.size)
    least[finite] = np.linalg.eigvalsh(likeness[finite])[:, 0] if finite.any() else 0.0
    return np.asarray(least > _RANK)


def _lines(estimates: Floats, columns: Floats, inverse: Floats, df: Floats) -> Lines:
    weighted = inverse @ columns
    inner = columns.T @ weighted
    spread = inner[:, 0, 0] / (inner[:, 0, 0] * inner[:, 1, 1] - inner[:, 0, 1] ** 2)
    known = np.isfinite(spread)
    line = np.full((estimates.shape[0], _LINE), np.nan)
    right = np.einsum("mkp,mk->mp", weighted, estimates)
    line[known] = np.linalg.solve(inner[known], right[known][..., None])[..., 0]
    distances = estimates - line @ columns.T
    found = np.einsum("mk,mkl,ml->m", distances, inverse, distances)
    q = columns.shape[0] - _LINE
    left = np.where(df - q >= 1, df - q, np.nan)
    widened = np.sqrt(spread * df / left * (1 + found / df))
    return Lines(
        estimate=line[:, 1],
        se=np.sqrt(spread),
        widened=widened,
        df=left,
        p_value=t_outside(line[:, 1] / widened, left),
        lack_of_fit_p=np.array([_lack(*one, q) for one in zip(found, df, strict=True)]),
    )


def _lack(found: float, df: float, q: int) -> float:
    if q == 0:
        return 1.0
    if not np.isfinite(found) or df - q < 1:
        return float("nan")
    return f_above(found * (df - q + 1) / (df * q), q, df - q + 1)
