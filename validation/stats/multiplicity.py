"""p-values of a family of hypotheses."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.borrowed import benjamini_hochberg

Adjustment = Literal["holm", "bh", "none"]


def adjust(p_values: Sequence[float] | Floats, method: Adjustment = "holm") -> Floats:
    """Return p-values adjusted for their number, by Holm (1979) or Benjamini & Hochberg (1995).

    >>> adjust([0.01, 0.04, 0.03]).round(6)
    array([0.03, 0.06, 0.06])
    """
    values = np.asarray(p_values, dtype=np.float64)
    if not ((values >= 0) & (values <= 1)).all():
        message = "p_values: found one outside 0 to 1, must be inside."
        raise StatisticsError(message)
    if method not in _METHODS:
        message = f"method: found {method!r}, must be holm, bh or none."
        raise StatisticsError(message)
    return _METHODS[method](values)


def _holm(values: Floats) -> Floats:
    # every assessment adjusts by Holm, and statsmodels takes seconds to load for these lines
    order = np.argsort(values, kind="stable")
    stepwise = values[order] * np.arange(values.size, 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.maximum.accumulate(stepwise), 1.0)
    return adjusted


def _benjamini_hochberg(values: Floats) -> Floats:
    return benjamini_hochberg(values) if values.size else values.copy()


_METHODS: dict[str, Callable[[Floats], Floats]] = {
    "holm": _holm,
    "bh": _benjamini_hochberg,
    "none": np.copy,
}
