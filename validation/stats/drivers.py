"""The columns of a regression: an outcome, and drivers as numbers or as levels."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Coded, Codes, Floats, Mask, coded, numbers
from validation.stats.design import Design
from validation.stats.estimation import domain
from validation.stats.triangles import triangle_of


@runtime_checkable
class NamedColumns(Protocol):
    """Named columns: a mapping, or a pandas DataFrame."""

    def items(self) -> Iterable[tuple[Hashable, ArrayLike]]:
        """Return every name with its column."""


Drivers = NamedColumns | ArrayLike

INTERCEPT = "intercept"

_SINGULAR = 1e-9  # what a column adds to those before it, as a share of its length
_MATRIX = 2  # dimensions


@dataclass(frozen=True, slots=True)
class Term:
    """One driver: the names of its coefficients and their columns, for the rows in use."""

    name: str
    names: tuple[str, ...]
    columns: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """Outcome, drivers and weights of those who answered all of them."""

    design: Design
    inside: Mask
    y: Floats
    terms: tuple[Term, ...]
    n_missing: int
    weights: Floats

    @property
    def matrix(self) -> Floats:
        """Ones, then the columns of every term, (rows in use, p)."""
        ones = np.ones((self.y.size, 1))
        return np.hstack([ones, *(term.columns for term in self.terms)])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all coefficients."""
        return (INTERCEPT, *(name for term in self.terms for name in term.names))

    def places(self, term: Term) -> Codes:
        """Return where the coefficients of a term stand among all."""
        names = self.names
        return np.array([names.index(name) for name in term.names], dtype=np.intp)

    def spread(self, values: Floats) -> Floats:
        """Return values of the rows in use as values of all rows, 0 elsewhere."""
        full = np.zeros((self.design.n, *values.shape[1:]))
        full[self.inside] = values
        return full


def build_model(
    design: Design,
    y: ArrayLike,
    drivers: Drivers,
    reference: Mapping[str, Hashable],
    where: ArrayLike | None,
) -> Model:
    """Return the model of those in the domain who answered everything.

    Raises:
        StatisticsError: No driver, a driver that repeats others, or too few answers.
    """
    outcome = numbers(y, design.n, "y")
    raw = _read_drivers(drivers, reference, design.n)
    answered = [~np.isnan(outcome), *(_answered(column) for column in raw.values())]
    wanted = domain(design, where)
    inside = domain(design, where, *answered)
    terms = tuple(_term(name, column, inside, reference) for name, column in raw.items())
    n_missing = int(np.count_nonzero(wanted)) - int(np.count_nonzero(inside))
    model = Model(design, inside, outcome[inside], terms, n_missing, design.weights[inside])
    check_rank(model)
    return model


def _read_drivers(
    drivers: Drivers, reference: Mapping[str, Hashable], n: int
) -> dict[str, Floats | Coded]:
    named = {str(name): column for name, column in _columns(drivers).items()}
    unknown = [name for name in reference if name not in named]
    if not named or unknown or INTERCEPT in named:
        found = f"a reference for {unknown[0]!r}" if unknown else f"{list(named)}"
        message = (
            f"drivers: found {found}, must be one named column or more, none called "
            f"{INTERCEPT!r}, and references of these columns."
        )
        raise StatisticsError(message)
    return {name: _read(name, column, name in reference, n) for name, column in named.items()}


def _columns(drivers: Drivers) -> NamedColumns:
    if isinstance(drivers, NamedColumns):
        return drivers
    columns = np.asarray(drivers)
    if columns.ndim != _MATRIX:
        message = (
            f"drivers: found shape {columns.shape}, must be a mapping of columns or (n, k) numbers."
        )
        raise StatisticsError(message)
    return {f"x{number + 1}": columns[:, number] for number in range(columns.shape[1])}


def _read(name: str, values: ArrayLike, has_reference: bool, n: int) -> Floats | Coded:  # noqa: FBT001 - a column is of levels or of numbers
    column = np.asarray(values)
    if has_reference or column.dtype.kind not in "iufb":
        return coded(column, n, name)
    return numbers(column, n, name)


def _answered(column: Floats | Coded) -> Mask:
    if isinstance(column, Coded):
        return np.asarray(column.codes >= 0, dtype=np.bool_)
    return np.asarray(~np.isnan(column), dtype=np.bool_)


def _term(
    name: str, column: Floats | Coded, inside: Mask, reference: Mapping[str, Hashable]
) -> Term:
    if not isinstance(column, Coded):
        return Term(name, (name,), column[inside][:, None])
    codes = column.codes[inside]
    present = np.unique(codes).tolist()
    levels = [column.levels[code] for code in present]
    base = reference.get(name, levels[0])
    if base not in levels:
        message = f"{name}: found the reference {base!r}, must be one of {levels}."
        raise StatisticsError(message)
    if len(levels) == 1:
        message = f"{name}: found {levels[0]!r} for everybody, must be two levels or more."
        raise StatisticsError(message)
    others = [code for code in present if column.levels[code] != base]
    names = tuple(f"{name}: {_written(column.levels[code])}" for code in others)
    return Term(name, names, (codes[:, None] == np.array(others)).astype(np.float64))


def _written(level: Hashable) -> str:
    return f"{level:g}" if isinstance(level, float) else str(level)


def check_rank(model: Model) -> None:
    """Raises StatisticsError where a driver adds nothing, or there are too few answers."""
    matrix, names = model.matrix, model.names
    if len(set(names)) < len(names):
        message = f"drivers: found a name twice in {names}, must differ. Rename a driver."
        raise StatisticsError(message)
    if model.y.size <= len(names):
        message = (
            f"drivers: found {model.y.size} complete answers for {len(names)} coefficients, must "
            "be more answers. Leave drivers out."
        )
        raise StatisticsError(message)
    root = np.sqrt(model.weights)
    matrix[:, 1:] -= np.average(matrix[:, 1:], axis=0, weights=model.weights)
    # the diagonal of R: how far a column is from those before it
    triangle = triangle_of(matrix, root)
    own, base = np.abs(np.diag(triangle)), np.linalg.norm(triangle, axis=0)
    astray = np.flatnonzero(own <= _SINGULAR * np.where(base > 0, base, 1.0))
    if astray.size:
        message = (
            f"drivers: found that {names[astray[0]]!r} is the same for everybody or follows from "
            "the drivers before it, must add something of its own. Leave it out."
        )
        raise StatisticsError(message)
