"""Shares of different waves: tests that hold far out in the tails, where budgets decide.

A budget of 5 % for hundreds of tests decides at p-values of 1 in 10,000 and less. There the usual
test of two shares by their own variances is wrong by a factor of 4 where 10 % of 80 and of 240
people say yes (at 0.00016), and of 70 at 0.000005; docs/statistics/trends.md has the table.
"""

import numpy as np

from validation.trends.lined import Booleans, Floats

Share = tuple[Floats, Floats]

HALF = 0.5
LEAST = 0.01  # of the variance of two waves' difference, what the same people leave of it
FEW = 10.0  # effective positives or negatives below which a share's own variance says too little


def is_rare(estimate: Floats, n_effective: Floats) -> Booleans:
    """Return where a share has fewer than ten effective positives or negatives.

    >>> is_rare(np.array([0.05, 0.05]), np.array([100.0, 1000.0]))
    array([ True, False])
    """
    found: Booleans = np.minimum(estimate, 1 - estimate) * n_effective < FEW
    return found


def with_two_more(estimate: Floats, n_effective: Floats) -> tuple[Floats, Floats]:
    """Return shares with one positive and one negative more, and their standard errors.

    Added to both of two samples, tests and intervals of the difference hold also where a sample
    has no positive at all (Agresti & Caffo 2000).

    >>> share, se = with_two_more(np.array([0.0]), np.array([98.0]))
    >>> share, se.round(5)
    (array([0.01]), array([0.00995]))
    """
    share: Floats = (estimate * n_effective + 1) / (n_effective + 2)
    return share, np.sqrt(share * (1 - share) / (n_effective + 2))


def likelihood_root(before: Share, after: Share, likeness: Floats) -> Floats:
    """Return how far two shares are apart: the signed root of the likelihood ratio.

    With half a positive and half a negative added to each (Haldane 1956), on effective numbers,
    it is normal far out, for rare answers and for waves of different size. The same people in
    both count by their part of the variance of the difference; not where answers are rare, since
    too few people tell how alike the waves are.

    Args:
        before: the earlier share and its effective number of answers.
        after: the same of the later one.
        likeness: the correlation of both.

    >>> one, other = (np.array([0.1]), np.array([240.0])), (np.array([0.3]), np.array([80.0]))
    >>> likelihood_root(one, other, np.array([0.0])).round(2)
    array([4.11])
    """
    (first, n), (second, m) = (_with_halves(*one) for one in (before, after))
    pooled = (first * n + second * m) / (n + m)
    ratio = n * _divergence(first, pooled) + m * _divergence(second, pooled)
    rare = is_rare(*before) | is_rare(*after)
    shared = np.where(rare, 0.0, 2 * likeness * np.sqrt(n * m) / (n + m))
    root: Floats = np.sqrt(2 * np.maximum(ratio, 0.0) / np.maximum(1 - shared, LEAST))
    signed: Floats = np.sign(second - first) * root
    return signed


def pooled_spread(estimate: Floats, n_effective: Floats) -> Floats:
    """Return the standard errors that shares would have if all waves had the same (m, k).

    >>> pooled_spread(np.array([[0.4, 0.6]]), np.array([[99.0, 99.0]])).round(4)
    array([[0.0503, 0.0503]])
    """
    total = n_effective.sum(axis=1, keepdims=True)
    share = ((estimate * n_effective).sum(axis=1, keepdims=True) + 1) / (total + 2)
    spread: Floats = np.sqrt(share * (1 - share) / n_effective)
    return spread


def _with_halves(estimate: Floats, n_effective: Floats) -> Share:
    return (estimate * n_effective + HALF) / (n_effective + 2 * HALF), n_effective + 2 * HALF


def _divergence(share: Floats, pooled: Floats) -> Floats:
    yes, no = np.log(share / pooled), np.log((1 - share) / (1 - pooled))
    found: Floats = share * yes + (1 - share) * no
    return found
