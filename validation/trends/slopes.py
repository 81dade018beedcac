"""From estimates of many waves to slopes, for all series at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from validation import stats
from validation.trends.lined import Booleans, Floats, Lined, Places
from validation.trends.shares import is_rare, pooled_spread, with_two_more

LEAST = 3  # waves: a line through two is the change between them


@dataclass(frozen=True, slots=True)
class Slopes:
    """The slope per year of every series up to a wave; NaN where there is none (m,)."""

    first: Places
    waves: Places
    estimate: Floats
    se: Floats
    width: Floats
    df: Floats
    p_value: Floats
    lack_of_fit_p: Floats

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """Return the lower and the upper limits."""
        half = stats.t_quantiles((1 + confidence) / 2, self.df) * self.width
        return self.estimate - half, self.estimate + half

    def sides(self, row: int, bound: float) -> tuple[float, float]:
        """Return the one-sided p-values of one slope being below, and above, a bound."""
        distance = (self.estimate[row : row + 1] - bound) / self.width[row]
        outside = (
            stats.t_outside(distance, self.df[row : row + 1]) if bound else self.p_value[[row]]
        )
        tail = float(outside[0]) / 2
        return (1 - tail, tail) if distance[0] >= 0 else (tail, 1 - tail)


def build_slopes(lined: Lined, wave: int) -> Slopes:
    """Return the line through all comparable waves up to this one, of every series.

    By generalised least squares with the covariance of the waves, Student's t as Rao (1959) has it
    for a covariance that is estimated. The p-value of a share's slope takes the variances that
    the waves have if nothing changes; else waves with few positives would weigh too much.
    """
    m = lined.estimate.shape[0]
    numbers = {name: np.full(m, np.nan) for name in Slopes.__dataclass_fields__}
    stretches = lined.stretch(wave)
    for rows, waves in _alike(stretches):
        if waves.size >= LEAST and np.unique(lined.times[waves]).size > 1:
            found = _fitted(lined, rows, waves)
            numbers["estimate"][rows], numbers["se"][rows] = found.estimate, found.se
            numbers["width"][rows], numbers["df"][rows] = found.widened, found.df
            numbers["p_value"][rows] = found.p_value
            numbers["lack_of_fit_p"][rows] = found.lack_of_fit_p
    numbers["first"] = np.argmax(stretches, axis=1)
    numbers["waves"] = stretches.sum(axis=1)
    return Slopes(**numbers)


def _alike(stretches: Booleans) -> Iterator[tuple[Places, Places]]:
    """Yield the series that can be followed over the same waves, and these waves."""
    patterns, which = np.unique(stretches, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        yield np.flatnonzero(which.ravel() == number), np.flatnonzero(pattern)


def _fitted(lined: Lined, rows: Places, waves: Places) -> stats.Lines:
    estimate, se = lined.estimate[np.ix_(rows, waves)], lined.se[np.ix_(rows, waves)]
    n_effective = lined.n_effective[np.ix_(rows, waves)]
    rare = lined.shares[rows] & is_rare(estimate, n_effective).any(axis=1)
    if rare.any():
        share, spread = with_two_more(estimate[rare], n_effective[rare])
        estimate, se = estimate.copy(), se.copy()
        estimate[rare], se[rare] = share, spread
    likeness = _likeness(lined, rows, waves)
    likeness[rare] = np.eye(waves.size)  # too few people tell how alike waves are
    df = (lined.df[np.ix_(rows, waves)] * _new(lined, waves)).sum(axis=1)
    times = lined.times[waves]
    found = stats.fit_lines(estimate, _covariances(se, likeness), times, df)
    shares = lined.shares[rows]
    if not shares.any():
        return found
    null = _covariances(pooled_spread(estimate[shares], n_effective[shares]), likeness[shares])
    level = stats.fit_lines(estimate[shares], null, times, df[shares])
    p_value = found.p_value.copy()
    p_value[shares] = level.p_value
    return replace(found, p_value=p_value)


def _covariances(se: Floats, likeness: Floats) -> Floats:
    found: Floats = se[:, :, None] * se[:, None, :] * likeness
    return found


def _new(lined: Lined, waves: Places) -> Floats:
    """The part of each wave's people that adds degrees of freedom: all of the first one."""
    part = np.array([lined.likeness.new(wave) for wave in waves.tolist()])
    part[0] = 1.0
    return part


def _likeness(lined: Lined, rows: Places, waves: Places) -> Floats:
    found = np.tile(np.eye(waves.size), (rows.size, 1, 1))
    for later, wave in enumerate(waves.tolist()):
        for earlier, before in enumerate(waves[:later].tolist()):
            if lined.likeness.overlap(before, wave):
                shared = lined.likeness.correlation(before, wave)[rows]
                found[:, earlier, later] = found[:, later, earlier] = shared
    return found
