"""The survey design of a file's rows: base weights, strata, clusters, population sizes."""

import numpy as np

from validation.responses.cells import Cells, Misfit, Positions, cells_of
from validation.responses.reading import Floats, numbers_in
from validation.responses.screening import check_filled, check_sizes, check_weights
from validation.responses.table import Table
from validation.stats import Design
from validation.study import Study


def check_design(table: Table, study: Study, positions: Positions) -> list[Misfit]:
    """Return the rows with a weight, stratum, cluster or population size that cannot be."""
    data = study.data
    weight = [check_weights(cells_of(table, name, positions)) for name in _given(data.weight)]
    strata = [_filled(table, name, positions, "a stratum") for name in _given(data.strata)]
    clusters = [_filled(table, name, positions, "a cluster") for name in data.cluster]
    sizes = [check_sizes(cells_of(table, name, positions)) for name in data.population]
    return [misfit for found in (*weight, *strata, *clusters, *sizes) for misfit in found]


def base_weights(table: Table, study: Study, positions: Positions) -> Floats | None:
    """Return the weights of the file, None without a weight column."""
    if study.data.weight is None:
        return None
    return numbers_in(cells_of(table, study.data.weight, positions))


def build_design(table: Table, study: Study, positions: Positions) -> Design:
    """Return the design of the rows at these positions.

    `data.population` holds the size of the row's stratum (a column a stage). Without it, the size
    of the audience is the population of a probability sample without strata and clusters.

    Raises:
        StatisticsError: Columns that contradict each other, or a stratum with one unit.
    """
    data = study.data
    strata = [_names(cells_of(table, name, positions)) for name in _given(data.strata)]
    clusters = tuple(_names(cells_of(table, name, positions)) for name in data.cluster)
    sizes = tuple(numbers_in(cells_of(table, name, positions)) for name in data.population)
    return Design(
        len(positions),
        weights=base_weights(table, study, positions),
        strata=strata[0] if strata else None,
        clusters=clusters or None,
        population=sizes or _audience_size(study, len(positions)),
    )


def _audience_size(study: Study, n: int) -> Floats | None:
    audience, data = study.audience, study.data
    simple = data.strata is None and not data.cluster
    if audience.sample != "probability" or audience.size is None or not simple:
        return None
    return np.full(n, float(audience.size))


def _filled(table: Table, column: str, positions: Positions, must: str) -> list[Misfit]:
    return check_filled(cells_of(table, column, positions), must)


def _names(cells: Cells) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array([text.strip() for text in cells.texts], dtype=np.str_)[cells.text_of_row]


def _given(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)
