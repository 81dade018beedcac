"""Regression of an outcome on drivers under the design.

Coefficients are those of the weighted generalised linear model (statsmodels); their covariance is
the linearised one of Binder (1983), from the influence values of the weighted scores. Degrees of
freedom are those of the design less the number of drivers' coefficients, as the R function svyglm
takes them.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from validation.errors import StatisticsError
from validation.stats.arrays import Floats
from validation.stats.borrowed import Fitted, fit_binomial, fit_gaussian
from validation.stats.design import Design
from validation.stats.distributions import f_above
from validation.stats.drivers import Drivers, Model, build_model
from validation.stats.estimation import Point, estimates_of
from validation.stats.importance import (
    importance_values,
    relative_importance,
    standardised_points,
    standardised_values,
)
from validation.stats.pivots import interval
from validation.stats.quadratic import wald_statistic
from validation.stats.refitting import refitted
from validation.stats.results import Estimate, Estimates, TestResult
from validation.stats.triangles import triangle_of

Family = Literal["linear", "logistic"]

_CERTAIN = 1e-10  # fitted probabilities this near to 0 or 1 come from separation
_NO_REFERENCE: Mapping[str, Hashable] = MappingProxyType({})
_POSITIVE = (0.0, np.inf)
_SHARE = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients of drivers, with what can be asked of them.

    `coefficients` has the level "intercept", a level a numeric driver, and "driver: level" for
    every level but the reference. `r_squared` is the weighted share of explained variance, for a
    logistic regression that of explained deviance (McFadden 1974). `n_missing` were left out for
    want of an answer.
    """

    family: Family
    coefficients: Estimates
    r_squared: float
    n: int
    n_missing: int
    model: Model = field(repr=False, compare=False)

    @property
    def df(self) -> float:
        """Degrees of freedom left for tests."""
        return self.coefficients.df

    def test(self, *drivers: str) -> TestResult:
        """Return the Wald test of all coefficients of the drivers being zero.

        F is Wald's statistic over the number of coefficients; names and numbers are those of the
        R function regTermTest.

        Raises:
            StatisticsError: A driver that is not in the model, or no degrees of freedom.
        """
        terms = {term.name: term for term in self.model.terms}
        unknown = [name for name in drivers if name not in terms]
        if unknown or not drivers:
            message = f"drivers: found {unknown}, must be of {list(terms)}, one at least."
            raise StatisticsError(message)
        if self.df < 1:
            message = (
                f"drivers: found {self.df} degrees of freedom left, must be 1 at least. "
                "Leave drivers out."
            )
            raise StatisticsError(message)
        at = np.concatenate([self.model.places(terms[name]) for name in dict.fromkeys(drivers)])
        values, covariance = self.coefficients.estimate[at], self.coefficients.covariance
        statistic = wald_statistic(values, covariance[np.ix_(at, at)]) / at.size
        return TestResult(statistic, at.size, self.df, f_above(statistic, at.size, self.df))

    def odds_ratios(self) -> Estimates:
        """Return the odds ratios of a logistic regression, with intervals from the log scale.

        Raises:
            StatisticsError: The regression is linear.
        """
        self._check_family("logistic", "odds ratios")
        points = [
            Point(
                np.exp(part.estimate),
                np.exp(part.estimate) * part.source.rows(self.model.design),
                self.model.inside,
                "log",
                _POSITIVE,
            )
            for part in self.coefficients
        ]
        points = refitted(self.model, points[1:], lambda model: np.exp(self._again(model)[1:]))
        return self._estimates(self.model.names[1:], points)

    def standardised(self) -> Estimates:
        """Return the coefficients per standard deviation of the driver.

        In a linear regression they are in standard deviations of the outcome. The standard errors
        know that the standard deviations are estimated.
        """
        influence = np.column_stack(
            [part.source.rows(self.model.design) for part in self.coefficients]
        )
        of_outcome = self.family == "linear"
        found = standardised_points(
            self.model, self.coefficients.estimate, influence, of_outcome=of_outcome
        )
        points = refitted(
            self.model,
            [Point(value, slope, self.model.inside) for value, slope in found],
            lambda model: standardised_values(model, self._again(model), of_outcome=of_outcome),
        )
        return self._estimates(self.model.names[1:], points)

    def importance(self) -> Estimates:
        """Return the share of R-squared that each driver explains; they add up to R-squared.

        A driver's share is what it adds to R-squared, averaged over all orders in which the
        drivers may enter (Lindeman, Merenda & Gold 1980; Grömping 2006). It is a description of
        drivers that go together, not of what a change of one would bring.

        Raises:
            StatisticsError: The regression is logistic, or has too many drivers.
        """
        self._check_family("linear", "importance")
        found = relative_importance(self.model)
        points = [
            Point(value, slope, self.model.inside, "bounded", _SHARE) for value, slope in found
        ]
        points = refitted(self.model, points, importance_values)
        return self._estimates(tuple(term.name for term in self.model.terms), points)

    def _again(self, model: Model) -> Floats:
        return _FAMILIES[self.family](model)[0]

    def _check_family(self, wanted: Family, what: str) -> None:
        if self.family != wanted:
            message = f"{what}: found a {self.family} regression, must be {wanted}."
            raise StatisticsError(message)

    def _estimates(self, names: tuple[str, ...], points: list[Point]) -> Estimates:
        confidence = self.coefficients.parts[0].confidence
        return _with_df(estimates_of(self.model.design, names, points, confidence), self.df)


def regression(  # noqa: PLR0913 - public contract: data, family, options
    design: Design,
    y: ArrayLike,
    drivers: Drivers,
    *,
    family: Family = "linear",
    reference: Mapping[str, Hashable] = _NO_REFERENCE,
    where: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Regression:
    """Return the weighted linear or logistic regression of y on the drivers.

    Those who did not answer y or a driver are left out and counted.

    Args:
        design: How the rows were sampled.
        y: Numbers; 0, 1 or booleans in a logistic regression.
        drivers: A column a name, such as a DataFrame. Texts are levels, numbers are numbers
            unless they have a reference. An (n, k) array has drivers x1, x2 …
        family: linear or logistic.
        reference: The level of a driver that the others are compared with; else the first.
        where: The domain.
        confidence: Of the intervals.

    Raises:
        StatisticsError: Drivers that repeat each other, an outcome without variation, or one
            that the drivers tell with certainty (separation).

    >>> satisfied = regression(Design(5), [2, 4, 5, 4, 5], {"visits": [1, 2, 3, 4, 5]})
    >>> satisfied.coefficients.estimate.round(3)
    array([2.2, 0.6])
    >>> round(satisfied.r_squared, 3)
    0.6
    """
    if family not in _FAMILIES:
        message = f"family: found {family!r}, must be one of {', '.join(_FAMILIES)}."
        raise StatisticsError(message)
    model = build_model(design, y, drivers, reference, where)
    if model.y.min() == model.y.max():
        message = f"y: found {model.y[0]:g} for everybody, must vary to be explained."
        raise StatisticsError(message)
    coefficients, fitted, slope = _FAMILIES[family](model)
    points = refitted(
        model,
        _points(model, coefficients, fitted.mean, slope),
        lambda model: _FAMILIES[family](model)[0],
    )
    found = estimates_of(design, model.names, points, confidence)
    r_squared = 1 - fitted.deviance / fitted.null_deviance
    n = int(model.y.size)
    df = found.df - (len(model.names) - 1)
    return Regression(family, _with_df(found, df), r_squared, n, model.n_missing, model)


def _linear(model: Model) -> tuple[Floats, Fitted, Floats]:
    coefficients, fitted = _fit(model, fit_gaussian)
    return coefficients, fitted, np.ones(model.y.size)


def _logistic(model: Model) -> tuple[Floats, Fitted, Floats]:
    if not np.isin(model.y, (0, 1)).all():
        message = "y: found other numbers than 0 and 1, must be a yes or no. Write a comparison."
        raise StatisticsError(message)
    coefficients, fitted = _fit(model, fit_binomial)
    slope = fitted.mean * (1 - fitted.mean)
    if not fitted.converged or slope.min() < _CERTAIN:
        message = (
            "y: found that the drivers tell it with certainty for some (separation), must not. "
            "Leave out the driver, or join the level, of which all answered alike."
        )
        raise StatisticsError(message)
    return coefficients, fitted, slope


def _fit(model: Model, fit: Callable[[Floats, Floats, Floats], Fitted]) -> tuple[Floats, Fitted]:
    """Fits centred columns of size 1, whatever the drivers are measured in."""
    matrix, weights = model.matrix, model.weights
    centre, size = np.average(matrix, axis=0, weights=weights), matrix.std(axis=0)
    centre[0], size[0] = 0.0, 1.0
    fitted = fit(model.y, (matrix - centre) / size, weights / weights.mean())
    coefficients = fitted.coefficients / size
    coefficients[0] -= coefficients @ centre
    return coefficients, fitted


def _points(model: Model, coefficients: Floats, mean: Floats, slope: Floats) -> list[Point]:
    matrix, weights = model.matrix, model.weights
    # solved by the triangle of QR: the information squares what columns have in common
    inverse = np.linalg.inv(triangle_of(matrix, np.sqrt(weights * slope)))
    scores = matrix * (weights * (model.y - mean))[:, None]
    influence = model.spread(scores @ (inverse @ inverse.T))
    return [
        Point(float(value), influence[:, at], model.inside) for at, value in enumerate(coefficients)
    ]


def _with_df(estimates: Estimates, df: float) -> Estimates:
    parts = tuple(_part_with_df(part, df) for part in estimates)
    return replace(estimates, parts=parts, df=df)


def _part_with_df(part: Estimate, df: float) -> Estimate:
    pivot = replace(part.pivot, df=df)
    low, high = interval(pivot, part.confidence)
    return replace(part, df=df, ci_low=low, ci_high=high, pivot=pivot)


_FAMILIES: dict[str, Callable[[Model], tuple[Floats, Fitted, Floats]]] = {
    "linear": _linear,
    "logistic": _logistic,
}
