"""From two waves' estimates to the change between them, for all series at once."""

from dataclasses import dataclass

import numpy as np

from validation import stats
from validation.trends.lined import NOWHERE, Floats, Lined, Places
from validation.trends.shares import is_rare, likelihood_root, with_two_more

LEAST = 0.25  # of the sum of both variances, the least that a change of rare answers has


@dataclass(frozen=True, slots=True)
class Changes:
    """A wave less an earlier one, of every series; NaN where there is none (m,).

    Interval and p-values are made from `middle` and `width`, which are estimate and standard
    error unless answers are rare.
    """

    before: Places
    estimate: Floats
    se: Floats
    df: Floats
    middle: Floats
    width: Floats
    p_value: Floats

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """Return the lower and the upper limits."""
        half = stats.t_quantiles((1 + confidence) / 2, self.df) * self.width
        return self.middle - half, self.middle + half

    def sides(self, row: int, bound: float) -> tuple[float, float]:
        """Return the one-sided p-values of one change being below, and above, a bound."""
        distance = (self.middle[row : row + 1] - bound) / self.width[row]
        outside = (
            stats.t_outside(distance, self.df[row : row + 1]) if bound else self.p_value[[row]]
        )
        tail = float(outside[0]) / 2
        return (1 - tail, tail) if distance[0] >= 0 else (tail, 1 - tail)


def build_changes(lined: Lined, wave: int, before: Places) -> Changes:
    """Return the change of every series from the wave named for it, −1 for none.

    The variance is that of the two waves less twice their covariance, which the people who are in
    both make (Kish 1965, section 12.4); degrees of freedom are Satterthwaite's (1946), no more
    than different people allow. In the interval of a share with fewer than ten effective positives
    or negatives, two of each are added, half to each wave (Agresti & Caffo 2000); the p-value of
    every share is that of its likelihood ratio.
    """
    rows, at = np.arange(before.size), np.where(before == NOWHERE, wave, before)
    likeness, joining = _shared(lined, wave, before)
    one, other = lined.se[rows, at], lined.se[:, wave]
    se = np.sqrt(np.maximum(one**2 + other**2 - 2 * likeness * one * other, 0.0))
    estimate = lined.estimate[:, wave] - lined.estimate[rows, at]
    estimate[before == NOWHERE] = np.nan
    df = _df((lined.df[rows, at], lined.df[:, wave]), (one, other), joining)
    middle, width = _settled(lined, (at, wave), estimate, se)
    distance = middle / width
    told = lined.shares & ~np.isnan(estimate)
    distance[told] = likelihood_root(
        (lined.estimate[rows, at][told], lined.n_effective[rows, at][told]),
        (lined.estimate[told, wave], lined.n_effective[told, wave]),
        likeness[told],
    )
    return Changes(before, estimate, se, df, middle, width, stats.t_outside(distance, df))


def _df(df: tuple[Floats, Floats], se: tuple[Floats, Floats], joining: Floats) -> Floats:
    """Those of two variances added (Satterthwaite 1946), and no more than there are people."""
    with np.errstate(divide="ignore", invalid="ignore"):  # a group of one has neither
        first, second = (one**4 / of for one, of in zip(se, df, strict=True))
    both, most = (se[0] ** 2 + se[1] ** 2) ** 2, df[0] + joining * df[1]
    apart = np.divide(both, first + second, out=most.copy(), where=first + second > 0)
    return np.fmin(apart, most)


def _shared(lined: Lined, wave: int, before: Places) -> tuple[Floats, Floats]:
    """The correlation with the wave before, and the part of this wave's people who are new."""
    likeness, joining = np.zeros(before.size), np.ones(before.size)
    for earlier in np.unique(before[before != NOWHERE]).tolist():
        here = before == earlier
        likeness[here] = lined.likeness.correlation(earlier, wave)[here]
        joining[here] = lined.likeness.joining(earlier, wave)
    return likeness, joining


def _settled(
    lined: Lined, waves: tuple[Places, int], estimate: Floats, se: Floats
) -> tuple[Floats, Floats]:
    """What the interval is made from: with answers added where they are rare."""
    at, wave = waves
    rows = np.arange(at.size)
    before = lined.estimate[rows, at], lined.n_effective[rows, at]
    after = lined.estimate[:, wave], lined.n_effective[:, wave]
    rare = lined.shares & (is_rare(*before) | is_rare(*after)) & ~np.isnan(estimate)
    if not rare.any():
        return estimate, np.where(se > 0, se, np.nan)
    (first, one), (second, other) = (
        with_two_more(share[rare], answers[rare]) for share, answers in (before, after)
    )
    own = lined.se[rows, at] ** 2 + lined.se[:, wave] ** 2
    both, shared = one**2 + other**2, (own - se**2)[rare]
    middle, width = estimate.copy(), se.copy()
    middle[rare], width[rare] = second - first, np.sqrt(np.maximum(both - shared, LEAST * both))
    return middle, np.where(width > 0, width, np.nan)
