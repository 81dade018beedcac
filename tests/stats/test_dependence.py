import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats

Integers = NDArray[np.intp]
R = np.repeat([0, 1], 35)
C = np.repeat([0, 1, 2, 0, 1, 2], [20, 10, 5, 8, 15, 12])


def test_cramers_v_agrees_with_scipy_without_weights() -> None:
    # scipy 1.17: contingency.association([[20, 10, 5], [10, 15, 20]], method="cramer")
    table = np.array([[20, 10, 5], [10, 15, 20]])
    rows, columns = (np.repeat(index.ravel(), table.ravel()) for index in np.indices((2, 3)))
    found = stats.cramers_v(stats.Design(80), rows, columns)
    assert found.estimate == pytest.approx(0.39171310092866873, rel=1e-12)


def test_cramers_v_of_two_by_two_is_the_correlation() -> None:
    rng = np.random.default_rng(5)
    x = rng.integers(0, 2, 300)
    y = np.where(rng.random(300) < 0.3, x, rng.integers(0, 2, 300))
    design = stats.Design(300, rng.uniform(0.5, 2, 300), np.arange(300) % 6)
    v, r = stats.cramers_v(design, x, y), stats.correlation(design, x, y)
    assert (v.estimate, v.se) == pytest.approx((r.estimate, r.se), rel=1e-9)


def test_the_interval_is_noncentral_below_and_the_wider_of_both_above() -> None:
    v = stats.cramers_v(stats.Design(70), R, C)
    # R: uniroot(function(v) pchisq(X2, 2, ncp = X2 / V^2 * v^2) - .975, c(0, 1)), X2 = 2 * F
    assert v.ci_low == pytest.approx(0.0807434356387735, rel=1e-6)
    # R: the same at .025 is 0.579081; the linearised end, V + qt(.975, 69) * SE, lies above it
    assert v.ci_high == pytest.approx(v.estimate + 1.994945415 * v.se, rel=1e-8)
    assert v.ci_high > 0.579081061737232


def test_p_values_are_those_at_which_the_interval_ends() -> None:
    v = stats.cramers_v(stats.Design(70), R, C)
    assert stats.p_values(v, v.ci_low)[1] == pytest.approx(0.025)
    assert stats.p_values(v, v.ci_high)[0] == pytest.approx(0.025)


@pytest.mark.parametrize(("levels", "dependent"), [(5, 0.0), (3, 0.3)])
def test_the_interval_covers(levels: int, dependent: float) -> None:
    # the linearised one covers 0 in 3 of 200 samples of 5 by 5 levels
    rng = np.random.default_rng(17)
    design, covered = stats.Design(100), 0
    for _ in range(200):
        x, y = rng.integers(0, levels, (2, 100))
        y = np.where(rng.random(100) < dependent, x, y)
        found = stats.cramers_v(design, x, y)
        # x and y agree beyond chance in this share of the population, which is then its V
        covered += found.ci_low <= dependent <= found.ci_high
    # scipy: binom.ppf(0.005, 200, 0.95) is 181
    assert covered >= 181


def test_exact_independence_is_bounded_by_what_chance_makes_on_average() -> None:
    few = stats.cramers_v(stats.Design(4), [0, 0, 1, 1], [0, 1, 0, 1])
    assert (few.estimate, few.ci_low, few.ci_high) == (0, 0, 1)
    many = stats.cramers_v(stats.Design(400), [0, 0, 1, 1] * 100, [0, 1, 0, 1] * 100)
    # R: sqrt(uniroot(function(l) pchisq(1, 1, ncp = l) - .025, c(0, 50))$root / 399)
    assert many.ci_high == pytest.approx(0.148151373427, rel=1e-6)
    assert stats.p_values(many, many.ci_high) == pytest.approx((0.025, 1))


def test_complete_dependence_of_few_is_not_certain() -> None:
    found = stats.cramers_v(stats.Design(8), [0, 1] * 4, [0, 1] * 4)
    assert (found.estimate, found.ci_high) == (1, 1)
    # R: uniroot(function(v) pchisq(8, 1, ncp = 8 * v^2) - .975, c(0, 1), tol = 1e-12)
    assert found.ci_low == pytest.approx(0.3063818, rel=1e-6)


def crossed(table: list[list[int]]) -> tuple[Integers, Integers]:
    """Return the rows and the columns of the people of a table."""
    counts = np.array(table)
    rows, columns = (np.repeat(side.ravel(), counts.ravel()) for side in np.indices(counts.shape))
    return rows, columns


def test_from_below_rare_levels_are_put_together() -> None:
    table = [[30, 2, 1, 1], [3, 25, 2, 1], [2, 3, 20, 2], [1, 1, 2, 18], [0, 1, 0, 6]]
    found = stats.cramers_v(stats.Design(121), *crossed(table))
    # R: phi2 <- chisq.test(rbind(N[1:3, ], N[4, ] + N[5, ]))$statistic / 121
    #    uniroot(function(v) pchisq(120 * phi2, 9, ncp = 120 * 3 * v^2) - .975, 0:1, tol = 1e-13)
    assert found.ci_low == pytest.approx(0.6374975353, rel=1e-8)


def test_strong_dependence_of_rare_levels_counts_as_its_linearised_variance() -> None:
    # with this table in truth, the law of independent answers lies above it in 9 % of samples
    found = stats.cramers_v(stats.Design(200), *crossed([[168, 12], [12, 8]]))
    # R: g <- derivatives of sum(p^2 / e) by the shares p, by differences; H <- those of g
    #    s <- 4 * phi2 / ((sum(p * g^2) - sum(p * g)^2) / 199)
    #    B <- sum(H * (diag(p) - p %o% p)) / 2
    #    uniroot(function(v) pchisq(s * phi2, max(1, B) * s / 199, ncp = s * v^2) - .975, 0:1)
    assert found.ci_low == pytest.approx(0.1301961340, rel=1e-5)


def test_nothing_is_said_where_a_cell_expects_less_than_one_answer() -> None:
    # 2 * 2 / 60 people are expected to be in both rare levels
    found = stats.cramers_v(stats.Design(60), *crossed([[57, 1], [1, 1]]))
    assert (found.ci_low, found.ci_high) == (0, 1)
    assert stats.p_values(found, 0.2) == (1, 1)


def test_complete_dependence_is_the_same_of_people_who_are_put_together() -> None:
    answers = np.arange(400) % 2
    design = stats.Design(400, 1.0 + np.arange(400) // 2 % 2)
    everybody = stats.cramers_v(design, answers, answers)
    grouped = stats.Grouping(design).by([answers])
    assert grouped is not None
    few = stats.cramers_v(grouped.design, answers[grouped.rows], answers[grouped.rows])
    # Kish: weights 1 and 2 have a design effect of 10 / 9, and leave 360 answers
    # R: uniroot(function(v) pchisq(360, 1, ncp = 360 * v^2) - .975, c(0, 1), tol = 1e-12)
    assert everybody.ci_low == pytest.approx(0.8967008279, rel=1e-6)
    assert few.ci_low == pytest.approx(everybody.ci_low, rel=1e-12)


def test_one_person_says_nothing_of_dependence() -> None:
    found = stats.cramers_v(stats.Design(3, clusters=[1, 1, 1]), [0, 1, 1], [0, 1, 0])
    assert (found.ci_low, found.ci_high) == (0, 1)
