"""Margins as a table of occupied cells: what raking and calibration iterate on, not respondents."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Coded, Codes, Floats, coded, compact, crossed, numbered

Targets = Mapping[Any, float]

_SHARES_WITHIN = 0.005  # shares printed with two or three digits rarely add up to 1 exactly
_TOTALS_WITHIN = 1e-6
_MANY = 100_000  # combinations up to which the possible ones are listed, not the occupied


@dataclass(frozen=True, slots=True)
class Cells:
    """The combinations of margin levels that occur, with their weight and the margins' totals."""

    cell: Codes  # of each row
    members: tuple[Codes, ...]  # a margin: the level of each cell
    levels: tuple[tuple[Hashable, ...], ...]
    totals: tuple[Floats, ...]
    mass: Floats  # starting weight of each cell

    @property
    def indicators(self) -> Floats:
        """A row a cell, a column a level of any margin."""
        return np.hstack(
            [
                np.eye(len(levels))[member]
                for member, levels in zip(self.members, self.levels, strict=True)
            ]
        )

    def error(self, mass: Floats) -> tuple[float, str]:
        """Return the largest relative distance of a margin from its target, and its name."""
        worst = (0.0, "")
        for number, (member, total) in enumerate(zip(self.members, self.totals, strict=True)):
            reached = np.bincount(member, weights=mass, minlength=total.size)
            distance = np.abs(reached / total - 1.0)
            at = int(np.argmax(distance))
            if distance[at] > worst[0]:
                worst = (float(distance[at]), f"margin {number + 1}, {self.levels[number][at]!r}")
        return worst


def build_cells(weights: Floats, margins: Sequence[ArrayLike], targets: Sequence[Targets]) -> Cells:
    """Return the occupied cells of the margins.

    Raises:
        StatisticsError: A level without a target, a target without respondents, or margins
            whose totals differ; all of them at once.
    """
    if not margins or len(margins) != len(targets):
        message = f"margins: found {len(margins)} with {len(targets)} targets, must be as many."
        raise StatisticsError(message)
    names = [f"margin {number + 1}" for number in range(len(margins))]
    columns = [_coded(m, weights.size, name) for m, name in zip(margins, names, strict=True)]
    missing = [int(np.count_nonzero(column.codes < 0)) for column in columns]
    if any(missing):
        _check_targets([_occurring(column) for column in columns], missing, targets)
    cell, members, levels = _cross(columns)
    _check_targets(levels, missing, targets)
    return Cells(
        cell,
        members,
        levels,
        _totals(levels, targets, float(weights.sum())),
        np.bincount(cell, weights=weights, minlength=members[0].size).astype(np.float64),
    )


def _coded(values: ArrayLike, n: int, name: str) -> Coded:
    codes, size = numbered(values, n, name)
    whole = np.asarray(values).dtype.kind in "iub" and size and codes.max(initial=-1) == size - 1
    same = whole and np.asarray(values).dtype == codes.dtype
    return Coded(codes, tuple(range(size))) if same else coded(values, n, name)


def _cross(
    columns: Sequence[Coded],
) -> tuple[Codes, tuple[Codes, ...], tuple[tuple[Hashable, ...], ...]]:
    """The occupied combinations: which is each row's, and which levels each is made of."""
    everyone = np.ones(columns[0].codes.size, dtype=np.bool_)
    cell: Codes = np.zeros(everyone.size, dtype=np.int8)
    members: list[Codes] = []
    occupied = 1
    for column in columns:
        size = len(column.levels)
        if occupied * size > _MANY:
            cell, keys = compact(cell)
            members, occupied = [member[keys] for member in members], keys.size
        cell = crossed(cell, column.codes, size, everyone)
        members = [np.repeat(member, size) for member in members]
        members.append(np.tile(np.arange(size), occupied))
        occupied *= size
    cell, keys = compact(cell)
    used = [compact(member[keys]) for member in members]
    levels = tuple(
        tuple(column.levels[at] for at in kept)
        for column, (_, kept) in zip(columns, used, strict=True)
    )
    return cell, tuple(member for member, _ in used), levels


def _totals(
    levels: Sequence[tuple[Hashable, ...]], targets: Sequence[Targets], sum_of_weights: float
) -> tuple[Floats, ...]:
    given = [
        np.array([target[level] for level in found], dtype=np.float64)
        for found, target in zip(levels, targets, strict=True)
    ]
    sums = [float(target.sum()) for target in given]
    totals = [total for total in sums if not _is_one(total)]
    population = totals[0] if totals else sum_of_weights
    for number, total in enumerate(totals):
        if abs(total / population - 1.0) > _TOTALS_WITHIN:
            message = (
                f"targets: found {population:g} and {total:g} as sums of two margins (number "
                f"{number + 1} of those in totals), must be the same. Give shares that add up "
                "to 1, or totals of one population."
            )
            raise StatisticsError(message)
    return tuple(target * (population / total) for target, total in zip(given, sums, strict=True))


def _is_one(total: float) -> bool:
    return abs(total - 1.0) <= _SHARES_WITHIN


def _occurring(column: Coded) -> tuple[Hashable, ...]:
    return tuple(column.levels[code] for code in np.unique(column.codes[column.codes >= 0]))


def _check_targets(
    levels: Sequence[tuple[Hashable, ...]], missing: Sequence[int], targets: Sequence[Targets]
) -> None:
    problems = [
        f"margin {number + 1}: {problem}"
        for number, margin in enumerate(zip(levels, missing, targets, strict=True))
        for problem in _problems(*margin)
    ]
    if problems:
        raise StatisticsError("\n".join(problems))


def _problems(levels: tuple[Hashable, ...], missing: int, target: Targets) -> list[str]:
    known = set(levels)
    found = [f"found {missing} rows without a level, must be none."] if missing else []
    found += [
        f"found level {level!r} without a target, must have one. Join it with another level."
        for level in levels
        if level not in target
    ]
    found += [
        f"found target {value:g} for {level!r} without respondents, must have some. "
        "Join it with another level."
        for level, value in target.items()
        if value > 0 and level not in known
    ]
    return found + [
        f"found target {value:g} for {level!r}, must be above 0. Leave its respondents out."
        for level, value in target.items()
        if level in known and not 0 < value < np.inf
    ]
