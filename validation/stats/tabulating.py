"""One pass over the answers of some respondents: the weighted counts of any number of items."""

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, coded, floats
from validation.stats.grouping import crossed_columns
from validation.stats.tabulation import NO_ANSWER, NO_WEIGHT, Cells, Tabulation, Unit

_ROOM = 8  # combinations a row, above which only those that occur are made room for


def tabulate(
    items: Mapping[str, ArrayLike],
    *,
    weights: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    crossed: Sequence[Sequence[str]] = (),
) -> Tabulation:
    """Return the weighted counts of respondents, or of a part of them, in one pass.

    Args:
        items: name → whole numbers, a code a respondent, negative for no answer.
        weights: one a respondent; 1 if left out.
        strata: the respondent's stratum.
        clusters: the respondent's sampled unit; a name belongs to its stratum.
        crossed: items to tabulate together, beside each alone.

    Raises:
        StatisticsError: Columns of wrong length, or weights that are no number from 0.

    >>> tabulate({"channel": [0, 0, 1]}, weights=[1, 2, 3]).rows("channel").design.weights
    array([3., 3.])
    """
    codes = {name: np.asarray(column) for name, column in items.items()}
    n = next(iter(codes.values())).size if codes else 0
    given = np.ones(n) if weights is None else floats(weights, n, "weights")
    if not (np.isfinite(given) & (given >= 0)).all():
        message = "weights: found one below 0 or not a number, must be 0 or more."
        raise StatisticsError(message)
    units, unit = _units(n, strata, clusters)
    together = dict.fromkeys([*((name,) for name in codes), *map(tuple, crossed)])
    columns = {name: _answers(column, given, name) for name, column in codes.items()}
    squares = given * given
    return Tabulation(
        units,
        {
            names: _counted(unit, [columns[name] for name in names], given, squares)
            for names in together
        },
    )


def _answers(column: Codes, weights: Floats, name: str) -> Codes:
    if column.shape != weights.shape or column.dtype.kind not in "iub":
        message = f"{name}: found {column.dtype} of shape {column.shape}, must be {weights.shape} "
        raise StatisticsError(message + "whole numbers, a code a respondent, -1 for no answer.")
    column = column.view(np.int8) if column.dtype.kind == "b" else column
    answers = np.maximum(column, NO_ANSWER) if column.min(initial=0) < NO_ANSWER else column
    return answers if weights.all() else np.where(weights == 0, NO_WEIGHT, answers)


def _units(
    n: int, strata: ArrayLike | None, clusters: ArrayLike | None
) -> tuple[tuple[Unit, ...], Codes]:
    levels, codes = [], []
    for name, column in (("strata", strata), ("clusters", clusters)):
        found = None if column is None else coded(column, n, name)
        if found is not None and (found.codes < 0).any():
            message = f"{name}: found rows without a value, must be given for every row."
            raise StatisticsError(message)
        levels.append(("",) if found is None else tuple(map(str, found.levels)))
        codes.append(np.zeros(n, dtype=np.intp) if found is None else found.codes)
    unit, rows = crossed_columns(codes)
    named = [(levels[0][codes[0][row]], levels[1][codes[1][row]]) for row in rows.tolist()]
    order = sorted(range(len(named)), key=named.__getitem__)
    place = np.empty(len(named), dtype=np.intp)
    place[order] = np.arange(len(named))
    return tuple(named[at] for at in order), place[unit]


def _counted(unit: Codes, codes: Sequence[Codes], weights: Floats, squares: Floats) -> Cells:
    digits = [(int(column.min(initial=0)), int(column.max(initial=0))) for column in codes]
    levels = [high - low + 1 for low, high in digits]
    size = (int(unit.max(initial=0)) + 1) * prod(levels)
    if size > _ROOM * unit.size + _ROOM:
        return _counted_few(unit, codes, weights, squares)
    key = unit
    for column, (low, _), count in zip(codes, digits, levels, strict=True):
        key = key * count
        key += column
        key -= low
    sums = [np.bincount(key, weights=by, minlength=size) for by in (None, weights, squares)]
    occupied = np.flatnonzero(sums[0])
    places, rest = [], occupied
    for (low, _), count in zip(reversed(digits), reversed(levels), strict=True):
        rest, digit = np.divmod(rest, count)
        places.append(digit + low)
    table = np.column_stack([rest, *reversed(places)])
    return Cells(table, np.column_stack([column[occupied] for column in sums]).astype(np.float64))


def _counted_few(unit: Codes, codes: Sequence[Codes], weights: Floats, squares: Floats) -> Cells:
    group, rows = crossed_columns([unit, *codes])
    places = np.column_stack([unit[rows], *(column[rows] for column in codes)])
    sums = [np.bincount(group, weights=by) for by in (None, weights, squares)]
    return Cells(places.astype(np.intp), np.column_stack(sums).astype(np.float64))
