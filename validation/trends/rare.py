"""Shares where hardly anybody, or nearly everybody, counts."""

import numpy as np

from validation.trends.lined import Booleans, Floats

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
