import math

import pytest
from statsmodels.stats.power import GofChisquarePower, NormalIndPower
from statsmodels.stats.proportion import (
    power_proportions_2indep,
    power_ztost_prop,
    samplesize_proportions_2indep_onetail,
)

from validation import stats
from validation.errors import StatisticsError

Planned = (
    stats.PlannedAssociation
    | stats.PlannedCorrelation
    | stats.PlannedEquivalence
    | stats.PlannedMean
    | stats.PlannedPairs
    | stats.PlannedShares
    | stats.PlannedStrength
    | stats.PlannedSuperiority
)

ALL: list[Planned] = [
    stats.PlannedPairs(0.3, 1.2, correlation=0.4),
    stats.PlannedShares(0.6, 0.45, first=0.3),
    stats.PlannedCorrelation(0.25, bound=0.1),
    stats.PlannedSuperiority(0.58, first=0.4),
    stats.PlannedAssociation(0.2, rows=3, columns=4),
    stats.PlannedEquivalence(0.25, 1.1, effect=0.05),
    stats.PlannedEquivalence(0.25, 1.1, first=0.4),
    stats.PlannedMean(0.2, 1.3),
]


@pytest.mark.parametrize(
    ("value", "bound", "levels", "n"),
    [
        (0.3, 0.1, (3, 3), 116),
        (0.0, 0.1, (3, 10), 1058),
        (0.05, 0.15, (3, 10), 584),
        (0.2, 0.1, (10, 10), 183),
    ],
)
def test_answers_for_a_strength_are_those_of_the_noncentral_distribution(
    value: float, bound: float, levels: tuple[int, int], n: int
) -> None:
    # R, uniroot for 0.8 with s = n * (min(r, c) - 1): below, pchisq(qchisq(.05, df, s * bound^2),
    # df, s * value^2); above, the same with .975 and lower = FALSE
    planned = stats.PlannedStrength(value, bound, *levels)
    assert planned.required_n() == n
    assert planned.least_effect(n) == pytest.approx(abs(value - bound), abs=1e-3)


def test_tests_that_share_the_error_need_more_answers() -> None:
    # R: ceiling((qnorm(1 - .05 / 6) + qnorm(.9))^2 / .2^2)
    assert stats.PlannedEquivalence(0.2, 1.0, tests=6).required_n() == 338


def test_the_least_effect_is_a_distance_from_the_bound() -> None:
    correlation = stats.PlannedCorrelation(0.3, bound=0.1)
    assert correlation.least_effect(200) == pytest.approx(correlation.detectable(200) - 0.1)
    shares = stats.PlannedShares(0.6, 0.5)
    assert shares.least_effect(775) == pytest.approx(0.1, abs=1e-3)
    apart = stats.PlannedEquivalence(0.3, 1.0, effect=0.1)
    assert apart.least_effect(apart.required_n()) == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize(("r", "n"), [(0.1, 783), (0.3, 85)])
def test_answers_for_a_correlation_are_those_of_a_published_table(r: float, n: int) -> None:
    # Cohen (1992, table 2): N for a small and a medium r, 80 % power, two-sided 5 %
    assert stats.PlannedCorrelation(r).required_n() == n


@pytest.mark.parametrize(
    ("columns", "w", "n"),
    [(2, 0.1, 785), (2, 0.3, 87), (2, 0.5, 31), (3, 0.1, 964), (3, 0.3, 107), (3, 0.5, 39)],
)
def test_answers_for_an_association_are_those_of_a_published_table(
    columns: int, w: float, n: int
) -> None:
    # Cohen (1992, table 2): N for chi-square tests with 1 and 2 df; printed to the nearest whole
    found = stats.PlannedAssociation(w, rows=2, columns=columns)
    assert abs(found.required_n() - n) <= 1
    assert found.power(n) == pytest.approx(0.8, abs=0.005)


def test_power_of_an_association_agrees_with_statsmodels() -> None:
    found = stats.PlannedAssociation(0.15, rows=4, columns=3)
    # w = V sqrt(min(r, c) - 1), and n_bins - 1 = (r - 1) (c - 1)
    expected = GofChisquarePower().power(0.15 * 2**0.5, 200, 0.05, n_bins=7)
    assert found.power(200) == pytest.approx(expected, rel=1e-9)


def test_answers_for_superiority_are_those_of_noether() -> None:
    # R package WMWssp 0.4.0: WMWssp_noether(alpha = 0.05, power = 0.8, t = 1/2, p = 0.349)
    # gives N = 114.74467
    planned = stats.PlannedSuperiority(0.349)
    assert planned.required_n() == 115
    assert planned.power(114.74467) == pytest.approx(0.8, abs=1e-6)


def test_answers_for_equivalence_are_those_of_toster() -> None:
    # R package TOSTER: powerTOSTpaired(alpha = 0.05, statistical_power = 0.8,
    # low_eqbound_dz = -0.05, high_eqbound_dz = 0.05) gives 3425.539
    planned = stats.PlannedEquivalence(0.05, 1.0)
    assert planned.required_n() == 3426
    assert planned.power(3425.539) == pytest.approx(0.8, abs=1e-6)
    # powerTOSTtwo with bounds of -0.1 and 0.1 gives 1712.769 in each group
    two = stats.PlannedEquivalence(0.1, 1.0, first=0.5)
    assert two.power(2 * 1712.769) == pytest.approx(0.8, abs=1e-6)


def test_power_of_equivalence_of_a_share_agrees_with_statsmodels() -> None:
    sd = (0.4 * 0.6) ** 0.5
    found = stats.PlannedEquivalence(0.08, sd, effect=0.02).power(500)
    (expected, *_) = power_ztost_prop(
        0.3, 0.46, 500, 0.4, alpha=0.05, dist="norm", variance_prop=0.4, discrete=False
    )
    assert found == pytest.approx(expected, rel=1e-9)


def test_power_of_two_shares_agrees_with_statsmodels() -> None:
    planned = stats.PlannedShares(0.5, 0.6, first=0.4)
    # half of the two-sided error is that of finding the right side
    n = samplesize_proportions_2indep_onetail(-0.1, 0.6, 0.8, ratio=1.5, alpha=0.05)
    assert planned.power(2.5 * n) == pytest.approx(0.8, abs=1e-6)
    expected = power_proportions_2indep(
        -0.1, 0.6, 200, ratio=1.5, alternative="smaller", alpha=0.025
    )
    assert planned.power(500) == pytest.approx(expected.power, rel=1e-9)


def test_answers_for_two_shares_are_those_of_r() -> None:
    # R: power.prop.test(p1 = 0.50, p2 = 0.75, power = 0.90)$n, and p1 = 0.08, p2 = 0.06 with
    # power 0.80, for which the manual of JMP 13 has 2554 as well
    assert stats.PlannedShares(0.5, 0.75).power(2 * 76.70693011) == pytest.approx(0.9, abs=1e-6)
    assert stats.PlannedShares(0.08, 0.06).power(2 * 2553.631113) == pytest.approx(0.8, abs=1e-6)
    assert stats.PlannedShares(0.08, 0.06).required_n() == 5108


def test_pairs_need_fewer_answers_the_more_they_go_together() -> None:
    effect = 0.3 / (2 * (1 - 0.5)) ** 0.5
    expected = NormalIndPower().solve_power(effect, power=0.8, alpha=0.05, ratio=0)
    planned = stats.PlannedPairs(0.3, 1.0, correlation=0.5)
    assert planned.power(expected) == pytest.approx(0.8, abs=1e-6)
    loose, close = (stats.PlannedPairs(0.3, 1.0, r).required_n() for r in (0.0, 0.9))
    assert loose == pytest.approx(10 * close, abs=10)


@pytest.mark.parametrize("planned", ALL, ids=str)
@pytest.mark.parametrize("population", [None, 50_000])
def test_required_n_is_the_first_with_the_wanted_power(
    planned: Planned, population: float | None
) -> None:
    n = planned.required_n(power=0.9, deff=1.4, population=population)
    powers = [planned.power(at, deff=1.4, population=population) for at in (n - 1, n)]
    assert powers[0] < 0.9 <= powers[1]


@pytest.mark.parametrize("planned", ALL, ids=str)
def test_the_design_effect_multiplies(planned: Planned) -> None:
    assert planned.required_n(deff=3) == pytest.approx(3 * planned.required_n(), abs=3)


@pytest.mark.parametrize(
    ("planned", "name"),
    [
        (ALL[0], "effect"),
        (stats.PlannedShares(0.6, 0.45, first=0.3), "a"),
        (ALL[2], "value"),
        (ALL[3], "value"),
        (ALL[4], "value"),
        (ALL[5], "margin"),
    ],
    ids=str,
)
def test_the_detectable_effect_needs_all_answers(planned: Planned, name: str) -> None:
    n = planned.required_n()
    found, before = planned.detectable(n), planned.detectable(n - 1)
    assert found <= getattr(planned, name) < before


def test_no_effect_is_never_shown() -> None:
    for planned in (
        stats.PlannedCorrelation(0.0),
        stats.PlannedSuperiority(0.5),
        stats.PlannedShares(0.4, 0.4),
        stats.PlannedEquivalence(0.2, 1.0, effect=0.3),
    ):
        with pytest.raises(StatisticsError, match="too small to be shown"):
            planned.required_n()
    with pytest.raises(StatisticsError, match="n: found 3, too few to show any effect"):
        stats.PlannedCorrelation(0.5).detectable(3)


def test_numbers_that_make_no_sense_are_named() -> None:
    with pytest.raises(StatisticsError, match=r"value: found 1\.2, must be above -1 and below 1"):
        stats.PlannedCorrelation(1.2)
    with pytest.raises(StatisticsError, match="first: found 0"):
        stats.PlannedShares(0.4, 0.5, first=0)
    with pytest.raises(StatisticsError, match="rows: found 1, must be above 1"):
        stats.PlannedAssociation(0.3, rows=1, columns=2)
    with pytest.raises(StatisticsError, match="sd: found 0"):
        stats.PlannedPairs(0.3, 0, correlation=0.5)
    with pytest.raises(StatisticsError, match="margin: found -1"):
        stats.PlannedEquivalence(-1, 1)


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_a_number_of_answers_is_above_zero(wrong: float) -> None:
    planned = stats.PlannedPairs(0.3, 1, correlation=0.5)
    with pytest.raises(StatisticsError, match="n: found"):
        planned.power(wrong)
    with pytest.raises(StatisticsError, match="n: found"):
        planned.detectable(wrong)


@pytest.mark.parametrize("wrong", [math.nan, math.inf])
def test_an_effect_is_a_number(wrong: float) -> None:
    with pytest.raises(StatisticsError, match="effect: found"):
        stats.PlannedPairs(wrong, 1, correlation=0.5)
    with pytest.raises(StatisticsError, match="effect: found"):
        stats.PlannedEquivalence(0.2, 1, effect=wrong)
