"""From strata, clusters and population sizes a row to the stages of sampling."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Coded, Codes, Floats, coded, compact, floats, smallest
from validation.stats.variance import Lonely, Sampling, Stage, stratum_factors

Columns = ArrayLike | tuple[ArrayLike, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that say how the sample was drawn, one entry a stage, outermost first."""

    n: int
    strata: tuple[ArrayLike, ...]
    clusters: tuple[ArrayLike, ...]
    population: tuple[ArrayLike, ...]
    nested: bool
    lonely: Lonely


@dataclass(frozen=True, slots=True)
class _Level:
    stage: Stage
    unit: Codes  # of each row
    fraction: Floats  # sampled share of the population up to this stage, a unit


def columns(given: Columns | None) -> tuple[ArrayLike, ...]:
    """Return the given columns as a tuple with one entry a stage."""
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def build_stages(layout: Layout) -> tuple[tuple[Stage, ...], Floats]:
    """Return the stages that add to the variance and the sampled fraction of each row.

    Stages after one whose population is unknown add nothing: their sampling is contained in the
    variation between the units of that stage.

    Raises:
        StatisticsError: Columns that contradict each other, or a stratum with one unit.
    """
    if len(layout.population) > len(layout.clusters) + 1:
        message = (
            f"population: found {len(layout.population)} stages for {len(layout.clusters)} stages "
            "of clusters, must be one more at most (the rows in the innermost clusters)."
        )
        raise StatisticsError(message)
    unit: Codes = np.zeros(layout.n, dtype=np.intp)
    fraction = np.ones(1)
    stages: list[Stage] = []
    for depth in range(max(1, len(layout.clusters), len(layout.population))):
        level = _build_level(layout, depth, unit, fraction)
        stages.append(level.stage)
        unit, fraction = level.unit, level.fraction
        if not fraction.any():
            break
    return tuple(stages), fraction[unit] if fraction.any() else np.zeros(layout.n)


def _build_level(layout: Layout, depth: int, parent: Codes, fraction: Floats) -> _Level:
    strata = _stratum_of_rows(layout, depth)
    within = parent * max(len(strata.levels), 1) + strata.codes if depth else strata.codes
    stratum, keys = compact(within)
    unit, stratum_of_unit = _units(layout, depth, stratum, keys.size)
    parent_of_stratum = keys // max(len(strata.levels), 1)
    size = np.bincount(stratum_of_unit, minlength=keys.size).astype(np.float64)
    population = _population(layout, depth, stratum, size)
    sampling = Sampling(size, population, parent_of_stratum, fraction[parent_of_stratum])
    names = _names(layout, depth, strata, stratum) if sampling.lonely.any() else []
    factor, centred = stratum_factors(sampling, layout.lonely, names)
    rows_are_units = unit is None
    unit_of_row = np.arange(layout.n) if unit is None else unit
    return _Level(
        Stage(
            None if rows_are_units else unit,
            stratum_of_unit.astype(smallest(keys.size)),
            size,
            factor,
            centred,
            population,
        ),
        unit_of_row,
        _of_units(sampling.fraction * size / population, stratum_of_unit),
    )


def _names(layout: Layout, depth: int, strata: Coded, stratum: Codes) -> list[str]:
    """A name of each stratum; at a later stage the units that it lies in, outermost first."""
    rows = np.unique(stratum, return_index=True)[1]
    own = [str(strata.levels[code]) for code in strata.codes[rows]]
    if not depth:
        return own
    paths = [np.asarray(column)[rows].astype(str) for column in layout.clusters[:depth]]
    if depth < len(layout.strata):
        paths.append(np.array(own))
    return [f"{' / '.join(path)} (stage {depth + 1})" for path in zip(*paths, strict=True)]


def _of_units(fractions: Floats, stratum: Codes) -> Floats:
    return fractions[stratum] if fractions.any() else np.zeros(stratum.size)


def _stratum_of_rows(layout: Layout, depth: int) -> Coded:
    if depth >= len(layout.strata):
        return Coded(np.zeros(layout.n, dtype=np.intp), ("the sample",))
    strata = coded(layout.strata[depth], layout.n, "strata")
    _check_complete(strata, "strata")
    return strata


def _units(layout: Layout, depth: int, stratum: Codes, n_strata: int) -> tuple[Codes | None, Codes]:
    if depth >= len(layout.clusters):
        return None, stratum
    clusters = coded(layout.clusters[depth], layout.n, "clusters")
    _check_complete(clusters, "clusters")
    if depth == 0 and not layout.nested:
        return _named_once(clusters, stratum)
    unit, keys = compact(clusters.codes * n_strata + stratum)
    return unit, keys % n_strata


def _named_once(clusters: Coded, stratum: Codes) -> tuple[Codes, Codes]:
    stratum_of_unit = np.zeros(len(clusters.levels), dtype=np.intp)
    stratum_of_unit[clusters.codes] = stratum
    astray = np.flatnonzero(stratum_of_unit[clusters.codes] != stratum)
    if astray.size:
        name = clusters.levels[clusters.codes[astray[0]]]
        message = (
            f"clusters: found {name} in more than one stratum, must be in one. "
            "Choose nested=True if names are repeated from stratum to stratum."
        )
        raise StatisticsError(message)
    return clusters.codes, stratum_of_unit


def _population(layout: Layout, depth: int, stratum: Codes, size: Floats) -> Floats:
    if depth >= len(layout.population):
        return np.full(size.size, np.inf)
    of_rows = floats(layout.population[depth], layout.n, "population")
    population = np.zeros(size.size)
    population[stratum] = of_rows
    if not np.array_equal(population[stratum], of_rows):
        message = "population: found different sizes in one stratum, must be the stratum's size."
        raise StatisticsError(message)
    if (population < size).any():
        worst = int(np.argmax(size - population))
        message = (
            f"population: found {population[worst]:g} for a stratum with {size[worst]:g} sampled "
            "units, must be at least as many. Give sizes, not fractions."
        )
        raise StatisticsError(message)
    return population


def _check_complete(column: Coded, name: str) -> None:
    missing = int((column.codes < 0).sum())
    if missing:
        message = f"{name}: found {missing} rows without a value, must be given for every row."
        raise StatisticsError(message)
