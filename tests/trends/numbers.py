"""Series as plain numbers, for the tests of what is computed from them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from validation.trends.lined import Fresh, Lined


def make_lined(estimate: Sequence[Sequence[float]], **keys: Any) -> Lined:  # noqa: ANN401 (of Lined)
    """Return series of quarterly waves, each a hypothesis of its own, with se 1 and df 100."""
    values = np.array(estimate, dtype=np.float64)
    m, waves = values.shape
    given: dict[str, Any] = {
        "hypothesis": np.arange(m),
        "part": np.zeros(m, dtype=np.intp),
        "shares": np.zeros(m, dtype=np.bool_),
        "times": np.arange(waves) / 4,
        "baseline": np.full(waves, -1),
        "run": np.where(np.isnan(values), -1, 0),
        "tested": ~np.isnan(values),
        "estimate": values,
        "se": np.where(np.isnan(values), np.nan, 1.0),
        "df": np.where(np.isnan(values), np.nan, 100.0),
        "n_effective": np.where(np.isnan(values), np.nan, 101.0),
        "likeness": Fresh(m),
    }
    return Lined(
        **(
            given
            | {name: np.array(one) if isinstance(one, list) else one for name, one in keys.items()}
        )
    )
