"""A design known by its replicate weights: every statistic is evaluated again with each of them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, compact, floats, from_one
from validation.stats.calibration import Bounds, Method, ratios_of
from validation.stats.cells import Targets, build_cells
from validation.stats.design import Design
from validation.stats.rank import replicate_rank
from validation.stats.smooth import Smooth, logits, totals

_FEW_CELLS = 256  # sums a replicate up to which one matrix product makes all of them
_CHUNK = 4096  # rows turned into numbers at a time: they stay in the processor's cache
_AT_ONCE = 2_000_000  # numbers of larger tables held at a time


@dataclass(frozen=True, slots=True)
class Replicas:
    """Replicate weights: of row i in replicate r base[i] * multipliers[unit[i], r]."""

    multipliers: NDArray[Any]  # (units, R)
    base: Floats | None  # None: 1
    unit: Codes | None  # None: every row is a unit

    @property
    def count(self) -> int:
        """How many replicates there are."""
        return int(self.multipliers.shape[1])

    def weights(self, replicate: int) -> Floats:
        """Return the (n,) weights of one replicate."""
        column = self.multipliers[:, replicate].astype(np.float64)
        weights = column if self.unit is None else column[self.unit]
        return weights if self.base is None else weights * self.base

    def product(self, items: Floats, rows: slice) -> Floats:
        """Return the (R, k) sums of (rows, k) items of a slice of rows."""
        weighted = items if self.base is None else items * self.base[rows, None]
        part = self.multipliers[rows] if self.unit is None else self.multipliers[self.unit[rows]]
        return part.astype(np.float64, copy=False).T @ weighted

    def sums(self, statistic: Smooth) -> Iterator[Floats]:
        """Return the weighted sums of all replicates, (m, L, c) for m replicates at a time."""
        cells, columns = statistic.slopes.shape[0], len(statistic.columns)
        if cells * columns <= _FEW_CELLS:
            flat = (
                self.multipliers.T @ self._by_unit(statistic)
                if self.unit is not None
                else (self._by_row(statistic))
            )
            yield flat.reshape(-1, cells, columns)
            return
        at_once = max(1, _AT_ONCE // (cells * columns))
        for first in range(0, self.count, at_once):
            some = range(first, min(first + at_once, self.count))
            yield np.stack([statistic.sums(self.weights(replicate)) for replicate in some])

    def times(self, cell: Codes, ratio: Floats) -> "Replicas":
        """Return the replicate weights times the (cells, R) ratio of each row's cell."""
        if self.unit is None:
            return Replicas(self.multipliers * ratio[cell], self.base, None)
        joint, keys = compact(self.unit * ratio.shape[0] + cell)
        units, cells = keys // ratio.shape[0], keys % ratio.shape[0]
        return Replicas(self.multipliers[units] * ratio[cells], self.base, joint)

    def linear(self, influence: Floats, weights: Floats) -> Floats:
        """Return the (R, k) sums of (n, k) influence a unit of weight, times replicate weights."""
        scores = influence / np.where(weights == 0, 1.0, weights)[:, None]
        return np.stack([self.weights(replicate) @ scores for replicate in range(self.count)])

    def _by_unit(self, statistic: Smooth) -> Floats:
        """The sums within units, (units, L * c)."""
        cells, columns = statistic.slopes.shape[0], len(statistic.columns)
        units = self.multipliers.shape[0]
        unit = np.zeros(0, dtype=np.intp) if self.unit is None else self.unit
        keys = unit * np.intp(cells + 1) + from_one(statistic.codes)
        base = np.ones(keys.size) if self.base is None else self.base
        sums = np.empty((units, cells, columns))
        for at, column in enumerate(statistic.values()):
            products = base if column is None else base * column
            table = np.bincount(keys, weights=products, minlength=units * (cells + 1))
            sums[:, :, at] = table.reshape(units, cells + 1)[:, 1:]
        return sums.reshape(units, cells * columns)

    def _by_row(self, statistic: Smooth) -> Floats:
        """The sums of rows that are units of their own, (R, L * c)."""
        cells, columns = statistic.slopes.shape[0], len(statistic.columns)
        sums = np.zeros((self.count, cells * columns))
        for first in range(0, statistic.codes.size, _CHUNK):
            rows = slice(first, first + _CHUNK)
            codes = statistic.codes[rows]
            inside = np.flatnonzero(codes >= 0)
            spread = np.zeros((codes.size, cells * columns))
            at = codes[inside].astype(np.intp) * columns
            for number, column in enumerate(statistic.values(rows)):
                spread[inside, at + number] = 1.0 if column is None else column[inside]
            if self.base is not None:
                spread *= self.base[rows, None]
            sums += self.multipliers[rows].astype(np.float64, copy=False).T @ spread
        return sums


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
