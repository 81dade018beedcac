"""The survey design of a file's rows: base weights, strata, clusters, population sizes."""

import numpy as np
from numpy.typing import NDArray

from validation.errors import StatisticsError
from validation.responses.cells import Misfit, Positions, cells_of
from validation.responses.model import Floats, Sampled
from validation.responses.reading import numbers_in
from validation.responses.refusing import check_filled, check_sizes, check_weights
from validation.responses.table import Table, Texts
from validation.stats import Design
from validation.study import Audience, DataSource, Study


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


def read_sampled(table: Table, data: DataSource, positions: Positions) -> Sampled:
    """Return what the rows at these positions say of how their respondents were sampled."""
    weight = [numbers_in(cells_of(table, name, positions)) for name in _given(data.weight)]
    strata = [_names(table, name, positions) for name in _given(data.strata)]
    return Sampled(
        weight=weight[0] if weight else None,
        stratum=strata[0] if strata else None,
        clusters=tuple(_names(table, name, positions) for name in data.cluster),
        population=tuple(numbers_in(cells_of(table, name, positions)) for name in data.population),
    )


def build_design(sampled: Sampled, study: Study, n: int) -> Design:
    """Return the design of n respondents.

    `population` holds the size of the respondent's stratum (a column a stage). Without it, the
    size of the audience is the population of a probability sample without strata and clusters.

    Raises:
        StatisticsError: Columns that contradict each other, or a stratum with one unit for which
            the study names no policy.
    """
    try:
        return _design(sampled, study, n)
    except StatisticsError as error:
        raise StatisticsError(_in_words_of_the_file(error.message)) from error


def _design(sampled: Sampled, study: Study, n: int) -> Design:
    return Design(
        n,
        weights=sampled.weight,
        strata=None if sampled.stratum is None else _spread(sampled.stratum),
        clusters=tuple(_spread(cluster) for cluster in sampled.clusters) or None,
        population=sampled.population or _audience_size(sampled, study.audience, n),
        nested=study.data.nested,
        lonely=study.data.lonely or "fail",
    )


def _in_words_of_the_file(message: str) -> str:
    for argument, key in (
        ("choose lonely=", "write data.lonely: "),
        ("nested=True", "data.nested"),
    ):
        message = message.replace(argument, key)
    return message


def _audience_size(sampled: Sampled, audience: Audience, n: int) -> Floats | None:
    simple = sampled.stratum is None and not sampled.clusters
    if audience.sample != "probability" or audience.size is None or not simple:
        return None
    return np.full(n, float(audience.size))


def _filled(table: Table, column: str, positions: Positions, must: str) -> list[Misfit]:
    return check_filled(cells_of(table, column, positions), must)


def _names(table: Table, column: str, positions: Positions) -> Texts:
    cells = cells_of(table, column, positions)
    return Texts(tuple(text.strip() for text in cells.texts), cells.text_of_row)


def _spread(names: Texts) -> NDArray[np.str_]:
    distinct = np.array(names.distinct, dtype=np.str_)
    return np.asarray(distinct[names.codes], dtype=np.str_)


def _given(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)
