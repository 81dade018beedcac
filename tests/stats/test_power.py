import math
from collections.abc import Callable

import pytest

from validation import stats
from validation.errors import StatisticsError


def test_required_n_of_a_mean_agrees_with_statsmodels() -> None:
    # from statsmodels, NormalIndPower().solve_power(0.5 / 1.5, power=0.8, alpha=0.05, ratio=0)
    # gives 70.6397
    assert stats.required_n(0.5, 1.5) == 71
    # from statsmodels, NormalIndPower().solve_power(0.5 / 1.5, power=0.9, alpha=0.01, ratio=0,
    # alternative="larger") gives 117.152
    assert stats.required_n(0.5, 1.5, power=0.9, confidence=0.99, sides=1) == 118


def test_required_n_of_a_share_agrees_with_statsmodels() -> None:
    # from statsmodels, normal_sample_size_one_tail(0.1, 0.8, 0.05, std_null=0.5,
    # std_alternative=0.24 ** 0.5) gives 152.457
    assert stats.required_n_share(0.6, 0.5, sides=1) == 153


def test_required_n_of_a_difference_agrees_with_statsmodels() -> None:
    # from statsmodels, NormalIndPower().solve_power(0.4, power=0.8, alpha=0.05) gives 98.1108
    assert stats.required_n_difference(0.4, 1.0, 1.0) == (99, 99)
    # from statsmodels, NormalIndPower().solve_power(0.4, power=0.8, alpha=0.05, ratio=2)
    # gives 73.5831
    assert stats.required_n_difference(0.4, 1.0, 1.0, ratio=2) == (74, 148)


def test_power_agrees_with_statsmodels() -> None:
    # from statsmodels, NormalIndPower().power(1 / 3, 71, 0.025, ratio=0, alternative="larger")
    assert stats.power(0.5, 1.5, 71) == pytest.approx(0.8019905165371828, rel=1e-12)
    # from statsmodels, normal_power_het(0.1, 150, 0.05, std_null=0.5, std_alternative=0.24 ** 0.5,
    # alternative="larger")
    assert stats.power_share(0.6, 0.5, 150, sides=1) == pytest.approx(0.7942418793266133, rel=1e-12)
    # from statsmodels, NormalIndPower().power(0.4, 99, 0.025, ratio=1, alternative="larger")
    assert stats.power_difference(0.4, (1, 1), (99, 99)) == pytest.approx(
        0.8035265824012886, rel=1e-12
    )


def test_design_effect_multiplies_and_finite_population_divides() -> None:
    # Cochran (1977, equation 4.4): n = n0 / (1 + n0 / N) with n0 = 70.65 * 2 and N = 200
    assert stats.required_n(0.5, 1.5, deff=2) == 142
    assert stats.required_n(0.5, 1.5, deff=2, population=200) == 83


@pytest.mark.parametrize("population", [None, 300, 50_000])
def test_power_at_the_required_n_is_the_wanted_power(population: float | None) -> None:
    n = stats.required_n(0.2, 1.1, power=0.9, deff=1.7, population=population)
    at = stats.power(0.2, 1.1, n, deff=1.7, population=population)
    before = stats.power(0.2, 1.1, n - 1, deff=1.7, population=population)
    assert before < 0.9 <= at


def test_nothing_finds_no_effect() -> None:
    with pytest.raises(StatisticsError, match="effect: found 0"):
        stats.required_n(0, 1)
    with pytest.raises(StatisticsError, match="share: found 1"):
        stats.required_n_share(1, 0.5)


@pytest.mark.parametrize(
    ("key", "value"),
    [("power", 1), ("confidence", 95), ("sides", 3), ("deff", 0), ("population", 0)],
)
def test_a_plan_that_makes_no_sense_is_named(key: str, value: float) -> None:
    with pytest.raises(StatisticsError, match=f"{key}: found {value}"):
        stats.required_n(0.5, 1, **{key: value})  # type: ignore[arg-type] # keys of the plan


def test_the_detectable_effect_is_the_one_whose_required_n_it_is() -> None:
    # from statsmodels, NormalIndPower().solve_power(nobs1=71, ratio=0, power=0.8, alpha=0.025,
    # alternative="larger")
    assert stats.detectable(1.5, 71) == pytest.approx(1.5 * 0.33248635385604053, rel=1e-5)
    # from statsmodels, NormalIndPower().solve_power(nobs1=80, ratio=2, power=0.9, alpha=0.025,
    # alternative="larger")
    assert stats.detectable_difference((1, 1), (80, 160), power=0.9) == pytest.approx(
        0.4438642196371192, rel=1e-5
    )


@pytest.mark.parametrize("plan", [{}, {"power": 0.9, "deff": 1.6}, {"population": 900, "sides": 1}])
def test_the_detectable_effect_has_the_wanted_power(plan: dict[str, float]) -> None:
    wanted = plan.get("power", 0.8)
    effect = stats.detectable(1.2, 300, **plan)  # type: ignore[arg-type] # keys of the plan
    assert stats.power(effect, 1.2, 300, **plan) == pytest.approx(wanted)  # type: ignore[arg-type] # the same
    effect = stats.detectable_difference((1, 2), (200, 100), **plan)  # type: ignore[arg-type] # the same
    found = stats.power_difference(effect, (1, 2), (200, 100), **plan)  # type: ignore[arg-type] # the same
    assert found == pytest.approx(wanted)
    for above in (True, False):
        share = stats.detectable_share(0.3, 300, above=above, **plan)  # type: ignore[arg-type] # the same
        assert (share > 0.3) == above
        found = stats.power_share(share, 0.3, 300, **plan)  # type: ignore[arg-type] # the same
        assert found == pytest.approx(wanted)


def test_the_sample_size_of_a_printed_example_of_a_share() -> None:
    # R package MKpower, vignette, after Fleiss, Levin & Paik (2003): power.prop1.test(p1 = 0.4,
    # power = 0.8, cont.corr = FALSE) gives n = 193.8473
    assert stats.required_n_share(0.4, 0.5) == 194
    assert stats.power_share(0.4, 0.5, 193.8473) == pytest.approx(0.8, abs=1e-6)


def test_no_answers_detect_nothing() -> None:
    with pytest.raises(StatisticsError, match="n: found 0, must be above 0"):
        stats.detectable(1, 0)
    with pytest.raises(StatisticsError, match=r"too few to show any share above 0\.95"):
        stats.detectable_share(0.95, 20)


@pytest.mark.parametrize(("effect", "n"), [(0.2, 198.1513), (0.3, 89.14958), (0.5, 33.3672)])
def test_student_t_would_ask_for_two_answers_more(effect: float, n: float) -> None:
    # R: power.t.test(delta = effect, power = 0.8, type = "one.sample")$n
    assert n - stats.required_n(effect, 1.0) == pytest.approx(1.5, abs=1.0)


NO_NUMBERS = [0.0, -1.0, math.nan, math.inf]


@pytest.mark.parametrize("wrong", NO_NUMBERS)
def test_a_plan_with_no_number_is_refused(wrong: float) -> None:
    calls: list[Callable[[], object]] = [
        lambda: stats.power(0.5, wrong, 10),
        lambda: stats.power(0.5, 1, wrong),
        lambda: stats.power(0.5, 1, 10, deff=wrong),
        lambda: stats.power_share(wrong, 0.5, 10),
        lambda: stats.power_share(0.6, wrong, 10),
        lambda: stats.power_share(0.6, 0.5, wrong),
        lambda: stats.power_difference(0.5, (wrong, wrong), (10, 10)),
        lambda: stats.power_difference(0.5, (1, 1), (10, wrong)),
        lambda: stats.required_n(0.5, wrong),
        lambda: stats.required_n(0.5, 1, power=wrong),
        lambda: stats.required_n(0.5, 1, confidence=wrong),
        lambda: stats.required_n(0.5, 1, deff=wrong),
        lambda: stats.required_n_share(wrong, 0.5),
        lambda: stats.required_n_difference(0.5, wrong, wrong),
        lambda: stats.required_n_difference(0.5, 1, 1, ratio=wrong),
        lambda: stats.detectable(wrong, 10),
        lambda: stats.detectable(1, wrong),
        lambda: stats.detectable_share(wrong, 10),
        lambda: stats.detectable_share(0.5, wrong),
        lambda: stats.detectable_difference((wrong, wrong), (10, 10)),
        lambda: stats.detectable_difference((1, 1), (wrong, 10)),
    ]
    for call in calls:
        with pytest.raises(StatisticsError, match="must"):
            call()


@pytest.mark.parametrize("effect", [math.nan, math.inf, -math.inf])
def test_an_effect_is_a_number(effect: float) -> None:
    calls: list[Callable[[], object]] = [
        lambda: stats.power(effect, 1, 10),
        lambda: stats.power_difference(effect, (1, 1), (10, 10)),
        lambda: stats.required_n(effect, 1),
        lambda: stats.required_n_difference(effect, 1, 1),
    ]
    for call in calls:
        with pytest.raises(StatisticsError, match="effect: found"):
            call()


def test_an_effect_too_small_for_any_sample_is_refused() -> None:
    with pytest.raises(StatisticsError, match="takes inf answers"):
        stats.required_n(1e-300, 1)


def test_no_effect_is_found_as_often_as_chance_has_it() -> None:
    assert stats.power(0, 1, 10) == pytest.approx(0.025)
    assert stats.power_difference(0, (1, 0), (10, 10)) == pytest.approx(0.025)
