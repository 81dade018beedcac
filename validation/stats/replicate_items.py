"""Means of many items under replicate weights: one matrix product, in pieces that stay in cache."""

from dataclasses import dataclass

import numpy as np

from validation.stats.arrays import Floats, Mask
from validation.stats.design import Design
from validation.stats.estimation import Known
from validation.stats.packing import Columns
from validation.stats.replicate_design import ReplicateDesign
from validation.stats.smooth import logits

_CHUNK = 4096  # rows at a time


@dataclass(frozen=True, slots=True)
class _Sums:
    """Weighted sums of the items and, last, of ones."""

    replicates: Floats  # (R, k + 1)
    own: Floats  # (k + 1,)
    squares: Floats  # (k + 1,), of the squared items


def replicate_means(
    design: Design, columns: Columns, inside: Mask
) -> tuple[list[float], list[Known]]:
    """Return the mean of every column, complete ones, and its variance."""
    if not isinstance(design, ReplicateDesign):
        message = f"design: found {type(design).__name__}, must have replicates."
        raise TypeError(message)
    sums = _summed(design, columns, inside)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = sums.replicates[:, :-1] / sums.replicates[:, -1:]
    own = sums.own[:-1] / sums.own[-1]
    variances = (design.deviations(found, own) ** 2).sum(axis=0)
    spread = sums.squares[:-1] / sums.own[-1] - own**2
    scaled = _logit_errors(design, found, own)
    return own.tolist(), [
        Known(*numbers) for numbers in zip(variances.tolist(), spread.tolist(), scaled, strict=True)
    ]


def _logit_errors(design: ReplicateDesign, found: Floats, own: Floats) -> list[float | None]:
    """Standard errors of log odds, of those means that are shares."""
    shares = np.flatnonzero((own > 0) & (own < 1) & ((found > 0) & (found < 1)).any(axis=0))
    errors: list[float | None] = [None] * own.size
    deviations = design.deviations(logits(found[:, shares]), logits(own[shares]))
    for at, error in zip(shares, np.sqrt((deviations**2).sum(axis=0)).tolist(), strict=True):
        errors[at] = error
    return errors


def _summed(design: ReplicateDesign, columns: Columns, inside: Mask) -> _Sums:
    size = columns.shape[1] if isinstance(columns, np.ndarray) else len(columns)
    sums = _Sums(
        np.zeros((design.replicas.count, size + 1)), np.zeros(size + 1), np.zeros(size + 1)
    )
    everyone = inside.all()
    for first in range(0, design.n, _CHUNK):
        rows = slice(first, first + _CHUNK)
        items = np.ones((inside[rows].size, size + 1))
        _fill(items, columns, rows)
        if not everyone:
            items[~inside[rows]] = 0.0
        weights = design.weights[rows]
        sums.own[:] += weights @ items
        sums.squares[:] += weights @ (items * items)
        sums.replicates[:] += design.replicas.product(items, rows)
    return sums


def _fill(items: Floats, columns: Columns, rows: slice) -> None:
    if isinstance(columns, np.ndarray):
        items[:, :-1] = columns[rows]
        return
    for at, column in enumerate(columns):
        items[:, at] = column[rows]
