"""What statsmodels computes for us, loaded when it is asked for: it takes seconds to load."""

import warnings
from dataclasses import dataclass

import numpy as np

from validation.stats.arrays import Floats

_ROUNDS = 60
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
    from statsmodels.genmod.families import Gaussian  # noqa: PLC0415 - loads for seconds

    return _fit(y, columns, weights, Gaussian())


def fit_binomial(y: Floats, columns: Floats, weights: Floats) -> Fitted:
    """Return the weighted fit of a y of 0 and 1 on the columns, with the logit link."""
    from statsmodels.genmod.families import Binomial  # noqa: PLC0415 - loads for seconds

    return _fit(y, columns, weights, Binomial())


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Return p-values adjusted by Benjamini & Hochberg (1995)."""
    from statsmodels.stats.multitest import multipletests  # noqa: PLC0415 - loads for seconds

    return np.asarray(multipletests(p_values, method="fdr_bh")[1])


def _fit(y: Floats, columns: Floats, weights: Floats, family: object) -> Fitted:
    from statsmodels.genmod.generalized_linear_model import GLM  # noqa: PLC0415 - loads for seconds

    model = GLM(y, columns, family=family, var_weights=weights)
    with warnings.catch_warnings():
        # what it warns of (separation, no convergence) is looked at by the caller
        warnings.simplefilter("ignore")
        found = model.fit(maxiter=_ROUNDS, tol=_STEP, tol_criterion="params")
        null = float(found.null_deviance)
    mean = np.asarray(found.fittedvalues)
    return Fitted(np.asarray(found.params), mean, float(found.deviance), null, found.converged)
