"""Several designs as one, with the sampled units that they share.

Each sample keeps its own design and its own variance. Units that are in two samples add the
products of their deviations (Kish 1965, section 12.4; Holmes & Skinner 2000). Where all units are
in all samples this is the stacked design with the units as its clusters, as R has it. Where only
some are, R takes a sample for a domain of the stack, whose size is left to chance; here the sizes
are those of each sample's design.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, coded
from validation.stats.design import Design, SpreadDesign
from validation.stats.stages import Columns, columns

Units = Sequence[Columns]

_NOBODY: Codes = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sample's design, and which unit of all each unit of its stages is."""

    design: Design
    names: tuple[Codes, ...]

    def first(self) -> tuple[Codes, Codes]:
        """Return the name of every row's first-stage unit, and its stratum in the sample."""
        units, strata = self.design.units()[0]
        return self.names[0][units], strata[units]


class StackedDesign(SpreadDesign):
    """Several designs one below the other, with the units that they share.

    Degrees of freedom are the different first-stage units minus the strata; strata that share a
    unit are one. Weights are scaled to 1 on average in each sample.
    """

    __slots__ = ("_parts", "_sizes", "_strata", "_units")

    _parts: tuple[_Part, ...]
    _sizes: tuple[int, ...]  # different units, a stage
    _units: Codes  # of each row
    _strata: Codes  # of each row

    def __init__(self, designs: Sequence[Design], units: Units | None) -> None:
        self._parts = _parts(designs, units)
        by_stage = zip_longest(*(part.names for part in self._parts), fillvalue=_NOBODY)
        self._sizes = tuple(int(np.concatenate(names).max()) + 1 for names in by_stage)
        rows = [part.first() for part in self._parts]
        self._units = np.concatenate([names for names, _ in rows])
        self._strata = _joined(self._units, _apart([strata for _, strata in rows]))
        weights = np.concatenate([_scaled(design.weights) for design in designs])
        super().__init__(weights.size, weights)

    def __repr__(self) -> str:
        """Return the size of the designs in a line."""
        return f"StackedDesign(n={self.n}, df={self.df}, samples={len(self._parts)})"

    def domain_df(self, inside: Mask | None) -> int:
        """Return the different units minus the strata that occur in the domain."""
        rows = self.weights != 0 if inside is None else inside & (self.weights != 0)
        units, strata = self._units[rows], self._strata[rows]
        return int(np.unique(units).size - np.unique(strata).size)

    def covariance(self, influence: Floats) -> Floats:
        """Return the covariance of estimates from any of the samples, and of changes."""
        values = np.asarray(influence, dtype=np.float64)
        if values.ndim != 2 or values.shape[0] != self.n:  # noqa: PLR2004 - rows by estimates
            message = f"influence: found shape {values.shape}, must be ({self.n}, k)."
            raise StatisticsError(message)
        ends = np.cumsum([part.design.n for part in self._parts])[:-1]
        totals = [np.zeros((size, values.shape[1])) for size in self._sizes]
        for part, own in zip(self._parts, np.split(values, ends), strict=True):
            stages = zip(part.names, part.design.stage_deviations(own), strict=True)
            for total, (names, deviations) in zip(totals, stages, strict=False):
                total[names] += deviations
        covariance: Floats = np.sum([total.T @ total for total in totals], axis=0)
        return covariance

    def calibrated(self, *_: object, **__: object) -> Design:
        """Raises StatisticsError: samples are calibrated one by one, before they are stacked."""
        message = "design: found a stacked one, must be one sample. Calibrate each before."
        raise StatisticsError(message)


def _scaled(weights: Floats) -> Floats:
    scaled: Floats = weights / weights[weights > 0].mean()
    return scaled


def _parts(designs: Sequence[Design], units: Units | None) -> tuple[_Part, ...]:
    given = [()] * len(designs) if units is None else [columns(of_sample) for of_sample in units]
    if len(given) != len(designs):
        message = f"units: found {len(given)} for {len(designs)} samples, must be as many."
        raise StatisticsError(message)
    depth = max(len(design.units()) for design in designs)
    stages = [_names_of_stage(designs, given, at) for at in range(depth)]
    return tuple(
        _Part(design, tuple(names[number] for names in stages[: len(design.units())]))
        for number, design in enumerate(designs)
    )


def _names_of_stage(
    designs: Sequence[Design], given: Sequence[tuple[ArrayLike, ...]], at: int
) -> list[Codes]:
    """Which unit of all each unit is; none for a sample that has no such stage."""
    stages = [design.units()[at : at + 1] for design in designs]
    if not all(len(of_sample) > at for of_sample in given):
        sizes = [stage[0][1].size if stage else 0 for stage in stages]
        ends = np.cumsum([0, *sizes])
        return [np.arange(*pair) for pair in pairwise(ends)]
    names = _coded_together(designs, [of_sample[at] for of_sample in given])
    return [
        _one_name_a_unit(*stage[0], codes, number) if stage else codes[:0]
        for number, (stage, codes) in enumerate(zip(stages, names, strict=True))
    ]


def _coded_together(designs: Sequence[Design], given: Sequence[ArrayLike]) -> list[Codes]:
    named = [np.asarray(column) for column in given]
    if [column.shape for column in named] != [(design.n,) for design in designs]:
        message = (
            f"units: found shapes {[column.shape for column in named]}, must be a column for "
            "every sample, with a name a row."
        )
        raise StatisticsError(message)
    everybody = np.concatenate(named)
    names = coded(everybody, everybody.size, "units").codes
    if names.min() < 0:
        message = "units: found rows without a name, must be given for every row."
        raise StatisticsError(message)
    return np.split(names, np.cumsum([design.n for design in designs])[:-1])


def _one_name_a_unit(units: Codes, strata: Codes, names: Codes, number: int) -> Codes:
    of_unit = np.zeros(strata.size, dtype=np.intp)
    of_unit[units] = names
    if not np.array_equal(of_unit[units], names) or np.unique(of_unit).size < of_unit.size:
        message = (
            f"units: sample {number + 1}: found names that are not those of its {of_unit.size} "
            "sampled units, must be one name a unit. Give the clusters where there are some."
        )
        raise StatisticsError(message)
    return of_unit


def _apart(columns_of_codes: Sequence[Codes]) -> Codes:
    """The codes of all samples, none of them shared."""
    sizes = [int(codes.max()) + 1 for codes in columns_of_codes]
    starts = np.cumsum([0, *sizes[:-1]])
    return np.concatenate(
        [codes + start for codes, start in zip(columns_of_codes, starts, strict=True)]
    )


def _joined(units: Codes, strata: Codes) -> Codes:
    """The strata, those that share a unit being one."""
    size = int(strata.max()) + 1
    unit, stratum = np.divmod(np.unique(units * size + strata), size)
    same = np.flatnonzero(unit[1:] == unit[:-1])
    shared = np.unique(np.column_stack([stratum[same], stratum[same + 1]]), axis=0)
    joined = np.arange(size)
    for one, other in shared.tolist():
        joined[joined == joined[other]] = joined[one]
    return joined[strata]
