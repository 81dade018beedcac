from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError
from validation.stats.shares import Interval

Estimator = Callable[[stats.Design], stats.Estimate]

INTERVALS: tuple[Interval, ...] = ("logit", "beta", "wilson", "arcsine", "mean", "auto")

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


FIRST = np.array([1.0, 1, 1, 0, 0, 0, 0])
RAKED = stats.Design(7, [1, 2, 1, 1.5, 1, 1, 3]).calibrated(
    [[0, 0, 0, 1, 1, 1, 1]], [{0: 0.3, 1: 0.7}]
)
# 0.3 of 4.5 are in the first stratum, whoever is drawn
DRAWN = stats.Design(9, [0.1] * 3 + [0.7] * 6, strata=[0] * 3 + [1] * 6)
FIXED: dict[str, tuple[stats.Estimate, float]] = {
    "mean": (stats.mean(RAKED, 5 - 4 * FIRST), 3.8),
    "mean of a stratum's mark": (stats.mean(DRAWN, [0.3] * 3 + [0.9] * 6), 0.86),
    "ratio": (stats.ratio(RAKED, FIRST, np.ones(7)), 0.3),
    "total": (stats.total(RAKED, FIRST), 3.15),
    "shares": (stats.shares(RAKED, [0, 0, 0, 1, 1, 2, 2], "abc")["a"], 0.3),
    "contrast": (stats.contrast(stats.shares(RAKED, FIRST.astype(int), "ab"), [1, -1]), 0.4),
    "paired_difference": (
        stats.paired_difference(stats.Design(3), [0.3, 0.5, 0.7], [0.2, 0.4, 0.6]),
        0.1,
    ),
    **{
        f"share {interval}": (stats.share(RAKED, FIRST, interval=interval), 0.3)
        for interval in INTERVALS
    },
    **{
        f"share of a stratum, {interval}": (
            stats.share(DRAWN, [1] * 3 + [0] * 6, interval=interval),
            1 / 15,
        )
        for interval in INTERVALS
    },
}


@pytest.mark.parametrize("name", FIXED)
def test_what_the_design_or_a_margin_fixes_has_no_error_but_rounding(name: str) -> None:
    found, value = FIXED[name]
    assert (found.se, found.ci_low, found.ci_high) == (0, found.estimate, found.estimate)
    assert found.estimate == pytest.approx(value, rel=1e-10)
    # neither side is significant at the value itself, whatever rounding made of it
    assert stats.p_values(found, value) == (1, 1)
    assert stats.p_values(found, value - 0.01) == (1, 0)
    assert stats.p_values(found, value + 0.01) == (0, 1)
    assert 1 <= found.n_effective <= found.n


def test_a_small_variance_is_no_rounding() -> None:
    # the mean of two strata of two units that are d apart: variance 2 * (d / 4)^2
    design = stats.Design(4, strata=[0, 0, 1, 1])
    found = stats.mean(design, [1.0, 1.0000001, 3.0, 3.0000001])
    assert found.se == pytest.approx(1e-7 / 8**0.5, rel=1e-6)
    assert stats.mean(stats.Design(2), [1e6, 1e6 + 1e-4]).se == pytest.approx(5e-5, rel=1e-4)


def test_rounding_just_above_no_spread_leaves_the_effective_n_to_kish() -> None:
    weights = [2.4, 2.8, 7.3, 0.9, 5.4, 6.6, 1.8, 0.6]
    found = stats.total(stats.Design(8, weights), np.ones(8))
    # the weights' sum 27.8, their squares 144.02
    assert found.n_effective == pytest.approx(27.8**2 / 144.02, rel=1e-12)
    # R: SE(svytotal(~one, svydesign(~1, weights = ~w, data = d))): sqrt(8 * var(w))
    assert found.se == pytest.approx((8 * np.var(weights, ddof=1)) ** 0.5, rel=1e-12)


@pytest.mark.parametrize(
    "estimator",
    ["mean", "total", "ratio", "domain_means", "difference", "paired_difference", "nps", "pearson",
     "spearman", "superiority", "median", "each_mean"],
)  # fmt: skip
def test_an_infinite_answer_is_refused(estimator: str) -> None:
    y, group, design = np.array([np.inf, 1.0, 2.0, 4.0]), np.array([0, 0, 1, 1]), stats.Design(4)
    calls: dict[str, Callable[[], object]] = {
        "mean": lambda: stats.mean(design, y),
        "total": lambda: stats.total(design, -y),
        "ratio": lambda: stats.ratio(design, group, y),
        "domain_means": lambda: stats.domain_means(design, y, group, [0, 1]),
        "difference": lambda: stats.difference(design, y, group, 0, 1),
        "paired_difference": lambda: stats.paired_difference(design, group, y),
        "nps": lambda: stats.nps(design, y),
        "pearson": lambda: stats.correlation(design, y, group),
        "spearman": lambda: stats.correlation(design, group, y, method="spearman"),
        "superiority": lambda: stats.superiority(design, y, group, 0, 1),
        "median": lambda: stats.quantile(design, y, 0.5),
        "each_mean": lambda: stats.each_mean(design, {"y": y}),
    }
    with pytest.raises(StatisticsError, match=r"[xy]: row 0: found -?inf, must be a finite number"):
        calls[estimator]()
