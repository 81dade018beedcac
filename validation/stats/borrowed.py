"""What statsmodels computes for us, loaded when it is asked for: it takes seconds to load."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from validation.stats.arrays import Floats
from validation.stats.triangles import triangle_of

_ROUNDS = 60
_NEWTON = 12  # steps; who needs more is on the way to separation
_STEP = 1e-10  # coefficients of columns of size 1 that move less have arrived


@dataclass(frozen=True, slots=True)
class Fitted:
    """Coefficients of a generalised linear model, the means it gives, and how well they fit."""

    coefficients: Floats
    mean: Floats
    deviance: float
    null_deviance: float
    converged: bool


def fit_gaussian(y: Floats, columns: Floats, weights: Floats) -> Fitted:
    """Return the weighted least-squares fit of y on the columns."""
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - loads for seconds

    # the triangle of QR has the normal equations of all rows, in as many as there are columns
    triangle = triangle_of(np.column_stack([columns, y]), np.sqrt(weights))
    coefficients = np.asarray(OLS(triangle[:, -1], triangle[:, :-1]).fit().params)
    mean: Floats = columns @ coefficients
    null = weights @ (y - np.average(y, weights=weights)) ** 2
    return Fitted(coefficients, mean, float(weights @ (y - mean) ** 2), float(null), converged=True)


def fit_binomial(y: Floats, columns: Floats, weights: Floats) -> Fitted:
    """Return the weighted fit of a y of 0 and 1 on the columns, with the logit link."""
    from statsmodels.genmod.families import Binomial  # noqa: PLC0415 - loads for seconds
    from statsmodels.genmod.generalized_linear_model import GLM  # noqa: PLC0415 - loads for seconds

    model = GLM(y, columns, family=Binomial(), var_weights=weights)
    with warnings.catch_warnings():
        # what it warns of (separation, no convergence) is looked at by the caller
        warnings.simplefilter("ignore")
        coefficients, converged = _by_newton(model)
        if not converged:
            found = model.fit(maxiter=_ROUNDS, tol=_STEP, tol_criterion="params")
            coefficients, converged = np.asarray(found.params), bool(found.converged)
    score: Floats = columns @ coefficients
    share = np.average(y, weights=weights)
    null = -2 * weights.sum() * (share * np.log(share) + (1 - share) * np.log1p(-share))
    deviance = 2 * (weights @ (np.logaddexp(0, score) - y * score))
    mean = np.exp(-np.logaddexp(0, -score))
    return Fitted(coefficients, mean, float(deviance), float(null), converged)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Return p-values adjusted by Benjamini & Hochberg (1995)."""
    from statsmodels.stats.multitest import multipletests  # noqa: PLC0415 - loads for seconds

    return np.asarray(multipletests(p_values, method="fdr_bh")[1])


def _by_newton(model: Any) -> tuple[Floats, bool]:  # noqa: ANN401 - of statsmodels, without types
    """Coefficients by Newton's steps, without singular values of all rows, if these arrive."""
    start = np.zeros(model.exog.shape[1])
    try:
        found = model.fit(
            start_params=start, method="newton", max_start_irls=0, tol=_STEP, maxiter=_NEWTON,
            ridge_factor=0, disp=0,
        )  # fmt: skip
    except np.linalg.LinAlgError:
        return start, False
    coefficients = np.asarray(found.params)
    return coefficients, found.mle_retvals["converged"] and bool(np.isfinite(coefficients).all())
