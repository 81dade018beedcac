"""Replicate weights made from a design: bootstrap, jackknife and balanced half-samples."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask
from validation.stats.design import Design
from validation.stats.hadamard import hadamard
from validation.stats.replicas import Replicas
from validation.stats.replicate_design import ReplicateDesign

Kind = Literal["bootstrap", "subbootstrap", "jk1", "jkn", "brr", "fay"]

_MOST_UNITS = 2000  # a jackknife has a replicate a unit: beyond, their rank takes seconds
_PAIR = 2
_SMALL_COUNT = 255


@dataclass(frozen=True, slots=True)
class _Units:
    """The first-stage units in the order of their stratum, and what was drawn from it."""

    stratum: Codes
    size: Floats  # of each stratum
    population: Floats  # infinite: drawn with replacement, or as good as
    order: Codes  # in which the units appear in the rows
    adjusted: Mask  # strata of one unit that are measured from zero
    average: bool

    @property
    def left_out(self) -> Floats:
        """Share of each stratum's population that was not drawn."""
        return 1.0 - self.size / self.population


@dataclass(frozen=True, slots=True)
class _Options:
    count: int
    rho: float
    seed: int


@dataclass(frozen=True, slots=True)
class _Made:
    """Multipliers (units, R), what each unit's weight is times besides, scale * rscales."""

    multipliers: NDArray[Any]
    factors: Floats
    base: Floats | None = None


def replicates(  # noqa: PLR0913 - public contract: a kind and its options
    design: Design,
    kind: Kind = "bootstrap",
    *,
    seed: int = 0,
    count: int = 200,
    rho: float = 0.5,
    mse: bool = False,
) -> ReplicateDesign:
    """Return the design with replicate weights of its first stage, as R's as.svrepdesign.

    `bootstrap` resamples the units of every stratum (Canty & Davison 1999), without replacement
    from copies of the sample where the population is known; `subbootstrap` draws one unit less
    (Rao, Wu & Yue 1992). Both make `count` replicates from `seed`. `jk1` and `jkn` leave out one
    unit at a time, of an unstratified and a stratified sample. `brr` takes half of a sample of two
    units a stratum, balanced by a Hadamard matrix; `fay` gives the other half the factor `rho`
    in place of 0 (Judkins 1990). Population sizes count in the bootstrap and the jackknife,
    those of later stages not at all.

    Calibrate afterwards, so that every replicate is calibrated too.

    Raises:
        StatisticsError: A design that the kind is not made for.

    >>> jackknife = replicates(Design(4, clusters=[1, 1, 2, 3]), "jk1")
    >>> jackknife.replicates.tolist()[0]
    [0.0, 1.5, 1.5]
    """
    if kind not in get_args(Kind):
        message = f"kind: found {kind!r}, must be one of {', '.join(get_args(Kind))}."
        raise StatisticsError(message)
    if isinstance(design, ReplicateDesign) or design.is_calibrated:
        message = (
            "design: found one that has replicates or is calibrated already, must be neither. "
            "Make the replicates first and calibrate them."
        )
        raise StatisticsError(message)
    if count < _PAIR or not 0 <= rho < 1:
        message = f"found count {count} and rho {rho}, must be 2 or more, and from 0 to below 1."
        raise StatisticsError(message)
    units, unit = _units(design)
    made = _KINDS[kind](units, _Options(count, rho, seed))
    base = design.weights if made.base is None else design.weights * made.base[unit]
    rows_are_units = design.first_stage.unit is None
    replicas = Replicas(made.multipliers, base, None if rows_are_units else unit)
    return ReplicateDesign.of_units(design.weights, replicas, made.factors, mse=mse)


def _units(design: Design) -> tuple[_Units, Codes]:
    stage = design.first_stage
    unit = np.arange(design.n) if stage.unit is None else stage.unit
    order = np.empty(stage.stratum.size, dtype=np.intp)
    order[unit[::-1]] = np.arange(design.n)[::-1]  # the first row of each unit
    adjusted = ~stage.centred
    return _Units(
        stage.stratum.astype(np.intp), stage.size, stage.population, order, adjusted,
        design.lonely == "average",
    ), unit  # fmt: skip


def _jk1(units: _Units, _: _Options) -> _Made:
    if units.size.size > 1:
        message = "kind: found 'jk1' for a stratified design. Choose 'jkn'."
        raise StatisticsError(message)
    return _jackknife(units)


def _jkn(units: _Units, _: _Options) -> _Made:
    return _jackknife(units)


def _jackknife(units: _Units) -> _Made:
    if units.stratum.size > _MOST_UNITS:
        message = (
            f"kind: found {units.stratum.size} units for a jackknife, must be {_MOST_UNITS} at "
            "most. Choose 'bootstrap'."
        )
        raise StatisticsError(message)
    size, strata = units.size[units.stratum], units.size.size
    alone = size == 1
    kept = np.flatnonzero(
        (units.left_out[units.stratum] > 0) & (~alone | units.adjusted[units.stratum])
    )
    if not kept.size:
        message = "strata: found none with two units that is not the whole population."
        raise StatisticsError(message)
    grown = np.where(alone, strata / max(strata - 1, 1), size / np.maximum(size - 1, 1))
    together = units.stratum[:, None] == units.stratum[kept]
    multipliers = np.where(together | alone[kept], grown[kept], 1.0)
    multipliers[together & alone[kept]] = 0.0
    multipliers[kept, np.arange(kept.size)] = 0.0
    factors = (np.where(alone, 1.0, units.left_out[units.stratum]) / grown)[kept]
    if units.average:
        factors *= units.stratum.size / kept.size
    return _Made(multipliers, factors)


def _bootstrap(units: _Units, options: _Options) -> _Made:
    rng = np.random.default_rng(options.seed)
    counts = np.empty((units.stratum.size, options.count), dtype=np.uint8)
    for stratum, members in enumerate(_members(units)):
        counts[members] = _DRAWS[bool(np.isfinite(units.population[stratum]))](
            rng, members.size, options.count, units.population[stratum]
        )
    middle = 1 / np.mean(1 / units.size)  # R scales by the harmonic mean of the strata's sizes
    if middle <= 1:
        message = "kind: found one unit in every stratum, must be two in some. Join strata."
        raise StatisticsError(message)
    scale = middle / ((middle - 1) * (options.count - 1))
    return _Made(counts, np.full(options.count, scale))


def _subbootstrap(units: _Units, options: _Options) -> _Made:
    if (units.size < _PAIR).any():
        message = "kind: found a stratum of one unit, must be two or more. Join strata."
        raise StatisticsError(message)
    rng = np.random.default_rng(options.seed)
    counts = np.empty((units.stratum.size, options.count), dtype=np.uint8)
    for members in _members(units):
        counts[members] = _resampled(rng, members.size, members.size - 1, options.count)
    grown = (units.size / (units.size - 1))[units.stratum]
    return _Made(counts, np.full(options.count, 1 / (options.count - 1)), grown)


def _members(units: _Units) -> list[Codes]:
    by_stratum = np.argsort(units.stratum, kind="stable")
    return np.split(by_stratum, np.cumsum(units.size.astype(np.intp))[:-1])


def _resampled(rng: np.random.Generator, n: int, draws: int, count: int) -> NDArray[np.uint8]:
    """How often each of n units is drawn with replacement, (n, count)."""
    columns = [np.bincount(rng.integers(0, n, draws), minlength=n) for _ in range(count)]
    return np.minimum(np.stack(columns, axis=1), _SMALL_COUNT).astype(np.uint8)


def _with_replacement(rng: np.random.Generator, n: int, count: int, _: float) -> NDArray[np.uint8]:
    return _resampled(rng, n, n, count)


def _from_copies(
    rng: np.random.Generator, n: int, count: int, population: float
) -> NDArray[np.uint8]:
    """Draws without replacement from the units, repeated in random order up to the population."""
    whole, rest = divmod(int(population), n)
    copies = np.full(n, whole)
    copies[rng.permutation(n)[:rest]] += 1
    drawn = rng.multivariate_hypergeometric(copies, n, size=count, method="marginals")
    return np.minimum(drawn.T, _SMALL_COUNT).astype(np.uint8)


def _brr(units: _Units, options: _Options) -> _Made:
    return _fay(units, _Options(options.count, 0.0, options.seed))


def _fay(units: _Units, options: _Options) -> _Made:
    if (units.size != _PAIR).any():
        stratum = int(np.argmax(units.size != _PAIR))
        message = (
            f"kind: found a stratum of {units.size[stratum]:g} units, must be two in every "
            "stratum. Choose 'jkn' or 'bootstrap'."
        )
        raise StatisticsError(message)
    signs = hadamard(units.size.size + 1)[1 : units.size.size + 1]
    by_stratum = np.lexsort((units.order, units.stratum))
    second = np.empty(by_stratum.size, dtype=np.bool_)
    second[by_stratum] = np.arange(by_stratum.size) % _PAIR == 1
    taken = (signs[units.stratum] > 0) == second[:, None]
    count = signs.shape[1]
    factors = np.full(count, 1 / (count * (1 - options.rho) ** 2))
    return _Made(np.where(taken, 2 - options.rho, options.rho), factors)


_DRAWS: dict[bool, Callable[[np.random.Generator, int, int, float], NDArray[np.uint8]]] = {
    False: _with_replacement,
    True: _from_copies,
}
_KINDS: dict[str, Callable[[_Units, _Options], _Made]] = {
    "bootstrap": _bootstrap,
    "subbootstrap": _subbootstrap,
    "jk1": _jk1,
    "jkn": _jkn,
    "brr": _brr,
    "fay": _fay,
}
