from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError

Estimator = Callable[[stats.Design], stats.Estimate]

RNG = np.random.default_rng(20260917)
N = 60
Y = RNG.integers(1, 8, N).astype(float)
Y[::11] = np.nan
X = np.where(np.isnan(Y), 3.0, Y) + RNG.normal(0, 2, N)
SCORE = RNG.integers(0, 11, N)
GROUP = RNG.integers(0, 3, N)
OTHER = (GROUP + RNG.integers(0, 3, N)) // 2
WEIGHTS = RNG.uniform(0.5, 3, N)
WHERE = RNG.random(N) < 0.8


def shares(design: stats.Design) -> stats.Estimates:
    return stats.shares(design, GROUP, ["a", "b", "c"], where=WHERE)


ESTIMATORS: dict[str, Estimator] = {
    "mean": lambda d: stats.mean(d, Y, where=WHERE),
    "total": lambda d: stats.total(d, Y, where=WHERE),
    "ratio": lambda d: stats.ratio(d, Y, X, where=WHERE),
    "share": lambda d: stats.share(d, np.where(np.isnan(Y), np.nan, Y > 4), where=WHERE),
    "shares": lambda d: shares(d)["b"],
    "domain_means": lambda d: stats.domain_means(d, Y, GROUP, [0, 1, 2], where=WHERE)[1],
    "contrast": lambda d: stats.contrast(shares(d), [1, -2, 0.5]),
    "combine": lambda d: stats.contrast(
        stats.combine([stats.mean(d, Y), stats.nps(d, SCORE)], d), [3, -1]
    ),
    "difference": lambda d: stats.difference(d, Y, GROUP, 2, 0, where=WHERE),
    "paired_difference": lambda d: stats.paired_difference(d, X, Y, where=WHERE),
    "nps": lambda d: stats.nps(d, SCORE, where=WHERE),
    "pearson": lambda d: stats.correlation(d, X, Y, where=WHERE),
    "spearman": lambda d: stats.correlation(d, np.round(X), Y, method="spearman", where=WHERE),
    "spearman untied": lambda d: stats.correlation(d, X, SCORE, method="spearman"),
    "superiority": lambda d: stats.superiority(d, Y, GROUP, 2, 0, where=WHERE),
    "cramers_v": lambda d: stats.cramers_v(d, GROUP, OTHER, where=WHERE),
}


def estimate(name: str, weights: NDArray[np.float64] | None) -> stats.Estimate:
    return ESTIMATORS[name](stats.Design(N, weights, GROUP))


@pytest.mark.parametrize("name", ESTIMATORS)
def test_influence_is_the_derivative_by_each_weight(name: str) -> None:
    step = 1e-5
    slopes = np.empty(N)
    for at in range(N):
        up, down = WEIGHTS.copy(), WEIGHTS.copy()
        up[at] *= 1 + step
        down[at] *= 1 - step
        slopes[at] = (estimate(name, up).estimate - estimate(name, down).estimate) / (2 * step)
    found = estimate(name, WEIGHTS)
    scale = float(np.abs(slopes).max())
    assert found.influence == pytest.approx(slopes, rel=1e-6, abs=1e-8 * scale)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_standard_error_is_the_designs_covariance_of_the_influence(name: str) -> None:
    found = estimate(name, WEIGHTS)
    variance = stats.Design(N, WEIGHTS, GROUP).covariance(found.influence[:, None])
    assert found.se**2 == pytest.approx(variance[0, 0], rel=1e-12)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_weights_of_one_change_nothing(name: str) -> None:
    assert estimate(name, np.ones(N)) == estimate(name, None)


@pytest.mark.parametrize("name", [name for name in ESTIMATORS if name != "total"])
@given(scale=st.floats(1e-3, 1e6))
@settings(max_examples=5, deadline=None)
def test_the_scale_of_the_weights_does_not_matter(name: str, scale: float) -> None:
    found, scaled = estimate(name, WEIGHTS), estimate(name, WEIGHTS * scale)
    assert (scaled.estimate, scaled.se, scaled.ci_low, scaled.deff) == pytest.approx(
        (found.estimate, found.se, found.ci_low, found.deff), rel=1e-9, abs=1e-12
    )


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_row_order_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(N)
    strata, clusters = np.arange(N) // 20, np.arange(N) // 4
    here = stats.mean(stats.Design(N, WEIGHTS, strata, clusters), Y)
    there = stats.mean(stats.Design(N, WEIGHTS[order], strata[order], clusters[order]), Y[order])
    assert (there.estimate, there.se, there.df) == pytest.approx(
        (here.estimate, here.se, here.df), rel=1e-12
    )


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_domain_mean_is_a_ratio_of_totals_of_everybody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    design = stats.Design(N, WEIGHTS, np.arange(N) // 20, np.arange(N) // 4)
    inside = rng.random(N) < 0.5
    y = rng.normal(5, 2, N)
    domain = stats.mean(design, y, where=inside)
    everybody = stats.ratio(design, y * inside, inside)
    assert (domain.estimate, domain.se) == pytest.approx(
        (everybody.estimate, everybody.se), rel=1e-10
    )


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_missing_answer_is_outside_the_domain(seed: int) -> None:
    missing = np.random.default_rng(seed).random(N) < 0.4
    design = stats.Design(N, WEIGHTS, GROUP)
    as_nan = stats.mean(design, np.where(missing, np.nan, X))
    as_domain = stats.mean(design, X, where=~missing)
    assert as_nan == as_domain


def test_effective_n_is_n_over_the_design_effect() -> None:
    found = estimate("mean", WEIGHTS)
    assert found.n_effective == pytest.approx(found.n / found.deff, rel=1e-12)


def test_without_variance_the_effective_n_is_kishs() -> None:
    found = stats.mean(stats.Design(4, [1, 1, 2, 2]), [5, 5, 5, 5])
    assert found.n_effective == pytest.approx(3.6)


def test_an_empty_domain_is_said() -> None:
    with pytest.raises(StatisticsError, match="found nobody"):
        stats.mean(stats.Design(3), [1, 2, 3], where=[False, False, False])
    with pytest.raises(StatisticsError, match="found nobody"):
        stats.mean(stats.Design(2), [np.nan, np.nan])


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(StatisticsError, match="confidence: found"):
        stats.mean(stats.Design(3), [1, 2, 3], confidence=confidence)
