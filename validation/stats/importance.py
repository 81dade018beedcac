"""What drivers weigh: standardised coefficients and shares of R-squared, with influence values.

R-squared of any set of drivers is a function of the weighted covariance matrix. With residuals e
of the set, its derivative by the weight of a row is ((1 - R2) y^2 - e^2) / (W var(y)), a quadratic
form of the centred row; so the matrices of the forms are averaged, never the rows.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from validation.errors import StatisticsError
from validation.stats.arrays import Codes, Floats
from validation.stats.drivers import Model

Slopes = tuple[float, Floats]  # a value and its influence values

_MOST_DRIVERS = 12  # 4,096 sets


@dataclass(frozen=True, slots=True)
class _Moments:
    """Centred rows, outcome first, and their weighted covariance."""

    rows: Floats
    share: Floats  # weight of a row over the weight of all
    covariance: Floats


def standardised_points(
    model: Model, coefficients: Floats, influence: Floats, *, of_outcome: bool
) -> Iterator[Slopes]:
    """Yield each driver's coefficient times its standard deviation, over that of the outcome."""
    moments = _moments(model)
    scale, change = _deviation(moments, 0) if of_outcome else (1.0, np.zeros(model.y.size))
    for at in range(1, coefficients.size):
        size, growth = _deviation(moments, at)
        value = float(coefficients[at]) * size / scale
        relative = growth / size - change / scale
        yield value, influence[:, at] * size / scale + model.spread(value * relative)


def relative_importance(model: Model) -> Iterator[Slopes]:
    """Yield each driver's gain in R-squared, averaged over the orders of the drivers.

    Raises:
        StatisticsError: More drivers than there is time for.
    """
    count = len(model.terms)
    if count > _MOST_DRIVERS:
        message = (
            f"importance: found {count} drivers, must be {_MOST_DRIVERS} at most, since all their "
            "sets are compared. Leave some out, or join them in one score."
        )
        raise StatisticsError(message)
    moments = _moments(model)
    values, forms = _shares(moments.covariance, [model.places(term) for term in model.terms])
    base = moments.covariance[0, 0]
    for value, form in zip(values.tolist(), forms, strict=True):
        slope = moments.share * ((moments.rows @ form) * moments.rows).sum(axis=1) / base
        yield value, model.spread(slope)


def standardised_values(model: Model, coefficients: Floats, *, of_outcome: bool) -> Floats:
    """Return the values of `standardised_points` alone."""
    sizes = np.sqrt(np.diag(_moments(model).covariance))
    values: Floats = coefficients[1:] * sizes[1:] / (sizes[0] if of_outcome else 1.0)
    return values


def importance_values(model: Model) -> Floats:
    """Return the values of `relative_importance` alone."""
    places = [model.places(term) for term in model.terms]
    return _shares(_moments(model).covariance, places)[0]


def _shares(covariance: Floats, places: Sequence[Codes]) -> tuple[Floats, Floats]:
    """Shapley's value of every driver, and the matrix of the quadratic form of its influence."""
    count, size = len(places), covariance.shape[0]
    values, forms = np.zeros(count), np.zeros((count, size, size))
    for chosen in range(2**count):
        members = [at for at in range(count) if chosen >> at & 1]
        explained, form = _explained(covariance, [places[at] for at in members])
        weights = _shapley_weights(members, count)
        values += weights * explained
        forms += weights[:, None, None] * form
    return values, forms


def _explained(covariance: Floats, places: Sequence[Codes]) -> tuple[float, Floats]:
    residual = np.zeros(covariance.shape[0])
    residual[0] = 1.0
    if places:
        used = np.concatenate(places)
        residual[used] = -np.linalg.solve(covariance[np.ix_(used, used)], covariance[used, 0])
    left = float(covariance[0] @ residual) / float(covariance[0, 0])
    form = -np.outer(residual, residual)
    form[0, 0] += left
    return 1 - left, form


def _shapley_weights(members: Sequence[int], count: int) -> Floats:
    """Share of the orders in which this set stands just after (+) or before (-) each driver."""
    size, orders = len(members), math.factorial(count)
    after = math.factorial(max(size - 1, 0)) * math.factorial(count - size) / orders
    before = math.factorial(size) * math.factorial(max(count - size - 1, 0)) / orders
    weights = np.full(count, -before)
    weights[list(members)] = after
    return weights


def _moments(model: Model) -> _Moments:
    rows = model.matrix
    rows[:, 0] = model.y
    share = model.weights / model.weights.sum()
    rows = rows - share @ rows
    return _Moments(rows, share, (rows * share[:, None]).T @ rows)


def _deviation(moments: _Moments, at: int) -> Slopes:
    variance = float(moments.covariance[at, at])
    size = math.sqrt(variance)
    return size, moments.share * (moments.rows[:, at] ** 2 - variance) / (2 * size)
