"""Weighted counts of answers, which add up over partitions of the respondents.

For every sampled unit (without clusters, every stratum) and every answer it holds the number of
respondents, the sum of their weights and of their squared weights: all that a design-based
estimate of categorical answers needs. Partitions may be files, chunks, a cluster's workers or the
groups of a database; a stratum or a sampled unit may lie in several of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats
from validation.stats.cells import Targets
from validation.stats.grouping import GroupedDesign, GroupedRows, Sums, crossed_columns
from validation.stats.variance import Lonely, Sampling, Stage, stratum_factors

Unit = tuple[str, str]  # names of stratum and cluster, empty where there are none
Crossing = tuple[str, ...]

NO_ANSWER, NO_WEIGHT = -1, -2
_SUMS = 3  # number, weights and squared weights


@dataclass(frozen=True, slots=True)
class Cells:
    """One table: a row for each unit and combination of answers that occur.

    `places` are the row's unit and its codes, `sums` its number of respondents and the sums of
    their weights and squared weights.
    """

    places: Codes
    sums: Floats


@dataclass(frozen=True, slots=True)
class Tabulated:
    """What estimators take in place of the respondents: a design, and the codes of its rows."""

    design: GroupedDesign
    codes: Mapping[str, Codes]


@dataclass(frozen=True, slots=True)
class Tabulation:
    """Tables of weighted counts, one an item or crossing of items; `a + b` adds them up.

    >>> from validation import stats
    >>> parts = [stats.tabulate({"channel": codes}) for codes in ([0, 0, 1], [0, -1])]
    >>> found = sum(parts[1:], parts[0]).rows("channel")
    >>> stats.shares(found.design, found.codes["channel"], ["shop", "web"])["shop"].estimate
    0.75
    """

    units: tuple[Unit, ...]
    tables: Mapping[Crossing, Cells]

    def __add__(self, other: Self) -> Self:
        """Return the tabulation of the respondents of both.

        Raises:
            StatisticsError: They do not tabulate the same items.
        """
        if self.tables.keys() != other.tables.keys():
            found, must = _listed(other.tables), _listed(self.tables)
            message = f"tabulation: found one of {found}, must be one of {must}."
            raise StatisticsError(message)
        units = tuple(sorted({*self.units, *other.units}))
        parts = [_placed(one.units, units) for one in (self, other)]
        tables = {
            items: _added(
                [
                    _moved(one.tables[items], to)
                    for one, to in zip((self, other), parts, strict=True)
                ]
            )
            for items in self.tables
        }
        return type(self)(units, tables)

    def rows(
        self, *items: str, population: Targets | None = None, lonely: Lonely = "fail"
    ) -> Tabulated:
        """Return the design and the codes of items that were tabulated together.

        Every estimator of this room takes them as it takes those of respondents, and says the
        same; items that were crossed are each other's domains, groups or rows and columns.

        Args:
            items: one, or several of a crossing.
            population: how many units there are in each stratum, for the finite population.
            lonely: what to do with a stratum of one unit, as a Design does.

        Raises:
            StatisticsError: The items were not tabulated together, or one unit in a stratum.
        """
        crossing = next((one for one in self.tables if {*items} <= {*one}), None)
        if crossing is None or not items:
            message = f"items: found {', '.join(items)}, must be in one of {_listed(self.tables)}."
            raise StatisticsError(message)
        cells = self.tables[crossing]
        counts, weights, squares = (np.ascontiguousarray(column) for column in cells.sums.T)
        sums = Sums(counts, weights, squares)
        stage = _stage(self.units, cells.places[:, 0], sums, population, lonely)
        codes = {item: cells.places[:, 1 + crossing.index(item)] for item in items}
        return Tabulated(GroupedDesign([stage], sums), codes)

    def to_dict(self) -> dict[str, Any]:
        """Return the tabulation as JSON holds it."""
        tables = [
            {"items": [*items], "places": cells.places.tolist(), "sums": cells.sums.tolist()}
            for items, cells in self.tables.items()
        ]
        return {"units": [[*unit] for unit in self.units], "tables": tables}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Return the tabulation that `to_dict` wrote.

        >>> from validation import stats
        >>> table = stats.tabulate({"channel": [0, 1]})
        >>> stats.Tabulation.from_dict(table.to_dict()).to_dict() == table.to_dict()
        True
        """
        tables = {
            tuple(one["items"]): Cells(
                np.array(one["places"], dtype=np.intp).reshape(-1, 1 + len(one["items"])),
                np.array(one["sums"], dtype=np.float64).reshape(-1, _SUMS),
            )
            for one in content["tables"]
        }
        return cls(tuple((unit[0], unit[1]) for unit in content["units"]), tables)

    @classmethod
    def from_counts(cls, items: Sequence[str], rows: Iterable[Sequence[Any]]) -> Self:
        """Return the tabulation of one crossing from the groups of a database.

        Args:
            items: their names.
            rows: `SELECT stratum, cluster, <a code an item>, COUNT(*), SUM(w), SUM(w * w) …
                GROUP BY` all but the last three; '' for a design without strata or clusters, and
                NULL or a negative code for no answer. Rows of weight 0 go into groups of their
                own (`GROUP BY …, w > 0`).

        >>> rows = [("north", "", 0, 30, 30.0, 30.0), ("north", "", 1, 10, 10.0, 10.0)]
        >>> Tabulation.from_counts(["channel"], rows).rows("channel").design.df
        39
        """
        found = [_read(row, len(items)) for row in rows]
        units = tuple(sorted({unit for unit, _, _ in found}))
        place = {unit: at for at, unit in enumerate(units)}
        places = np.array([[place[unit], *codes] for unit, codes, _ in found], dtype=np.intp)
        sums = np.array([sums for _, _, sums in found], dtype=np.float64)
        cells = Cells(places.reshape(-1, 1 + len(items)), sums.reshape(-1, _SUMS))
        return cls(units, {tuple(items): _added([cells])})


def _added(parts: Sequence[Cells]) -> Cells:
    places = np.concatenate([part.places for part in parts])
    sums = np.concatenate([part.sums for part in parts])
    group, rows = crossed_columns(list(places.T))
    added = [np.bincount(group, weights=column) for column in sums.T]
    return Cells(places[rows], np.column_stack(added).astype(np.float64))


def _placed(units: Sequence[Unit], among: Sequence[Unit]) -> Codes:
    place = {unit: at for at, unit in enumerate(among)}
    return np.array([place[unit] for unit in units], dtype=np.intp)


def _moved(cells: Cells, unit: Codes) -> Cells:
    return Cells(np.column_stack([unit[cells.places[:, 0]], cells.places[:, 1:]]), cells.sums)


def _read(row: Sequence[Any], items: int) -> tuple[Unit, list[int], Sequence[float]]:
    stratum, cluster, *rest = row
    answers, sums = rest[:items], rest[items:]
    if len(answers) < items or len(sums) != _SUMS:
        message = f"rows: found {len(row)} columns, must be stratum, cluster, {items} codes and "
        raise StatisticsError(message + "the number, the sum of weights and that of their squares.")
    codes = [NO_ANSWER if code is None else max(int(code), NO_ANSWER) for code in answers]
    return (str(stratum), str(cluster)), codes if sums[1] else [NO_WEIGHT] * items, sums


def _stage(
    units: Sequence[Unit], unit: Codes, sums: Sums, population: Targets | None, lonely: Lonely
) -> Stage:
    names = list(dict.fromkeys(stratum for stratum, _ in units))
    place = {name: at for at, name in enumerate(names)}
    stratum = np.array([place[name] for name, _ in units], dtype=np.intp)
    clustered = any(cluster for _, cluster in units)
    size = np.bincount(stratum if clustered else stratum[unit], None if clustered else sums.counts)
    sampling = Sampling(
        size.astype(np.float64),
        _population(names, size, population),
        np.zeros(size.size, dtype=np.intp),
        np.ones(size.size),
    )
    factor, centred = stratum_factors(sampling, lonely, names)
    stage = Stage(unit, stratum, sampling.size, factor, centred, sampling.population)
    return stage if clustered else GroupedRows.of(stage, stratum[unit], sums)


def _population(names: Sequence[str], size: Codes, population: Targets | None) -> Floats:
    if population is None:
        return np.full(len(names), np.inf)
    known = {str(name): float(units) for name, units in population.items()}
    for name, sampled in zip(names, size, strict=True):
        if not known.get(name, 0.0) >= sampled:
            message = f"population: found {known.get(name)} units in stratum {name!r}, must be "
            raise StatisticsError(message + f"at least the {sampled:g} that were sampled.")
    return np.array([known[name] for name in names])


def _listed(tables: Iterable[Crossing]) -> str:
    return "; ".join(" × ".join(items) for items in tables)
