import numpy as np
import pytest
from scipy import stats as scipy_stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from validation import stats
from validation.claims import EffectSize
from validation.claims.effect_sizes import (
    correlation_effect,
    fit_effect,
    mean_effect,
    pooled_spread,
    share_effect,
    share_gap_effect,
    spread_of,
    superiority_effect,
)

Y = np.array([7.0, 8, 6, 9, 5, 8, 7, 6, 9, 8, 4, 5, 6, 5, 7, 4, 6, 5, 3, 6, 5, 8])
W = np.array([1.0, 2.0] * 11)
FIRST = np.arange(22) < 10


def test_the_effect_of_a_share_is_cohens_h() -> None:
    yes = np.repeat([1.0, 0.0], [70, 30])
    share = stats.share(stats.Design(100), yes)
    found = share_effect(share, 0.5)
    assert found.value == pytest.approx(proportion_effectsize(0.7, 0.5))
    assert found.ci_low == pytest.approx(proportion_effectsize(share.ci_low, 0.5))
    assert found.ci_high == pytest.approx(proportion_effectsize(share.ci_high, 0.5))
    # the scale on which statsmodels plans: the same power at the same h
    power = NormalIndPower().power(found.value, 50, 0.05)
    assert 0 < power < 1


def test_the_effect_of_two_shares_is_exact_at_the_estimate() -> None:
    design, yes = stats.Design(200), np.repeat([1.0, 0, 1, 0], [60, 40, 35, 65])
    halves = [
        stats.share(design, yes, where=half)
        for half in (np.arange(200) < 100, np.arange(200) >= 100)
    ]
    gap = stats.share_difference(design, halves[0], halves[1])
    found = share_gap_effect(gap, (0.6 + 0.35) / 2)
    assert found.value == pytest.approx(proportion_effectsize(0.6, 0.35))
    assert found.ci_low < found.value < found.ci_high


def test_the_ends_of_a_gap_stay_within_what_shares_can_be() -> None:
    gap = stats.mean(stats.Design(3), [-1.0, 1.0, 0.3])
    found = share_gap_effect(gap, 0.1)
    assert np.isfinite([found.ci_low, found.value, found.ci_high]).all()


def test_the_spread_is_weighted() -> None:
    design = stats.Design(22, W)
    mean = stats.mean(design, Y)
    # R: sqrt(sum(w * (y - weighted.mean(y, w))^2) / sum(w) * 22 / 21)
    assert spread_of(design, Y, mean) == pytest.approx(1.66507860850074)
    plain = stats.Design(22)
    assert spread_of(plain, Y, stats.mean(plain, Y)) == pytest.approx(np.std(Y, ddof=1))


def test_the_spread_within_two_groups_is_pooled() -> None:
    design = stats.Design(22, W)
    pair = [stats.mean(design, Y, where=half) for half in (FIRST, ~FIRST)]
    # R: sqrt((9 * wsd(y[1:10], w[1:10])^2 + 11 * wsd(y[11:22], w[11:22])^2) / 20)
    assert pooled_spread(design, Y, *pair) == pytest.approx(1.316701827941202)


def test_answers_without_spread_have_no_standardised_effect() -> None:
    design = stats.Design(3)
    assert mean_effect(stats.mean(design, [5, 5, 5]), 0.0) is None
    alone = stats.mean(design, [5, 6, 7], where=np.array([True, False, False]))
    assert spread_of(design, np.array([5.0, 6, 7]), alone) == 0
    assert pooled_spread(design, np.array([5.0, 6, 7]), alone, alone) == 0


def test_a_level_is_told_by_its_distance_from_the_bound() -> None:
    mean = stats.mean(stats.Design(22), Y)
    found = mean_effect(mean, 2.0, bound=6.0)
    assert found == EffectSize(
        "cohen_d", (mean.estimate - 6) / 2, (mean.ci_low - 6) / 2, (mean.ci_high - 6) / 2
    )


def test_superiority_becomes_cliffs_delta() -> None:
    groups = np.where(FIRST, 0, 1)
    found = superiority_effect(stats.superiority(stats.Design(22), Y, groups, 0, 1))
    # Cliff's delta is Somers' D of the ratings on the groups
    somers = scipy_stats.somersd(-groups, Y).statistic
    assert found.value == pytest.approx(somers)


def test_cohens_w_is_that_of_the_fit_with_the_noncentral_interval() -> None:
    codes = np.repeat([0, 1, 2], [50, 30, 20])
    claimed = {0: 0.4, 1: 0.4, 2: 0.2}
    test = stats.goodness_of_fit(stats.Design(100), codes, claimed)
    # Cohen (1988): sqrt(0.1^2 / 0.4 + 0.1^2 / 0.4 + 0)
    w = 0.05**0.5
    found = fit_effect(w, test, 3, 0.95)
    assert found.value == pytest.approx(0.2236068)
    statistic = test.statistic * 2
    for end, tail in ((found.ci_low, 0.975), (found.ci_high, 0.025)):
        if end > 0:
            law = scipy_stats.ncx2(2, statistic / w**2 * end**2)
            assert law.cdf(statistic) == pytest.approx(tail, rel=1e-6)
    assert found.ci_low < w < found.ci_high


def test_no_distance_at_all_is_an_effect_of_none() -> None:
    nothing = stats.TestResult(0.0, 2.0, 100.0, 1.0)
    assert fit_effect(0.0, nothing, 3, 0.95) == EffectSize("cohen_w", 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "value", "magnitude"),
    [
        ("cohen_h", 0.19, "negligible"),
        ("cohen_d", -0.2, "small"),
        ("cohen_dz", 0.5, "medium"),
        ("cohen_w", 0.5, "large"),
        ("spearman_rho", 0.3, "medium"),
        ("cliff_delta", 0.147, "small"),
        ("cliff_delta", -0.5, "large"),
        ("cramers_v", 0.5, None),
    ],
)
def test_magnitudes_are_those_of_their_sources(
    name: str, value: float, magnitude: str | None
) -> None:
    # Cohen (1988); Romano et al. (2006) for Cliff's delta; of V none without the number of levels
    assert EffectSize(name, value, value, value).magnitude == magnitude  # type: ignore[arg-type] # a name of the list above


def test_a_correlation_is_its_own_effect() -> None:
    found = stats.correlation(stats.Design(22), Y, W, method="spearman")
    effect = correlation_effect("spearman_rho", found)
    assert (effect.value, effect.ci_low) == (found.estimate, found.ci_low)
