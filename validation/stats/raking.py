"""Weights that meet known margins."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats, floats
from validation.stats.calibration import Bounds, Ratios, logit_ratios, raking_ratios
from validation.stats.cells import Cells, Targets, build_cells
from validation.stats.kish import kish


@dataclass(frozen=True, slots=True)
class Raking:
    """Weights that meet the margins, and what it took."""

    weights: Floats = field(repr=False, compare=False)
    iterations: int
    error: float
    n_effective: float


def rake(
    weights: ArrayLike | None,
    margins: Sequence[ArrayLike],
    targets: Sequence[Targets],
    *,
    tolerance: float = 1e-6,
    bounds: Bounds | None = None,
) -> Raking:
    """Return weights whose margins meet the targets within `tolerance`, relatively.

    Targets are a share or a total for each code of the margin; shares keep the sum of the
    weights. Without bounds this is iterative proportional fitting (Deming & Stephan 1940), with
    bounds on new / old weight (both brought to one sum) the logit distance (Deville, Särndal &
    Sautory 1993).

    Raises:
        StatisticsError: Targets that do not fit the sample; the message names the level.

    >>> raked = rake(None, [["f", "f", "f", "m"]], [{"f": 0.5, "m": 0.5}])
    >>> raked.weights.round(6)
    array([0.666667, 0.666667, 0.666667, 2.      ])
    """
    start = _start(weights, margins)
    cells = build_cells(start, margins, targets)
    if bounds is None:
        return _raking(start, cells, raking_ratios(cells, tolerance))
    scale = float(cells.totals[0].sum()) / float(start.sum())
    level = Cells(cells.cell, cells.members, cells.levels, cells.totals, cells.mass * scale)
    return _raking(start * scale, level, logit_ratios(level, tolerance, bounds))


def post_stratify(weights: ArrayLike | None, codes: ArrayLike, targets: Targets) -> Raking:
    """Return weights that meet one margin exactly (Holt & Smith 1979).

    >>> post_stratify([1, 1, 2], [0, 0, 1], {0: 30, 1: 10}).weights
    array([15., 15., 10.])
    """
    return rake(weights, [codes], [targets], tolerance=1e-12)


def _start(weights: ArrayLike | None, margins: Sequence[ArrayLike]) -> Floats:
    n = len(np.asarray(margins[0])) if margins else 0
    start = np.ones(n) if weights is None else floats(weights, np.asarray(weights).size, "weights")
    if not (np.isfinite(start) & (start >= 0)).all() or not start.any():
        message = "weights: found one below 0 or not a number, must be 0 or more, some above 0."
        raise StatisticsError(message)
    return start


def _raking(start: Floats, cells: Cells, ratios: Ratios) -> Raking:
    weights = start * ratios.ratio[cells.cell]
    return Raking(weights, ratios.iterations, ratios.error, kish(weights).n_effective)
