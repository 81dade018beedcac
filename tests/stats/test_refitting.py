from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats

Tables = dict[str, dict[str, NDArray[Any]]]


def jackknife(tables: Tables) -> tuple[stats.ReplicateDesign, dict[str, NDArray[Any]]]:
    data = tables["apiclus1"]
    return stats.replicates(stats.Design(183, data["pw"], clusters=data["dnum"]), "jk1"), data


def test_a_linear_regression_is_fitted_again_with_every_replicate(tables: Tables) -> None:
    design, data = jackknife(tables)
    found = stats.regression(
        design, data["api00"], {"meals": data["meals"], "sch.wide": data["sch.wide"]}
    )
    # R: r <- as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, data = apiclus1), type = "JK1")
    # f <- svyglm(api00 ~ meals + sch.wide, r); SE(f); f$df.residual
    assert found.coefficients.se == pytest.approx(
        [18.830179898506, 0.329533992854, 13.598994258994], rel=1e-9
    )
    assert found.df == 12
    assert found.test("meals").p_value < 0.001


def test_a_logistic_regression_is_fitted_again_with_every_replicate(tables: Tables) -> None:
    design, data = jackknife(tables)
    drivers = {"api99": data["api99"], "ell": data["ell"]}
    found = stats.regression(design, data["awards"] == "Yes", drivers, family="logistic")
    # R: SE(svyglm(I(awards == 'Yes') ~ api99 + ell, r, family = quasibinomial(),
    # control = list(epsilon = 1e-14, maxit = 100)))
    assert found.coefficients.se == pytest.approx(
        [1.08771490789730, 0.00150980209526, 0.01266644884219], rel=1e-6
    )
    assert found.odds_ratios().se == pytest.approx(
        np.exp(found.coefficients.estimate[1:]) * found.coefficients.se[1:], rel=0.05
    )


def by_hand(design: stats.ReplicateDesign, values: Callable[[NDArray[Any]], Any]) -> Any:  # noqa: ANN401 - numbers
    found = np.array([values(weights) for weights in design.replicates.T])
    # JK1 of 15 units: scale 14 / 15 and the mean of the replicates as centre
    return np.sqrt(14 / 15 * ((found - found.mean(axis=0)) ** 2).sum(axis=0))


def test_what_drivers_weigh_is_computed_again_with_every_replicate(tables: Tables) -> None:
    design, data = jackknife(tables)
    drivers = {"ell": data["ell"], "meals": data["meals"]}
    found = stats.regression(design, data["api00"], drivers)

    def weighted(weights: NDArray[Any]) -> stats.Regression:
        return stats.regression(stats.Design(183, weights), data["api00"], drivers)

    assert found.importance().se == pytest.approx(
        by_hand(design, lambda weights: weighted(weights).importance().estimate), rel=1e-9
    )
    assert found.standardised().se == pytest.approx(
        by_hand(design, lambda weights: weighted(weights).standardised().estimate), rel=1e-9
    )
