"""Checked arrays: what callers pass in, as the few array types that this room computes with."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from validation.errors import StatisticsError

Floats = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]

_FEW_LEVELS = 100_000  # whole numbers up to here are counted, others are sorted
_FEW_CODES = 1000  # codes up to here need no renumbering to make a small table


@dataclass(frozen=True, slots=True)
class Coded:
    """A categorical column: positions into `levels`, -1 where there is no answer."""

    codes: Codes
    levels: tuple[Hashable, ...]


def numbers(values: ArrayLike, n: int, name: str) -> Floats:
    """Return the values as n floating point numbers, NaN where there is no answer.

    Raises:
        StatisticsError: Another number of values, or an infinite one.
    """
    column = floats(values, n, name)
    infinite = np.isinf(column)
    if infinite.any():
        at = int(np.argmax(infinite))
        message = (
            f"{name}: row {at}: found {column[at]:g}, must be a finite number. "
            "Leave it empty (NaN) if it is no answer."
        )
        raise StatisticsError(message)
    return column


def floats(values: ArrayLike, n: int, name: str) -> Floats:
    """Return the values as n floating point numbers, whatever these are."""
    column = np.asarray(values, dtype=np.float64)
    _check_length(column, n, name)
    return column


def measured(values: ArrayLike, n: int, name: str) -> NDArray[Any]:
    """Return n numbers, whole ones in the type they came in."""
    column = np.asarray(values)
    if column.dtype.kind not in "iub":
        return numbers(column, n, name)
    _check_length(column, n, name)
    return column.view(np.int8) if column.dtype == np.bool_ else column


def answered(column: NDArray[Any]) -> Mask:
    """Return who has an answer: a whole number, or one that is not NaN."""
    if column.dtype.kind != "f":
        return np.ones(column.shape, dtype=np.bool_)
    return np.asarray(~np.isnan(column), dtype=np.bool_)


def mask(where: ArrayLike | None, n: int) -> Mask | None:
    """Return the domain as n booleans, or None for everybody."""
    if where is None:
        return None
    rows = np.asarray(where)
    _check_length(rows, n, "where")
    if rows.dtype != np.bool_:
        message = f"where: found {rows.dtype}, must be a boolean a row. Write a comparison."
        raise StatisticsError(message)
    return rows


def coded(values: ArrayLike, n: int, name: str) -> Coded:
    """Return the column coded by its own sorted levels; negative codes, NaN and None are missing.

    >>> coded(["b", "a", "b"], 3, "stage").levels
    ('a', 'b')
    """
    column = np.asarray(values)
    _check_length(column, n, name)
    if column.dtype.kind in "iub":
        return _coded_integers(column.astype(np.intp, copy=False))
    present = _present(column)
    levels, inverse = np.unique(column[present], return_inverse=True)
    codes = np.full(n, -1, dtype=np.intp)
    codes[present] = inverse
    return Coded(codes, tuple(levels.tolist()))


def positions(codes: ArrayLike, n: int, n_levels: int, name: str) -> Codes:
    """Return integer codes checked to be positions into `n_levels` levels, -1 for missing."""
    column = np.asarray(codes)
    _check_length(column, n, name)
    if column.dtype.kind not in "iub":
        message = f"{name}: found {column.dtype}, must be integer codes, -1 for no answer."
        raise StatisticsError(message)
    if column.dtype.kind != "i":
        column = column.astype(np.intp)
    if n and column.max() >= n_levels:
        message = f"{name}: found code {column.max()}, must be below the {n_levels} levels."
        raise StatisticsError(message)
    return np.maximum(column, -1) if n and column.min() < -1 else column


def numbered(values: ArrayLike, n: int, name: str) -> tuple[Codes, int]:
    """Return codes from 0, negative for missing, and a number that all of them are below.

    Small integer codes are taken as they are; anything else is coded by its levels.
    """
    column = np.asarray(values)
    if column.shape == (n,) and column.dtype.kind in "iub" and n:
        whole = column.view(np.int8) if column.dtype == np.bool_ else column
        top = int(whole.max())
        if 0 <= top < _FEW_CODES:
            return whole, top + 1
    found = coded(values, n, name)
    return found.codes, len(found.levels)


def crossed(rows: Codes, columns: Codes, size: int, inside: Mask) -> Codes:
    """Return rows * size + columns in a type with room for it, -1 where not inside."""
    top = (int(rows.max(initial=0)) + 1) * size
    kind = smallest(top)
    cell = rows.astype(kind)
    cell *= kind.type(size)
    cell += columns.astype(kind, copy=False)
    return cell if inside.all() else np.where(inside, cell, kind.type(-1))


def from_one(codes: Codes) -> Codes:
    """Return the codes plus one, so that those of rows outside are 0."""
    top = int(np.iinfo(codes.dtype).max)
    if codes.dtype.itemsize == 1 and codes.size and codes.max() == top:
        return codes.astype(np.int16) + np.int16(1)
    return codes + codes.dtype.type(1)


def smallest(top: int) -> "np.dtype[np.signedinteger[Any]]":
    """Return the smallest signed type that holds the numbers up to `top`."""
    return next(
        np.dtype(kind)
        for kind in (np.int8, np.int16, np.int32, np.int64)
        if top <= np.iinfo(kind).max
    )


def compact(keys: Codes) -> tuple[Codes, Codes]:
    """Return non-negative keys renumbered 0, 1, 2 … in their order, and the keys that occur."""
    if keys.size == 0 or keys.max() > 8 * keys.size + 1024:
        distinct, inverse = np.unique(keys, return_inverse=True)
        return inverse.astype(np.intp, copy=False), distinct
    distinct = np.flatnonzero(np.bincount(keys))
    if distinct.size == distinct[-1] + 1:
        return keys, distinct
    lookup = np.empty(distinct[-1] + 1, dtype=smallest(distinct.size))
    lookup[distinct] = np.arange(distinct.size)
    return lookup[keys], distinct


def level_codes(values: Floats) -> Codes:
    """Return the position of every number among the distinct numbers, in their order."""
    if values.size and values.min() >= 0 and values.max() < _FEW_LEVELS:
        whole = values.astype(np.intp)
        if np.array_equal(whole, values):
            return compact(whole)[0]
    return np.unique(values, return_inverse=True)[1].astype(np.intp, copy=False)


def row_sums(values: Floats, codes: Codes, n_codes: int) -> Floats:
    """Return for each code the sum of its rows, a column of (n, k) `values` at a time."""
    sums = np.empty((n_codes, values.shape[1]))
    for column in range(values.shape[1]):
        sums[:, column] = np.bincount(codes, weights=values[:, column], minlength=n_codes)
    return sums


def _coded_integers(column: Codes) -> Coded:
    present = column >= 0
    if present.all():
        codes, distinct = compact(column)
        return Coded(codes, tuple(distinct.tolist()))
    codes = np.full(column.size, -1, dtype=np.intp)
    codes[present], distinct = compact(column[present])
    return Coded(codes, tuple(distinct.tolist()))


def _present(column: NDArray[Any]) -> Mask:
    if column.dtype.kind == "f":
        return np.asarray(~np.isnan(column), dtype=np.bool_)
    if column.dtype.kind == "O":
        return np.array([not _is_missing(value) for value in column], dtype=np.bool_)
    return np.ones(column.shape, dtype=np.bool_)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _check_length(column: NDArray[Any], n: int, name: str) -> None:
    if column.shape != (n,):
        message = f"{name}: found shape {column.shape}, must be ({n},), a value a row."
        raise StatisticsError(message)
