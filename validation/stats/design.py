"""The sampling design: what turns influence values into a covariance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, numbers
from validation.stats.calibration import Calibration, Method, calibrate
from validation.stats.cells import Targets
from validation.stats.stages import Columns, Layout, build_stages, columns
from validation.stats.variance import Lonely, Stage, spread_codes


class Design:
    """How n rows were sampled: weights, strata, clusters, population sizes.

    All columns have n values. `clusters`, `population` and `strata` may be tuples of columns, one
    a stage. `population` is the number of units in the row's stratum (at a later stage: in its
    unit of the stage before) and switches the finite population correction on. Without weights
    every row counts one, or N/n where the population is known. `nested` says that cluster names
    repeat from stratum to stratum. `lonely` is what to do with a stratum of one unit: fail,
    adjust, average, certainty or remove, as the R package survey names them.

    Degrees of freedom are first-stage units minus strata.

    Raises:
        StatisticsError: Columns of wrong length, bad weights, or a stratum with one unit.

    >>> design = Design(4, weights=[10, 10, 20, 20], strata=["a", "a", "b", "b"])
    >>> design.df
    2
    """

    __slots__ = ("_calibrations", "_df", "_stages", "n", "weights")

    n: int
    weights: Floats
    _stages: tuple[Stage, ...]
    _calibrations: tuple[Calibration, ...]
    _df: int

    def __init__(  # noqa: PLR0913 - one argument a column of the file, all but n optional
        self,
        n: int,
        weights: ArrayLike | None = None,
        strata: Columns | None = None,
        clusters: Columns | None = None,
        population: Columns | None = None,
        *,
        nested: bool = False,
        lonely: Lonely = "fail",
    ) -> None:
        self.n = n
        layout = Layout(n, columns(strata), columns(clusters), columns(population), nested, lonely)
        self._stages, fraction = build_stages(layout)
        self.weights = _weights(_inverse(layout, fraction) if weights is None else weights, n)
        self._calibrations = ()
        self._df = self.domain_df(None)

    def __repr__(self) -> str:
        """Return the size of the design in a line."""
        return f"Design(n={self.n}, df={self.df}, stages={len(self._stages)})"

    @property
    def df(self) -> int:
        """Degrees of freedom: first-stage units minus strata, of rows with a weight."""
        return self._df

    def domain_df(self, inside: Mask | None) -> int:
        """Return units minus strata that occur in the domain, as R's degf(subset(design))."""
        rows = self.weights != 0 if inside is None else inside & (self.weights != 0)
        first = self._stages[0]
        if first.unit is None:
            occupied = np.bincount(first.stratum[rows], minlength=1)
            return int(occupied.sum() - (occupied > 0).sum())
        units = np.bincount(first.unit[rows], minlength=first.stratum.size) > 0
        return int(units.sum() - np.unique(first.stratum[units]).size)

    def covariance(self, influence: Floats) -> Floats:
        """Return the (k, k) covariance of k estimates with the given (n, k) influence values.

        Influence values are the derivatives of an estimate by each weight, times the weight; after
        calibration their residuals on the margins count (Deville & Särndal 1992).

        >>> import numpy as np
        >>> y = np.array([1.0, 2.0, 3.0, 4.0])
        >>> Design(4).covariance((y - y.mean())[:, None] / 4).round(6)
        array([[0.416667]])
        """
        values = np.asarray(influence, dtype=np.float64)
        if values.ndim != 2 or values.shape[0] != self.n:  # noqa: PLR2004 - rows by estimates
            message = f"influence: found shape {values.shape}, must be ({self.n}, k)."
            raise StatisticsError(message)
        for calibration in reversed(self._calibrations):
            values = calibration.residuals(values, self.weights)
        covariance: Floats = np.sum([stage.covariance(values) for stage in self._stages], axis=0)
        return covariance

    def covariance_by_code(self, codes: Codes, values: Floats) -> Floats:
        """Return the covariance for influence values weights * values[codes].

        Codes are positions into the (levels, k) values; -1 stands for an influence of 0. This is
        `covariance` for categorical answers, from tables in place of rows.
        """
        if self._calibrations:
            return self.covariance(spread_codes(self.weights, codes, values))
        parts = [stage.covariance_by_code(self.weights, codes, values) for stage in self._stages]
        covariance: Floats = np.sum(parts, axis=0)
        return covariance

    def calibrated(
        self,
        margins: Sequence[ArrayLike],
        targets: Sequence[Targets],
        method: Method = "raking",
        bounds: tuple[float, float] | None = None,
    ) -> "Design":
        """Return this design with weights that meet the margins, and the variance that goes with.

        `margins` holds one column of codes a margin, `targets` the population total or share of
        each code. `bounds` limit new weight / old weight (methods linear and logit).

        Raises:
            StatisticsError: Targets that the sample cannot meet; the message names the level.
        """
        calibration, weights = calibrate(self.weights, margins, targets, method, bounds)
        design = object.__new__(Design)
        design.n, design._stages, design._df = self.n, self._stages, self._df
        design.weights = _frozen(weights)
        design._calibrations = (*self._calibrations, calibration)
        return design

    def units(self) -> tuple[tuple[Codes, Codes], ...]:
        """Return, for each stage, the unit of every row and the stratum of every unit."""
        rows = np.arange(self.n)
        return tuple(
            (rows if stage.unit is None else stage.unit, stage.stratum) for stage in self._stages
        )

    def stage_deviations(self, influence: Floats) -> tuple[Floats, ...]:
        """Return, for each stage, a row a unit; their products add up to `covariance`."""
        values = influence
        for calibration in reversed(self._calibrations):
            values = calibration.residuals(values, self.weights)
        return tuple(stage.deviations(values) for stage in self._stages)


def _inverse(layout: Layout, fraction: Floats) -> Floats:
    if not layout.population:
        return np.ones(layout.n)
    if not fraction.all():
        message = (
            "weights: found none, and no population size at some stage, must be one of the two. "
            "Give the weights."
        )
        raise StatisticsError(message)
    return 1.0 / fraction


def _weights(given: ArrayLike, n: int) -> Floats:
    weights = numbers(given, n, "weights").copy()
    bad = np.flatnonzero(~(np.isfinite(weights) & (weights >= 0)))
    if bad.size:
        message = f"weights: row {bad[0]}: found {weights[bad[0]]}, must be 0 or more."
        raise StatisticsError(message)
    if not weights.any():
        message = "weights: found no row with a weight above 0, must be one at least."
        raise StatisticsError(message)
    return _frozen(weights)


def _frozen(weights: Floats) -> Floats:
    weights.flags.writeable = False
    return weights
