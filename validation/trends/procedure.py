"""Which tests of one wave are significant: a graph of weights that pass on what is released.

Each hypothesis has the same share of the wave's error. Of it, its first test (the change of the
whole audience since the previous wave) has most, its other tests (baseline, slope, segments) the
rest. A first test that is significant passes on half of its weight to the first tests of other
hypotheses, and half to the other tests of its own. A hypothesis without open tests leaves its
share to the rest. This is a sequentially rejective weighted Bonferroni procedure (Bretz, Maurer,
Brannath & Posch 2009) whose weights are a function of what is rejected; it keeps the error because
they never add up to more than 1 and never fall as more is rejected (Goeman & Solari 2010).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

FIRST = 0.7  # of a hypothesis' share, what its first test has
PASSED_ON = 0.5  # of what a first test releases, what goes to other hypotheses


def weights_of(still: Booleans, first: Booleans, worth: Floats) -> Floats:
    """Return the part of the wave's error that each open test has, 0 where none is (H, K).

    Args:
        still: tests that there are and that are not yet rejected, a row a hypothesis.
        first: the first test of every hypothesis, one at most in a row.
        worth: what the other tests of a hypothesis are worth among themselves.

    >>> first = np.array([[True, False], [True, False]])
    >>> worth = np.array([[0.0, 1.0], [0.0, 1.0]])
    >>> weights_of(np.array([[True, True], [True, True]]), first, worth)
    array([[0.35, 0.15],
           [0.35, 0.15]])
    >>> weights_of(np.array([[False, True], [True, True]]), first, worth)
    array([[0.   , 0.325],
           [0.525, 0.15 ]])
    """
    alive = still.any(axis=1)
    if not alive.any():
        return np.zeros(worth.shape)
    share = alive / alive.sum()
    leading = still & first
    leads = leading.any(axis=1)
    valued = np.where(still & ~first, worth, 0.0)
    others = valued.sum(axis=1)
    passed = PASSED_ON if leads.any() else 0.0
    handed_on = passed * (alive.sum() - leads.sum()) / max(leads.sum(), 1)
    ahead = share * np.where(others > 0, FIRST * (1 + handed_on), 1 + FIRST * handed_on)
    behind = share * np.where(leads, 1 - FIRST, 1 - passed * FIRST)
    parts = np.divide(behind, others, out=np.zeros_like(others), where=others > 0)
    found: Floats = np.where(leading, ahead[:, None], valued * parts[:, None])
    return found


def adjusted(p_values: Floats, first: Booleans, worth: Floats) -> Floats:
    """Return the p-values of a wave adjusted for each other; NaN is a test that there is not.

    A test is significant at the error of the wave where its adjusted p-value is below it.

    >>> first, worth = np.array([[True, False]] * 2), np.array([[0.0, 1.0]] * 2)
    >>> adjusted(np.array([[0.007, 0.013], [0.2, np.nan]]), first, worth).round(3)
    array([[0.02, 0.04],
           [0.2 ,  nan]])
    """
    still = ~np.isnan(p_values)
    found: Floats = np.where(still, 1.0, np.nan)
    reached = 0.0
    while still.any():
        weights = weights_of(still, first, worth)
        ratio = _ratios(p_values, weights, still)
        reached = max(reached, float(ratio.min()))
        if reached >= 1:
            break
        rejected = ratio <= reached
        found[rejected] = reached
        still &= ~rejected
    return found


def _ratios(p_values: Floats, weights: Floats, still: Booleans) -> Floats:
    ratio: Floats = np.full(p_values.shape, np.inf)
    np.divide(p_values, weights, out=ratio, where=still & (weights > 0))
    return ratio
