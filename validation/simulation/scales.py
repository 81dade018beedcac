"""Shares of the points of a scale with a given mean, and latent numbers cut into answers."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from validation.errors import StatisticsError

Floats = NDArray[np.float64]
HALVINGS = 80


def ordinal_shares(points: Sequence[float], mean: float, spread: float) -> Floats:
    """Return the share of each point of a scale that people rate at this mean.

    The shares fall off from their peak as a normal density with this spread, so that means near
    an end of the scale pile up there, as ratings do.

    Raises:
        StatisticsError: no shares have this mean.

    >>> ordinal_shares([1, 2, 3, 4, 5], 4.2, 1.0).round(2)
    array([0.  , 0.02, 0.16, 0.42, 0.4 ])
    """
    scale = np.asarray(points, dtype=np.float64)
    if not scale.min() < mean < scale.max():
        message = f"mean: found {mean:g}, must lie between {scale.min():g} and {scale.max():g}."
        raise StatisticsError(message)
    low, high = scale.min() - 40 * spread, scale.max() + 40 * spread
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _peaked(scale, middle, spread) @ scale < mean:
            low = middle
        else:
            high = middle
    return _peaked(scale, (low + high) / 2, spread)


def cut_latent(latent: Floats, shares: Floats) -> NDArray[np.int16]:
    """Return codes of which each has its share, rising with the standard normal latent (n,)."""
    below = np.cumsum(shares)[:-1] / np.sum(shares)
    normal = NormalDist()
    inner = np.clip(below, 1e-12, 1 - 1e-12)
    ends = np.array([normal.inv_cdf(float(share)) for share in inner])
    return np.searchsorted(ends, latent).astype(np.int16)


def _peaked(scale: Floats, peak: float, spread: float) -> Floats:
    powers = -((scale - peak) ** 2) / (2 * spread**2)
    density = np.exp(powers - powers.max())
    return np.asarray(density / density.sum())
