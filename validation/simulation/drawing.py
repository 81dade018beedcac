"""Samples drawn from an invented audience, in the ways that real ones are."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from validation.claims import Frame
from validation.errors import StatisticsError
from validation.simulation.answers import Rows, taken
from validation.simulation.latents import Codes
from validation.simulation.population import Population
from validation.simulation.scales import Floats
from validation.stats import Design


@dataclass(frozen=True, slots=True)
class Sampling:
    """How respondents are drawn, always with replacement.

    `kish` is the design effect that unequal weights alone have (Kish 1965), 1 for none; people
    who are content are then drawn more often, so that weights matter. `per_cluster` is how many
    respondents a drawn cluster gives, 1 for no clusters. `stratified` draws as many from each
    stratum, whatever its size.
    """

    n: int
    kish: float = 1.0
    per_cluster: int = 1
    stratified: bool = False

    def __post_init__(self) -> None:
        """Raises StatisticsError where no such sample can be."""
        if self.n < 1 or self.kish < 1 or self.per_cluster < 1 or self.n % self.per_cluster:
            message = (
                f"sampling: found {self}, must be answers that make whole clusters, and a design "
                "effect of 1 or more."
            )
            raise StatisticsError(message)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was drawn: people, their weights, and the cluster and stratum of each."""

    rows: Rows
    weights: Floats
    clusters: Codes
    strata: Codes


def draw(population: Population, sampling: Sampling, random: Generator) -> Frame:
    """Return a sample of an audience, with weights under which it stands for all of it."""
    drawn = draw_people(population, sampling, random)
    columns = {item: taken(column, drawn.rows) for item, column in population.columns.items()}
    design = Design(
        len(drawn.rows),
        weights=drawn.weights,
        strata=drawn.strata if sampling.stratified else None,
        clusters=drawn.clusters if sampling.per_cluster > 1 else None,
    )
    return Frame(columns, design)


def draw_people(population: Population, sampling: Sampling, random: Generator) -> Drawn:
    """Return who is drawn, stratum by stratum."""
    ease = np.exp(np.sqrt(np.log(sampling.kish)) * population.readiness)
    strata = population.strata if sampling.stratified else np.zeros(population.n, dtype=np.int64)
    numbers = np.unique(strata)
    first = sampling.n // sampling.per_cluster
    sizes = [len(part) for part in np.array_split(np.arange(first), len(numbers))]
    parts = [
        _within(population, np.where(strata == stratum, ease, 0.0), sampling, size, random)
        for stratum, size in zip(numbers, sizes, strict=True)
        if size
    ]
    rows = np.concatenate([rows for rows, _ in parts])
    units = np.arange(first).repeat(sampling.per_cluster)
    return Drawn(rows, np.concatenate([weights for _, weights in parts]), units, strata[rows])


def _within(
    population: Population, ease: Floats, sampling: Sampling, size: int, random: Generator
) -> tuple[Rows, Floats]:
    """Draw clusters by their size, then people within them, each by chance times ease.

    A person's chance to be drawn is then chance times ease over their sum, clusters or not.
    """
    sizes = population.chances * ease
    reach = np.cumsum(sizes)
    marks = random.random(size) * reach[-1]
    if sampling.per_cluster > 1:
        marks = _in_clusters(population, reach, marks, sampling.per_cluster, random)
    rows = np.minimum(np.searchsorted(reach, marks, side="right"), population.n - 1)
    return rows, reach[-1] / ease[rows] / len(rows)


def _in_clusters(
    population: Population, reach: Floats, marks: Floats, per_cluster: int, random: Generator
) -> Floats:
    found = population.clusters[np.searchsorted(reach, marks, side="right")]
    ends = np.searchsorted(population.clusters, [found, found + 1])
    start, end = np.append(reach, 0.0)[ends - 1]
    spots = random.random((len(marks), per_cluster))
    return np.asarray((start[:, None] + spots * (end - start)[:, None]).ravel())
