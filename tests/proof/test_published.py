"""Worked examples from the literature, to the digits that are printed there."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.proof.samples import with_moments
from validation import stats
from validation.stats.pivots import Pivot, interval

# the books use the normal distribution where the package takes t
_MANY = 1e12


def counts(table: list[list[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of everybody in a table of counts."""
    cells = np.array(table)
    rows, columns = np.indices(cells.shape)
    return np.repeat(rows, cells.ravel()), np.repeat(columns, cells.ravel())


# Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion. Statistics in
# Medicine 17, 857-872, table I: (positives, n), score interval (Wilson 1927), exact interval
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("positives", "n", "score", "exact"), NEWCOMBE)
def test_intervals_of_newcombe(
    positives: int, n: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    share = positives / n
    se = math.sqrt(share * (1 - share) / n)
    wilson = interval(Pivot("wilson", share, se, _MANY, n), 0.95)
    # on a simple random sample the interval of Korn & Graubard (1998) is that of Clopper & Pearson
    beta = interval(Pivot("beta", share, se, n - 1, n), 0.95)
    assert np.round(wilson, 4).tolist() == list(score)
    assert np.round(beta, 4).tolist() == list(exact)


def test_nobody_of_twenty() -> None:
    # Newcombe (1998), table I, by the public function: the exact interval of 0 of 20
    found = stats.share(stats.Design(20), np.zeros(20), interval="beta")
    assert round(found.ci_high, 4) == 0.1684


def test_vegetarians_of_agresti() -> None:
    # Agresti, A. (2007). An Introduction to Categorical Data Analysis, section 1.4.3: no
    # vegetarian among 25 students, score interval 0 to 0.133
    low, high = interval(Pivot("wilson", 0.0, 0.0, _MANY, 25), 0.95)
    assert (low, round(high, 3)) == (0.0, 0.133)


def test_a_share_of_the_general_social_survey() -> None:
    # Agresti (2007), section 1.3: 400 of 893 answer yes, interval 0.415 to 0.481
    answers = np.repeat([1.0, 0.0], [400, 493])
    found = stats.share(stats.Design(893), answers, interval="mean")
    assert round(found.estimate, 3) == 0.448
    assert (round(found.ci_low, 3), round(found.ci_high, 3)) == (0.415, 0.481)


def test_heart_attacks_under_aspirin() -> None:
    # Agresti (2007), table 2.3 (Physicians' Health Study): 189 of 11,034 under placebo, 104 of
    # 11,037 under aspirin; difference 0.0077, standard error 0.0015, interval 0.005 to 0.011
    group = np.repeat(["placebo", "aspirin"], [11_034, 11_037])
    attack = np.concatenate([np.arange(11_034) < 189, np.arange(11_037) < 104]).astype(float)
    design = stats.Design(attack.size, strata=group)
    found = stats.difference(design, attack, group, "placebo", "aspirin")
    assert (round(found.estimate, 4), round(found.se, 4)) == (0.0077, 0.0015)
    assert (round(found.ci_low, 3), round(found.ci_high, 3)) == (0.005, 0.011)


def test_approval_in_two_surveys_of_the_same_people() -> None:
    # Agresti (2007), section 8.1: 794 approve twice, 150 no longer, 86 only now, 570 never;
    # change -0.04, standard error 0.0095, interval -0.06 to -0.02
    before, after = (
        np.repeat(column, [794, 150, 86, 570]) for column in ([1, 1, 0, 0], [1, 0, 1, 0])
    )
    found = stats.paired_difference(stats.Design(1600), after, before)
    assert round(found.estimate, 2) == -0.04
    assert found.se == pytest.approx(0.0095, abs=1e-4)  # he divides by n, a sample by n - 1
    assert (round(found.ci_low, 2), round(found.ci_high, 2)) == (-0.06, -0.02)


def test_party_and_gender() -> None:
    # Agresti (2007), table 2.5: X² = 30.1 with 2 degrees of freedom
    gender, party = counts([[762, 327, 468], [484, 239, 477]])
    design = stats.Design(gender.size)
    found = stats.chi_square(design, gender, party, statistic="Chisq")
    assert (round(found.statistic, 1), found.df_num) == (30.1, 2.0)
    assert found.p_value == pytest.approx(2.95e-7, rel=0.05)  # X² against chi-square: R's 2.954e-07


def test_hair_and_eyes() -> None:
    # Snee, R. D. (1974). Graphical display of two-way contingency tables. The American
    # Statistician 28, 9-12: 592 students, X² = 138.29; so V = sqrt(138.29 / (592 * 3))
    hair, eyes = counts([[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]])
    design = stats.Design(592)
    found = stats.chi_square(design, hair, eyes, statistic="Chisq")
    assert (round(found.statistic, 2), found.df_num) == (138.29, 9.0)
    assert round(stats.cramers_v(design, hair, eyes).estimate, 3) == 0.279


def test_peas_of_mendel() -> None:
    # Mendel (1866): 315, 108, 101 and 32 seeds where 9 : 3 : 3 : 1 are claimed, X² = 0.470
    seeds = np.repeat([0, 1, 2, 3], [315, 108, 101, 32])
    claimed = {0: 9 / 16, 1: 3 / 16, 2: 3 / 16, 3: 1 / 16}
    found = stats.goodness_of_fit(stats.Design(556), seeds, claimed, statistic="Chisq")
    assert round(found.statistic, 3) == 0.470


def test_hours_of_sleep_of_student() -> None:
    # Student (1908). The probable error of a mean. Biometrika 6, 1-25: extra hours of sleep of
    # ten people under two drugs; difference 1.58. As a paired t test: t = 4.0621, p = 0.002833,
    # interval 0.7001 to 2.4599 (R's t.test on its data set sleep)
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = stats.paired_difference(stats.Design(10), second, first)
    assert (round(found.estimate, 2), found.df) == (1.58, 9)
    assert round(found.estimate / found.se, 4) == 4.0621
    assert round(2 * min(stats.p_values(found, 0)), 6) == 0.002833
    assert (round(found.ci_low, 4), round(found.ci_high, 4)) == (0.7001, 2.4599)


def test_four_correlations_of_anscombe() -> None:
    # Anscombe, F. J. (1973). Graphs in statistical analysis. The American Statistician 27, 17-21:
    # eleven points, r² = 0.667 and mean of y 7.5 in each of the four data sets; here I and IV
    first = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    fourth = [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8]
    of_first = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    of_fourth = [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89]
    design = stats.Design(11)
    for x, y in ((first, of_first), (fourth, of_fourth)):
        assert round(stats.correlation(design, x, y).estimate ** 2, 3) == 0.667
        assert round(stats.mean(design, y).estimate, 1) == 7.5


def test_shoulder_pain_of_brunner_and_munzel() -> None:
    # Brunner, E. & Munzel, U. (2000). The nonparametric Behrens-Fisher problem. Biometrical Journal
    # 42, 17-25: the treated have less pain with probability 0.789
    treated = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
    others = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    group = np.repeat(["treated", "other"], [14, 11])
    found = stats.superiority(stats.Design(25), treated + others, group, "other", "treated")
    assert round(found.estimate, 6) == 0.788961


def test_thrombolysis_of_benjamini_and_hochberg() -> None:
    # Benjamini, Y. & Hochberg, Y. (1995). JRSS B 57, 289-300, section 3: of fifteen p-values four
    # are found at 0.05 by the false discovery rate, three by a family-wise procedure
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
        0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip
    assert int((stats.adjust(p_values, "bh") <= 0.05).sum()) == 4
    assert int((stats.adjust(p_values, "holm") <= 0.05).sum()) == 3


def test_organic_food_of_lakens() -> None:
    # Lakens, D. (2017). Equivalence tests. Social Psychological and Personality Science 8, 355-362:
    # means 5.25 (SD 0.95, n 95) and 5.22 (SD 0.83, n 89), margin d = 0.43 or 0.384 points;
    # t(182) = 2.69, p = 0.004. He pools the two variances, a design does not: t = 2.70
    y = np.concatenate([with_moments(5.25, 0.95, 95), with_moments(5.22, 0.83, 89)])
    group = np.repeat(["organic", "control"], [95, 89])
    gap = stats.difference(stats.Design(184, strata=group), y, group, "organic", "control")
    found = stats.equivalence(gap, -0.384, 0.384)
    assert (found.df, round(found.p_value, 3)) == (182, 0.004)
    assert found.statistic == pytest.approx(2.69, abs=0.015)
