"""The sampling design: what turns influence values into a covariance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, smallest
from validation.stats.calibration import Calibration, Method, calibrate
from validation.stats.cells import Targets
from validation.stats.row_weights import frozen, inverse_of, row_weights
from validation.stats.smooth import Smooth
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

    __slots__ = (
        "_calibrations",
        "_df",
        "_last",
        "_squares",
        "_stages",
        "lonely",
        "n",
        "weighted",
        "weights",
    )

    n: int
    weights: Floats
    weighted: Mask  # rows with a weight
    lonely: Lonely
    _stages: tuple[Stage, ...]
    _calibrations: tuple[Calibration, ...]
    _squares: tuple[Floats, ...]  # of the weights, a stage; made when they are first needed
    _last: tuple[Codes, Floats] | None  # codes, and the weight of each by stratum
    _df: int | None  # counted when it is first needed

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
        self.n, self.lonely = n, lonely
        layout = Layout(n, columns(strata), columns(clusters), columns(population), nested, lonely)
        self._stages, fraction = build_stages(layout)
        self.weights = row_weights(inverse_of(layout, fraction) if weights is None else weights, n)
        self.weighted = self.weights != 0
        self._calibrations, self._squares = (), ()
        self._df, self._last = None, None

    def __repr__(self) -> str:
        """Return the size of the design in a line."""
        return f"Design(n={self.n}, df={self.df}, stages={len(self._stages)})"

    @property
    def df(self) -> int:
        """Degrees of freedom: first-stage units minus strata, of rows with a weight."""
        if self._df is None:
            self._df = self.domain_df(None)
        return self._df

    @property
    def first_stage(self) -> Stage:
        """The units that were sampled first."""
        return self._stages[0]

    @property
    def is_calibrated(self) -> bool:
        """Whether the weights were calibrated here."""
        return bool(self._calibrations)

    @property
    def is_replicated(self) -> bool:
        """Whether the design is known by replicate weights."""
        return False

    @property
    def groups(self) -> int:
        """Rows of a table by which the variance of a category is made."""
        first = self._stages[0]
        groups = int(first.size.size if first.unit is None else first.stratum.size)
        for calibration in self._calibrations:
            groups *= calibration.indicators.shape[0]
        return groups

    def domain_df(self, inside: Mask | None) -> int:
        """Return units minus strata that occur in the domain, as R's degf(subset(design))."""
        first = self._stages[0]
        rows = self.weighted if inside is None else inside & self.weighted
        if rows.all():
            return int(first.stratum.size - first.size.size)
        of_rows = first.stratum if first.unit is None else first.unit
        groups = first.size.size if first.unit is None else first.stratum.size
        counts = _counts(of_rows, rows, groups)
        if first.unit is None:
            return int(counts.sum() - (counts > 0).sum())
        units = counts > 0
        return int(units.sum() - np.unique(first.stratum[units]).size)

    def count(self, inside: Mask) -> int:
        """Return how many respondents there are in the rows of the domain."""
        return int(np.count_nonzero(inside))

    def squares(self, inside: Mask) -> float:
        """Return the sum of the squared weights of the domain."""
        weights = self.weights[inside]
        return float(weights @ weights)

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
        for calibration in reversed(self._calibrations):
            codes, values = calibration.residuals_by_code(codes, values)
        if not self._squares:
            self._squares = tuple(stage.squares(self.weights) for stage in self._stages)
        tables = [self._known(codes), *(None for _ in self._stages[1:])]
        parts = [
            stage.covariance_by_code(self.weights, squares, table, (codes, values))
            for stage, squares, table in zip(self._stages, self._squares, tables, strict=True)
        ]
        covariance: Floats = np.sum(parts, axis=0)
        return covariance

    def sums(self, statistic: Smooth) -> Floats:
        """Return the (L, c) weighted sums of a statistic; those of its strata are kept for later.

        An estimate needs the sums, and soon after its variance needs them by stratum.
        """
        first, size = self._stages[0], statistic.slopes.shape[0]
        if not statistic.counts_only or not first.is_table_small(self.n, size):
            return statistic.sums(self.weights)
        table = first.table(self.weights, statistic.codes, size)
        self._last = statistic.codes, table
        return np.asarray(table.sum(axis=0))[:, None]

    def _known(self, codes: Codes) -> Floats | None:
        return self._last[1] if self._last is not None and self._last[0] is codes else None

    def influence_of(self, statistic: Smooth) -> Floats:
        """Return the influence values of k smooth functions, as `covariance` takes them."""
        scores = statistic.scores()
        scores *= self.weights[:, None]
        return scores

    def covariance_of(self, statistic: Smooth) -> Floats:
        """Return the (k, k) covariance of k smooth functions of weighted sums."""
        if statistic.counts_only:
            return self.covariance_by_code(statistic.codes, statistic.slopes[:, 0, :])
        return self.covariance(self.influence_of(statistic))

    def se_of_logit(self, statistic: Smooth) -> float | None:  # noqa: ARG002 - of replicates
        """Return the standard error of the log odds, where it is more than the linearised one."""
        return None

    def of_linear(self, influence: Floats) -> Floats:
        """Return (n, k) linearised influence values as `covariance` takes them: as they are."""
        return influence

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

        The variance is that of R's calibrate(), whichever the method: from residuals on the
        margins by a regression with the weights before calibration (Deville & Särndal 1992).
        After rake(), R takes residuals from unweighted means of the margins instead, which is the
        same where the weights before were equal.

        Raises:
            StatisticsError: Targets that the sample cannot meet; the message names the level.
        """
        calibration, weights = calibrate(self.weights, margins, targets, method, bounds)
        design = object.__new__(Design)
        design.n, design.lonely, design._df = self.n, self.lonely, self._df
        design._stages = self._stages
        design.weights, design.weighted = frozen(weights), weights != 0
        design._squares, design._last = (), None
        design._calibrations = (*self._calibrations, calibration)
        return design

    def reweighted(self, weights: ArrayLike) -> "Design":
        """Return the same sample with other weights, as if it had never been calibrated.

        Rows of weight 0 stay in the sample and are out of every domain.

        Raises:
            StatisticsError: Weights that are not one a row, below 0, or all 0.
        """
        design = object.__new__(Design)
        design.n, design.lonely, design._stages = self.n, self.lonely, self._stages
        design.weights = row_weights(weights, self.n)
        design.weighted = design.weights != 0
        design._calibrations, design._squares = (), ()
        design._df, design._last = None, None
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


class SpreadDesign(Design):
    """A design that knows the variance of rows, and of categories through their rows alone."""

    __slots__ = ()

    def covariance_by_code(self, codes: Codes, values: Floats) -> Floats:
        """Return the covariance for influence values weights * values[codes]."""
        return self.covariance(spread_codes(self.weights, codes, values))


def _counts(groups: Codes, rows: Mask, n_groups: int) -> Codes:
    if rows.all():
        return np.bincount(groups, minlength=n_groups)
    kind = smallest(n_groups)
    return np.bincount(
        np.where(rows, groups.astype(kind, copy=False), kind.type(n_groups)), minlength=n_groups + 1
    )[:n_groups]
