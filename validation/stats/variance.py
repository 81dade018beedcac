"""Variance of a total under stratified, one- or many-stage cluster sampling.

The estimator is the one of Särndal, Swensson & Wretman (1992, section 4.3) for stages that are
sampled independently: with n of N units in a stratum, it is (1 - n/N) n/(n-1) times the sum of
squared deviations of the unit totals; a later stage enters times the sampling fractions of
the stages before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats, Mask, from_one, row_sums, smallest

Lonely = Literal["fail", "adjust", "average", "certainty", "remove"]

_CENSUS = 1e-7  # a stratum of which less than this share is left out has no sampling error

_SHOWN = 5  # names in a message
_TABLE, _SMALL_TABLE = 2, 10_000  # cells a row, above which a table is no shortcut


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of sampling: which unit a row is in, and what each stratum's deviations weigh."""

    unit: Codes | None  # None: every row is a unit
    stratum: Codes  # of each unit
    size: Floats  # units sampled, a stratum
    factor: Floats
    centred: Mask
    population: Floats  # units there are, infinite where that is not known

    def covariance(self, influence: Floats) -> Floats:
        """Return what this stage adds to the covariance of the sums of `influence`."""
        totals = influence
        if self.unit is not None:
            totals = row_sums(influence, self.unit, self.stratum.size)
        return self._of_totals(totals)

    def covariance_by_code(
        self, weights: Floats, squares: Floats, table: Floats | None, coded: tuple[Codes, Floats]
    ) -> Floats:
        """Return the same for influence values weights * values[codes], 0 where the code is -1.

        Answers have few levels: sums of w a stratum and code, and of `squares` a code, say it all.
        `table` holds the first, if they are known.
        """
        codes, values = coded
        if not self.is_table_small(codes.size, values.shape[0]):
            return self.covariance(spread_codes(weights, codes, values))
        known = self.table(weights, codes, values.shape[0]) if table is None else table
        sums = known @ values
        if self.unit is not None:
            return self._of_totals(sums)
        by_code = np.bincount(from_one(codes), weights=squares, minlength=values.shape[0] + 1)[1:]
        between = (self.factor * self.centred / self.size)[:, None] * sums
        covariance: Floats = (by_code[:, None] * values).T @ values - between.T @ sums
        return covariance

    def is_table_small(self, rows: int, levels: int) -> bool:
        """Whether a table of strata (or units) and codes is a shortcut."""
        groups = self.size.size if self.unit is None else self.stratum.size
        return bool(groups * (levels + 1) <= _TABLE * rows + _SMALL_TABLE)

    def squares(self, weights: Floats) -> Floats:
        """Return the squared weights times what their stratum's deviations weigh."""
        if self.unit is not None:
            return weights
        squares: Floats = weights * weights
        squares *= self.factor[0] if self.factor.size == 1 else self.factor[self.stratum]
        return squares

    def table(self, weights: Floats, codes: Codes, levels: int) -> Floats:
        """Return the sum of the weights a stratum (or unit) and code, without code -1."""
        rows = self.stratum if self.unit is None else self.unit
        n_rows = self.size.size if self.unit is None else self.stratum.size
        keys = from_one(codes)
        if n_rows > 1:
            kind = smallest(n_rows * (levels + 1))
            keys = rows.astype(kind) * kind.type(levels + 1) + keys.astype(kind, copy=False)
        sums = np.bincount(keys, weights=weights, minlength=n_rows * (levels + 1))
        return np.asarray(sums, dtype=np.float64).reshape(n_rows, levels + 1)[:, 1:]

    def deviations(self, influence: Floats) -> Floats:
        """Return a row a unit, whose products with themselves are `covariance`."""
        totals = influence
        if self.unit is not None:
            totals = row_sums(influence, self.unit, self.stratum.size)
        return self._centred(totals) * np.sqrt(self.factor)[self.stratum][:, None]

    def _of_totals(self, totals: Floats) -> Floats:
        deviations = self._centred(totals)
        return (deviations * self.factor[self.stratum][:, None]).T @ deviations

    def _centred(self, totals: Floats) -> Floats:
        means = row_sums(totals, self.stratum, self.size.size) / self.size[:, None]
        means[~self.centred] = 0.0
        centred: Floats = totals - means[self.stratum]
        return centred


def spread_codes(weights: Floats, codes: Codes, values: Floats) -> Floats:
    """Return the (n, k) influence values weights * values[codes], 0 where the code is -1."""
    padded = np.vstack([values, np.zeros((1, values.shape[1]))])
    # column by column: an estimate's own influence lies together
    influence = np.empty((codes.size, values.shape[1]), order="F")
    for column in range(values.shape[1]):
        np.multiply(padded[:, column][codes], weights, out=influence[:, column])
    return influence


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many of how many units a stage took in each stratum, inside which earlier unit."""

    size: Floats
    population: Floats  # infinite: drawn with replacement, or as good as
    parent: Codes
    fraction: Floats  # product of the sampling fractions of the stages before

    @property
    def lonely(self) -> Mask:
        """Strata with one unit that is not the whole stratum, at a stage that counts."""
        sampled = (self._left_out >= _CENSUS) & (self.fraction > 0)
        return np.asarray((self.size == 1) & sampled, dtype=np.bool_)

    @property
    def _left_out(self) -> Floats:
        return np.maximum(1.0 - self.size / self.population, 0.0)

    @property
    def plain_factor(self) -> Floats:
        """(1 - n/N) n/(n-1), the last part 1 for a single unit."""
        spread = self.size / np.maximum(self.size - 1.0, 1.0)
        left_out = np.where(self._left_out < _CENSUS, 0.0, self._left_out)
        return self.fraction * left_out * spread


def stratum_factors(
    sampling: Sampling, lonely: Lonely, names: Sequence[str]
) -> tuple[Floats, Mask]:
    """Return each stratum's factor and whether its unit totals are centred.

    Strata with one unit are treated as R's option survey.lonely.psu defines it: `adjust` measures
    the unit from zero, `average` gives the stratum the mean contribution of the others,
    `certainty` and `remove` leave it out. In a domain, `average` is still over all strata; R takes
    those in which the domain occurs, so that its answer depends on how the domain is cut out. A
    stratum with one unit inside a domain, and more outside, is not alone (R:
    survey.adjust.domain.lonely=FALSE).

    Raises:
        StatisticsError: A stratum has one unit and no policy is chosen.
    """
    if lonely not in _POLICIES:
        message = f"lonely: found {lonely!r}, must be one of {', '.join(_POLICIES)}."
        raise StatisticsError(message)
    if not sampling.lonely.any():
        return sampling.plain_factor, np.ones(sampling.size.size, dtype=np.bool_)
    return _POLICIES[lonely](sampling, names)


def _fail(sampling: Sampling, names: Sequence[str]) -> tuple[Floats, Mask]:
    if sampling.size.size == 1:
        # one unit in all: no degrees of freedom, so that every interval stays open
        return _leave_out(sampling, names)
    alone = [name for name, lonely in zip(names, sampling.lonely, strict=True) if lonely]
    rest = len(alone) - _SHOWN
    shown = ", ".join(alone[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
    message = (
        f"strata: found one sampled unit in {shown}, must be two or more. Join it with "
        "another one, or choose lonely='adjust', 'average', 'certainty' or 'remove'."
    )
    raise StatisticsError(message)


def _adjust(sampling: Sampling, _: Sequence[str]) -> tuple[Floats, Mask]:
    return sampling.plain_factor, ~sampling.lonely


def _average(sampling: Sampling, _: Sequence[str]) -> tuple[Floats, Mask]:
    strata = np.bincount(sampling.parent)
    usable = np.bincount(sampling.parent, weights=~sampling.lonely)
    if (usable[sampling.parent] == 0).any():
        message = "strata: found one sampled unit in all of them; there is nothing to average."
        raise StatisticsError(message)
    factor = sampling.plain_factor * (strata / usable)[sampling.parent]
    factor[sampling.lonely] = 0.0
    return factor, np.ones(factor.size, dtype=np.bool_)


def _leave_out(sampling: Sampling, _: Sequence[str]) -> tuple[Floats, Mask]:
    factor = sampling.plain_factor
    factor[sampling.lonely] = 0.0
    return factor, np.ones(factor.size, dtype=np.bool_)


_POLICIES: dict[str, Callable[[Sampling, Sequence[str]], tuple[Floats, Mask]]] = {
    "fail": _fail,
    "adjust": _adjust,
    "average": _average,
    "certainty": _leave_out,
    "remove": _leave_out,
}
