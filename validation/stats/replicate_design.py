"""A design known by its replicate weights: every statistic is evaluated again with each of them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, compact, floats
from validation.stats.calibration import Bounds, Method, ratios_of
from validation.stats.cells import Targets, build_cells
from validation.stats.design import Design
from validation.stats.rank import replicate_rank
from validation.stats.replicas import Replicas
from validation.stats.smooth import Smooth, logits, totals


class ReplicateDesign(Design):
    """A design given by replicate weights, as R's svrepdesign.

    The variance of an estimate is scale * sum over replicates of rscales * (estimate with the
    replicate's weights - centre)^2; the centre is the mean over the replicates, or the estimate
    itself with `mse`. A replicate in which a statistic is not defined, because nobody of its
    domain has a weight, is left out of that statistic. Degrees of freedom are the rank of the
    replicate weights minus one (R: degf).

    Args:
        weights: of n rows.
        replicates: (n, R) weights, or what the weights are multiplied with if not `combined`.
        scale: for all replicates.
        rscales: for each replicate; 1 if not given.
        mse: whether deviations are from the estimate with the sample's own weights.
        combined: whether `replicates` contain the weights already.

    Raises:
        StatisticsError: Columns of wrong length, or a weight that is no number.

    >>> jackknife = ReplicateDesign([1, 1, 1], [[0, 1.5, 1.5], [1.5, 0, 1.5], [1.5, 1.5, 0]], 2 / 3)
    >>> jackknife.df
    2
    """

    __slots__ = ("_factors", "_mse", "replicas")

    replicas: Replicas
    _factors: Floats  # scale * rscales
    _mse: bool

    def __init__(  # noqa: PLR0913 - public contract: what a file of replicate weights says
        self,
        weights: ArrayLike,
        replicates: ArrayLike,
        scale: float = 1.0,
        rscales: ArrayLike | None = None,
        *,
        mse: bool = False,
        combined: bool = True,
    ) -> None:
        column = np.asarray(weights)
        multipliers = _checked(np.asarray(replicates), column.size)
        super().__init__(column.size, column)
        base = None if combined else self.weights
        self.replicas = Replicas(multipliers, base, None)
        self._factors, self._mse = _factors(scale, rscales, multipliers), mse

    @classmethod
    def of_units(
        cls, weights: Floats, replicas: Replicas, factors: Floats, *, mse: bool
    ) -> "ReplicateDesign":
        """Return the design of replicate weights that are stored by sampled unit."""
        design = object.__new__(cls)
        Design.__init__(design, weights.size, weights)
        design.replicas, design._factors, design._mse = replicas, factors, mse
        return design

    def __repr__(self) -> str:
        """Return the size of the design in a line."""
        return f"ReplicateDesign(n={self.n}, df={self.df}, replicates={self.replicas.count})"

    @property
    def is_replicated(self) -> bool:
        """Whether the design is known by replicate weights."""
        return True

    @property
    def replicates(self) -> Floats:
        """The (n, R) replicate weights, combined with the weights."""
        every = range(self.replicas.count)
        return np.stack([self.replicas.weights(replicate) for replicate in every], axis=1)

    def domain_df(self, inside: Mask | None) -> int:
        """Return the rank of the domain's replicate weights minus one, as R's degf."""
        rows = self.weighted if inside is None else inside & self.weighted
        replicas = self.replicas
        units = (
            np.flatnonzero(rows)
            if replicas.unit is None
            else (compact(replicas.unit[rows].astype(np.intp))[1])
        )
        return replicate_rank(replicas.multipliers, units) - 1

    def covariance(self, influence: Floats) -> Floats:
        """Return the (k, k) covariance of k estimates with the given (R, k) deviations."""
        values = np.asarray(influence, dtype=np.float64)
        if values.ndim != 2 or values.shape[0] != self.replicas.count:  # noqa: PLR2004
            message = f"influence: found shape {values.shape}, must be ({self.replicas.count}, k)."
            raise StatisticsError(message)
        covariance: Floats = values.T @ values
        return covariance

    def covariance_by_code(self, codes: Codes, values: Floats) -> Floats:
        """Return the covariance of weighted sums of values[codes]."""
        sums = Smooth(codes, (None,), values[:, None, :], lambda sums: sums[:, :, 0] @ values)
        return self.covariance_of(sums)

    def influence_of(self, statistic: Smooth) -> Floats:
        """Return the (R, k) scaled deviations of k functions of weighted sums."""
        found = np.concatenate([statistic.formula(sums) for sums in self.replicas.sums(statistic)])
        own = statistic.formula(statistic.sums(self.weights)[None])[0] if self._mse else None
        return self.deviations(found, own)

    def covariance_of(self, statistic: Smooth) -> Floats:
        """Return the (k, k) covariance of k functions of weighted sums."""
        return self.covariance(self.influence_of(statistic))

    def se_of_logit(self, statistic: Smooth) -> float | None:
        """Return the standard error of the log odds, evaluated with every replicate."""
        return math.sqrt(float(self.covariance_of(statistic.mapped(logits))[0, 0]))

    def of_linear(self, influence: Floats) -> Floats:
        """Return (R, k) deviations of sums with the given (n, k) linearised influence values."""
        return self.deviations(
            self.replicas.linear(influence, self.weights), np.sum(influence, axis=0)
        )

    def deviations(self, found: Floats, own: Floats | None) -> Floats:
        """Return (R, k) values minus their centre, scaled so that squares add to the variance."""
        usable = np.isfinite(found)
        if not usable.any(axis=0).all():
            message = (
                "replicates: found none in which the statistic is defined, must be one at least. "
                "Widen the domain, or take more replicates."
            )
            raise StatisticsError(message)
        known = np.where(usable, found, 0.0)
        if own is None or not self._mse:
            counted = usable & (self._factors > 0)[:, None]
            own = (known * counted).sum(axis=0) / np.maximum(counted.sum(axis=0), 1)
        return np.where(usable, known - own, 0.0) * np.sqrt(self._factors)[:, None]

    def calibrated(
        self,
        margins: Sequence[ArrayLike],
        targets: Sequence[Targets],
        method: Method = "raking",
        bounds: Bounds | None = None,
    ) -> "ReplicateDesign":
        """Return this design with weights, and every replicate's, that meet the margins.

        Raises:
            StatisticsError: Targets that the sample or a replicate cannot meet.
        """
        cells = build_cells(self.weights, margins, targets)
        weights = self.weights * ratios_of(cells, method, bounds).ratio[cells.cell]
        masses = Smooth(cells.cell, (None,), np.zeros((cells.mass.size, 1, 0)), totals)
        found = np.concatenate(list(self.replicas.sums(masses)))[:, :, 0]
        ratio = np.stack(
            [ratios_of(replace(cells, mass=mass), method, bounds).ratio for mass in found], axis=1
        )
        replicas = self.replicas.times(cells.cell, ratio)
        return ReplicateDesign.of_units(weights, replicas, self._factors, mse=self._mse)


def _factors(scale: float, rscales: ArrayLike | None, multipliers: NDArray[Any]) -> Floats:
    count = multipliers.shape[1]
    given = np.ones(count) if rscales is None else floats(rscales, count, "rscales")
    factors: Floats = scale * given
    if not (np.isfinite(factors) & (factors >= 0)).all():
        message = "scale, rscales: found one below 0 or no number, must be 0 or more."
        raise StatisticsError(message)
    return factors


def _checked(replicates: NDArray[Any], n: int) -> NDArray[Any]:
    if replicates.ndim != 2 or replicates.shape[0] != n or not replicates.shape[1]:  # noqa: PLR2004
        message = f"replicates: found shape {replicates.shape}, must be ({n}, R), a column each."
        raise StatisticsError(message)
    if replicates.dtype.kind not in "iuf" or not np.isfinite(np.ones(n) @ replicates).all():
        message = "replicates: found a weight that is no number, must be numbers."
        raise StatisticsError(message)
    return replicates
