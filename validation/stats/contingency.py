"""Two categorical columns: tests of independence and Cramér's V."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, crossed, numbered
from validation.stats.design import Design
from validation.stats.distributions import f_above
from validation.stats.estimation import domain
from validation.stats.quadratic import wald_statistic
from validation.stats.rao_scott import check_df, first_order_chi_square, second_order_f
from validation.stats.results import TestResult
from validation.stats.smooth import Smooth, portions, totals

Statistic = Literal["F", "Chisq", "Wald", "adjWald"]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Weighted shares of the cells; rows and columns without anybody are left out."""

    design: Design
    inside: Mask
    cell: Codes  # of each row, -1 outside
    size: int  # cell codes there are, and which of them are in the table
    kept: Codes
    shares: Floats  # (r, c)
    weight: float

    @property
    def n(self) -> int:
        """Respondents in the domain."""
        return self.design.count(self.inside)

    @property
    def df(self) -> int:
        """Degrees of freedom of the domain."""
        return self.design.domain_df(self.inside)

    @property
    def degrees(self) -> int:
        """Interactions of rows and columns."""
        return int((self.shares.shape[0] - 1) * (self.shares.shape[1] - 1))

    @property
    def expected(self) -> Floats:
        """Shares of the cells if rows and columns were independent (r, c)."""
        return np.outer(self.shares.sum(axis=1), self.shares.sum(axis=0))

    @property
    def phi_square(self) -> float:
        """Pearson's statistic over the number of rows."""
        return float(((self.shares - self.expected) ** 2 / self.expected).sum())

    def by_code(self, of_cell: Floats) -> Floats:
        """Return values of the table's cells as values of the cell codes, a unit of weight."""
        values = np.zeros((self.size, of_cell.shape[1]))
        values[self.kept] = of_cell / self.weight
        return values

    def of_counts(self, of_cell: Floats) -> Smooth:
        """Return sums over the cells of their weight times a value, a unit of all weight."""
        values = self.by_code(of_cell)
        return Smooth(self.cell, (None,), values[:, None, :], partial(_weighed, values=values))

    def of_shares(self, of_cell: Floats) -> Smooth:
        """Return sums over the cells of their share times a value."""
        slopes = self.by_code(self.centred(of_cell))
        formula = partial(_shared, values=self.by_code(of_cell) * self.weight)
        return Smooth(self.cell, (None,), slopes[:, None, :], formula)

    def centred(self, of_cell: Floats) -> Floats:
        """Return the same minus their mean: the influence of the sum of share times value."""
        centred: Floats = of_cell - self.shares.ravel() @ of_cell
        return centred


def chi_square(
    design: Design,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    statistic: Statistic = "F",
    where: ArrayLike | None = None,
) -> TestResult:
    """Return a test of two categorical columns being independent.

    `F` and `Chisq` are Pearson's statistic with the second- and first-order correction of Rao &
    Scott (1984), `Wald` and `adjWald` the Wald test on the cells (Koch, Freeman & Freeman 1975)
    and its adjustment for few units; names and numbers are those of R's svychisq. Rows with a
    negative code or NaN in either column are outside the domain. Complete dependence leaves no
    variance: there `F` is infinite, and its p-value as that of `Chisq` 0.

    Raises:
        StatisticsError: A column with one level only, or a domain with too few units.

    >>> chi_square(Design(8), [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1]).df_num
    1.0
    """
    if statistic not in _STATISTICS:
        message = f"statistic: found {statistic!r}, must be one of {', '.join(_STATISTICS)}."
        raise StatisticsError(message)
    table = cross_table(design, rows, columns, where)
    check_df(table.df)
    return _STATISTICS[statistic](table)


def cross_table(
    design: Design, rows: ArrayLike, columns: ArrayLike, where: ArrayLike | None
) -> CrossTable:
    """Return the weighted table of two categorical columns in a domain.

    Raises:
        StatisticsError: A column with one level only in the domain.
    """
    first, n_rows = numbered(rows, design.n, "rows")
    second, n_columns = numbered(columns, design.n, "columns")
    inside = domain(design, where, first >= 0, second >= 0)
    cell = crossed(first, second, n_columns, inside)
    size, shape = n_rows * n_columns, (n_rows, n_columns)
    counted = Smooth(cell, (None,), np.zeros((size, 1, 0)), totals)
    counts = design.sums(counted).reshape(shape)
    used = np.ix_(counts.any(axis=1), counts.any(axis=0))
    weight = float(counts.sum())
    shares = counts[used] / weight
    for name, levels in zip(("rows", "columns"), shares.shape, strict=True):
        if levels == 1:
            message = f"{name}: found one level in the domain, must be two at least."
            raise StatisticsError(message)
    kept = np.arange(size).reshape(shape)[used].ravel()
    return CrossTable(design, inside, cell, size, kept, shares, weight)


def _second_order(table: CrossTable) -> TestResult:
    return second_order_f(table.n * table.phi_square, design_effects(table), table.df)


def _first_order(table: CrossTable) -> TestResult:
    return first_order_chi_square(table.n * table.phi_square, design_effects(table), table.df)


def design_effects(table: CrossTable) -> Floats:
    """Return generalised design effects: the interactions' covariance over a simple sample's."""
    shares = table.shares.ravel()
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    interactions = np.kron(*(_sum_contrasts(levels) for levels in table.shares.shape))
    scaled = inverse[:, None] * interactions
    plain = interactions.T @ scaled / table.n
    complex_ = table.design.covariance_of(table.of_shares(scaled))
    delta: Floats = np.linalg.pinv(plain, hermitian=True) @ complex_
    return delta


def _sum_contrasts(levels: int) -> Floats:
    return np.vstack([np.eye(levels - 1), -np.ones((1, levels - 1))])


def _wald(table: CrossTable) -> TestResult:
    statistic = _wald_statistic(table) / table.degrees
    p_value = f_above(statistic, table.degrees, table.df)
    return TestResult(statistic, float(table.degrees), table.df, p_value)


def _adjusted_wald(table: CrossTable) -> TestResult:
    df = table.df - table.degrees + 1
    if df < 1:
        message = (
            f"statistic: found {table.df} degrees of freedom for {table.degrees} contrasts, "
            "must be as many at least. Choose 'F'."
        )
        raise StatisticsError(message)
    statistic = _wald_statistic(table) * df / (table.degrees * table.df)
    p_value = f_above(statistic, table.degrees, df)
    return TestResult(statistic, float(table.degrees), df, p_value)


def _wald_statistic(table: CrossTable) -> float:
    """Wald statistic of observed minus expected counts without first row and column."""
    rows, columns = table.shares.sum(axis=1), table.shares.sum(axis=0)
    # of counts, not shares, as in R: the influence of the number of people stays in
    of_row = np.eye(rows.size)[:, 1:] - rows[1:]
    of_column = np.eye(columns.size)[:, 1:] - columns[1:]
    gaps = (table.shares - table.expected)[1:, 1:].ravel()
    covariance = table.design.covariance_of(table.of_counts(np.kron(of_row, of_column)))
    return wald_statistic(gaps, covariance)


def _weighed(sums: Floats, values: Floats) -> Floats:
    return sums[:, :, 0] @ values


def _shared(sums: Floats, values: Floats) -> Floats:
    return portions(sums) @ values


_STATISTICS: dict[str, Callable[[CrossTable], TestResult]] = {
    "F": _second_order,
    "Chisq": _first_order,
    "Wald": _wald,
    "adjWald": _adjusted_wald,
}
