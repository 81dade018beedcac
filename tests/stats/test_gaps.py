import numpy as np
import pytest
from scipy import stats as scipy_stats
from statsmodels.stats.proportion import confint_proportions_2indep

from validation import stats

Pair = tuple[stats.Estimate, stats.Estimate]


def halves(design: stats.Design, yes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Pair:
    """The shares of the first half and of the second half of the rows."""
    first = np.arange(design.n) < design.n // 2
    return (
        stats.share(design, yes, where=first, interval="auto"),
        stats.share(design, yes, where=~first, interval="auto"),
    )


def gap(yes_of_first: int, yes_of_second: int, n: int) -> stats.Estimate:
    design = stats.Design(2 * n)
    yes = np.concatenate([np.arange(n) < yes_of_first, np.arange(n) < yes_of_second]).astype(float)
    return stats.share_difference(design, *halves(design, yes))


@pytest.mark.parametrize(("first", "second"), [(3, 20), (0, 0), (50, 44), (50, 0)])
def test_of_rare_answers_two_are_added_to_each_side(first: int, second: int) -> None:
    found = gap(first, second, 50)
    normal = confint_proportions_2indep(first, 50, second, 50, method="agresti-caffo")
    # statsmodels takes the normal quantile, we t with 99 degrees of freedom; and 50 in a domain of
    # 100 count as 50.5 effective answers (exact numbers: tests/golden/examples/media_use.R)
    middle, half = sum(normal) / 2, (normal[1] - normal[0]) / 2
    wider = half * scipy_stats.t.ppf(0.975, 99) / scipy_stats.norm.ppf(0.975)
    assert found.estimate == pytest.approx((first - second) / 50)
    assert found.ci_low == pytest.approx(middle - wider, abs=0.002)
    assert found.ci_high == pytest.approx(min(1, middle + wider), abs=0.002)


def test_its_p_values_are_those_at_which_the_interval_ends() -> None:
    found = gap(3, 20, 50)
    assert stats.p_values(found, found.ci_low)[1] == pytest.approx(0.025)
    assert stats.p_values(found, found.ci_high)[0] == pytest.approx(0.025)


def test_of_frequent_answers_it_is_the_linearised_difference() -> None:
    design = stats.Design(100)
    yes = np.concatenate([np.arange(50) < 20, np.arange(50) < 30]).astype(float)
    found = stats.share_difference(design, *halves(design, yes))
    plain = stats.difference(design, yes, np.repeat([0, 1], 50), 0, 1)
    assert (found.estimate, found.se) == pytest.approx((plain.estimate, plain.se))
    assert (found.ci_low, found.ci_high) == pytest.approx((plain.ci_low, plain.ci_high))


def test_two_people_of_one_cluster_say_nothing() -> None:
    design = stats.Design(2, clusters=[1, 1])
    found = stats.share_difference(design, *halves(design, np.array([1.0, 0.0])))
    assert (found.estimate, found.ci_low, found.ci_high) == (1, -1, 1)
    assert stats.p_values(found, 0.5) == (1, 1)


def test_hardly_any_sample_of_rare_answers_shows_a_difference_that_is_not_there() -> None:
    # 2 % of both groups; the plain t test is wrong in one sample of three (40 of 100)
    rng = np.random.default_rng(3)
    design, first = stats.Design(550), np.arange(550) < 50
    wrong = 0
    for _ in range(200):
        yes = (rng.random(550) < 0.02).astype(float)
        pair = (stats.share(design, yes, where=one, interval="auto") for one in (first, ~first))
        wrong += min(stats.p_values(stats.share_difference(design, *pair), 0)) < 0.025
    # scipy: binom.ppf(0.99, 200, 0.05) is 18
    assert wrong <= 18


def chance(low_of_first: int, low_of_second: int) -> stats.Estimate:
    """The chance of rating higher of 30 people who mostly give 5, over 60 who mostly give 1."""
    rated = [1] * low_of_first + [5] * (30 - low_of_first)
    rated += [1] * low_of_second + [5] * (60 - low_of_second)
    return stats.superiority(stats.Design(90), rated, [0] * 30 + [1] * 60, 0, 1)


def test_a_chance_that_few_speak_against_has_the_exact_interval_of_the_smaller_group() -> None:
    found = stats.near_end(chance(1, 58), 30)
    value = found.estimate
    # R: qbeta(.025, 30 * v, 30 * (1 - v) + 1), qbeta(.975, 30 * v + 1, 30 * (1 - v))
    low = scipy_stats.beta.ppf(0.025, 30 * value, 30 * (1 - value) + 1)
    high = scipy_stats.beta.ppf(0.975, 30 * value + 1, 30 * (1 - value))
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high))
    assert stats.p_values(found, found.ci_low)[1] == pytest.approx(0.025)


def test_a_chance_in_the_middle_or_without_variance_stays_as_it_is() -> None:
    for one in (chance(12, 30), chance(0, 60)):
        assert stats.near_end(one, 30) is one


def test_hardly_any_sample_puts_a_chance_near_the_end_farther_out() -> None:
    # with the logit interval one sample in eight lies above the truth, in place of 2.5 %
    rng = np.random.default_rng(8)
    high, low = np.array([0.02, 0.03, 0.05, 0.3, 0.6]), np.array([0.6, 0.3, 0.05, 0.03, 0.02])
    truth = sum(high[at] * (low[:at].sum() + low[at] / 2) for at in range(5))
    design, groups = stats.Design(330), np.repeat([0, 1], [30, 300])
    above = 0
    for _ in range(200):
        rated = np.concatenate([rng.choice(5, 30, p=high), rng.choice(5, 300, p=low)])
        found = stats.near_end(stats.superiority(design, rated, groups, 0, 1), 30)
        above += found.ci_low > truth
    # scipy: binom.ppf(0.99, 200, 0.025) is 10
    assert above <= 10


def test_a_share_that_a_margin_fixes_adds_no_doubt() -> None:
    design = stats.Design(40, strata=[0] * 20 + [1] * 20).calibrated(
        [[0, 1] * 20], [{0: 0.3, 1: 0.7}]
    )
    fixed = stats.share(design, [1, 0] * 20, interval="auto")
    rare = stats.share(design, [1] + [0] * 39, interval="auto")
    found = stats.share_difference(design, fixed, rare)
    alone = stats.share_difference(design, rare, stats.share(design, [1, 0] * 20, interval="auto"))
    assert fixed.se == 0
    assert rare.pivot.method == "beta"
    assert found.ci_low == pytest.approx(-alone.ci_high)
    # two more answers on its effective n, one of them a yes (Agresti & Caffo 2000)
    n = rare.n_effective + 2
    share = (rare.estimate * rare.n_effective + 1) / n
    half = scipy_stats.t.ppf(0.975, found.df) * (share * (1 - share) / n) ** 0.5
    assert found.ci_high == pytest.approx(0.3 - share + half)
