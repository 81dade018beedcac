"""Calibration of weights to margins, and the residuals that its variance rests on.

Raking is iterative proportional fitting (Deming & Stephan 1940); linear and logit are the
distances of Deville & Särndal (1992) and Deville, Särndal & Sautory (1993). All of them work on
the occupied cells of the margins, so that their cost does not grow with the respondents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, crossed, from_one, row_sums
from validation.stats.cells import Cells, Targets, build_cells

Method = Literal["raking", "linear", "logit"]
Bounds = tuple[float, float]

_ROUNDS = 2000
_STEPS = 200
_TOLERANCE = 1e-11


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is needed to turn influence values into residuals on the margins."""

    cell: Codes
    base: Floats  # weights before calibration
    indicators: Floats
    projection: Floats

    def residuals(self, influence: Floats, weights: Floats) -> Floats:
        """Return influence minus what the margins explain, by base-weighted regression."""
        safe = np.where(weights == 0, 1.0, weights)
        scores = influence / safe[:, None]
        sums = row_sums(scores * self.base[:, None], self.cell, self.indicators.shape[0])
        return influence - weights[:, None] * self._explained(sums)[self.cell]

    def residuals_by_code(self, codes: Codes, values: Floats) -> tuple[Codes, Floats]:
        """Return codes and values of the residuals of influence weights * values[codes].

        The new codes are combinations of a cell of the margins with an old code.
        """
        cells, levels = self.indicators.shape[0], values.shape[0] + 1
        everyone = np.ones(codes.size, dtype=np.bool_)
        joint = crossed(self.cell, from_one(codes), levels, everyone)
        base = np.bincount(joint, weights=self.base, minlength=cells * levels).astype(np.float64)
        padded = np.vstack([np.zeros((1, values.shape[1])), values])
        explained = self._explained(base.reshape(cells, levels) @ padded)
        return joint, (padded[None] - explained[:, None]).reshape(-1, values.shape[1])

    def _explained(self, sums: Floats) -> Floats:
        explained: Floats = self.indicators @ (self.projection @ (self.indicators.T @ sums))
        return explained


@dataclass(frozen=True, slots=True)
class Ratios:
    """New over old weight a cell, how many rounds it took and how far a margin is off."""

    ratio: Floats
    iterations: int
    error: float


def calibrate(
    weights: Floats,
    margins: Sequence[ArrayLike],
    targets: Sequence[Targets],
    method: Method,
    bounds: Bounds | None,
) -> tuple[Calibration, Floats]:
    """Return the calibrated weights and what their variance needs."""
    cells = build_cells(weights, margins, targets)
    ratios = ratios_of(cells, method, bounds)
    indicators = cells.indicators
    # margins overlap (each adds up to the same total), hence the generalised inverse
    information: Floats = indicators.T @ (cells.mass[:, None] * indicators)
    projection = np.asarray(np.linalg.pinv(information, hermitian=True), dtype=np.float64)
    calibration = Calibration(cells.cell, weights, indicators, projection)
    return calibration, weights * ratios.ratio[cells.cell]


def ratios_of(
    cells: Cells, method: Method, bounds: Bounds | None, tolerance: float = _TOLERANCE
) -> Ratios:
    """Return new over old weight of each cell by one of the methods."""
    if method not in _METHODS:
        message = f"method: found {method!r}, must be one of {', '.join(_METHODS)}."
        raise StatisticsError(message)
    return _METHODS[method](cells, tolerance, bounds)


def raking_ratios(cells: Cells, tolerance: float, bounds: Bounds | None = None) -> Ratios:
    """Return the ratios of iterative proportional fitting (Deming & Stephan 1940)."""
    if bounds is not None:
        message = "bounds: found with method 'raking', which has none. Choose 'logit'."
        raise StatisticsError(message)
    mass = cells.mass.copy()
    for iteration in range(1, _ROUNDS + 1):
        for member, total in zip(cells.members, cells.totals, strict=True):
            reached = np.bincount(member, weights=mass, minlength=total.size)
            mass *= (total / np.where(reached > 0, reached, 1.0))[member]
        error, _ = cells.error(mass)
        if error <= tolerance:
            return Ratios(_divided(mass, cells.mass), iteration, error)
    raise _not_converged(cells, mass)


def linear_ratios(cells: Cells, tolerance: float, bounds: Bounds | None = None) -> Ratios:
    """Return the ratios of the linear distance, cut at the bounds if there are any."""
    low, high = bounds or (-np.inf, np.inf)

    def ratio(score: Floats) -> tuple[Floats, Floats]:
        inside = (1.0 + score >= low) & (1.0 + score <= high)
        return np.clip(1.0 + score, low, high), inside.astype(np.float64)

    return _newton(cells, tolerance, ratio)


def logit_ratios(cells: Cells, tolerance: float, bounds: Bounds | None = None) -> Ratios:
    """Return the ratios of the logit distance, which stay strictly inside the bounds."""
    if bounds is None or not 0 <= bounds[0] < 1 < bounds[1]:
        message = f"bounds: found {bounds}, must be (low, high) with 0 <= low < 1 < high."
        raise StatisticsError(message)
    low, high = bounds
    slope = (high - low) / ((1.0 - low) * (high - 1.0))

    def ratio(score: Floats) -> tuple[Floats, Floats]:
        growth = np.exp(np.clip(slope * score, -500.0, 500.0))
        bottom = (high - 1.0) + (1.0 - low) * growth
        value = (low * (high - 1.0) + high * (1.0 - low) * growth) / bottom
        return value, slope * (value - low) * (high - value) / (high - low)

    return _newton(cells, tolerance, ratio)


def _newton(
    cells: Cells, tolerance: float, ratio: Callable[[Floats], tuple[Floats, Floats]]
) -> Ratios:
    indicators, wanted = cells.indicators, np.concatenate(cells.totals)
    score = np.zeros(indicators.shape[1])
    for iteration in range(1, _STEPS + 1):
        value, slope = ratio(indicators @ score)
        mass = cells.mass * value
        error, _ = cells.error(mass)
        if error <= tolerance:
            return Ratios(value, iteration, error)
        information = indicators.T @ ((cells.mass * slope)[:, None] * indicators)
        gap = wanted - indicators.T @ mass
        score = score + np.linalg.pinv(information, hermitian=True) @ gap
    raise _not_converged(cells, mass)


def _divided(mass: Floats, start: Floats) -> Floats:
    return np.divide(mass, start, out=np.zeros_like(mass), where=start > 0)


def _not_converged(cells: Cells, mass: Floats) -> StatisticsError:
    error, name = cells.error(mass)
    message = (
        f"{name}: found {error:.2%} away from its target at the end, must meet it. "
        "The sample cannot carry these margins together: join levels or widen the bounds."
    )
    return StatisticsError(message)


_METHODS: dict[str, Callable[[Cells, float, Bounds | None], Ratios]] = {
    "raking": raking_ratios,
    "linear": linear_ratios,
    "logit": logit_ratios,
}
