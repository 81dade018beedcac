from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from validation import stats
from validation.errors import StatisticsError
from validation.stats.shares import Interval

Designs = dict[str, stats.Design]
Tables = dict[str, dict[str, NDArray[Any]]]
Golden = Callable[[str, str], Any]

METHODS: list[tuple[Interval, str]] = [
    ("logit", "logit"),
    ("beta", "beta"),
    ("arcsine", "asin"),
    ("mean", "mean"),
]
# case of golden.R: design, table, column, value
CASES = {
    "strat": ("strat", "apistrat", "awards", "Yes"),
    "clus1": ("clus1", "apiclus1", "sch.wide", "No"),
    "clus2": ("clus2", "apiclus2", "stype", "H"),
    "nhanes": ("nhanes", "nhanes", "race", 4),
}


def numbers(found: stats.Estimate) -> list[float]:
    return [found.estimate, found.se, found.ci_low, found.ci_high]


@pytest.mark.parametrize(("interval", "in_r"), METHODS)
@pytest.mark.parametrize("case", CASES)
def test_share_agrees_with_r(  # noqa: PLR0913, PLR0917 - fixtures and one case
    interval: Interval, in_r: str, case: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    design, table, column, value = CASES[case]
    found = stats.share(designs[design], tables[table][column] == value, interval=interval)
    # R finds the logit interval by iterating a regression to about 1e-8
    tolerance = 2e-8 if interval == "logit" else 1e-9
    assert numbers(found) == pytest.approx(golden("shares", f"{case} {in_r}"), rel=tolerance)


@pytest.mark.parametrize(("interval", "in_r"), METHODS)
def test_share_of_a_domain_agrees_with_r(
    interval: Interval, in_r: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    data = tables["apiclus2"]
    found = stats.share(
        designs["clus2"], data["awards"] == "Yes", where=data["stype"] != "E", interval=interval
    )
    assert numbers(found) == pytest.approx(golden("shares", f"domain {in_r}"), rel=1e-8)


@pytest.mark.parametrize(("interval", "in_r"), METHODS)
def test_share_at_another_confidence_agrees_with_r(
    interval: Interval, in_r: str, designs: Designs, tables: Tables, golden: Golden
) -> None:
    no = tables["apiclus1"]["sch.wide"] == "No"
    found = stats.share(designs["clus1"], no, confidence=0.9, interval=interval)
    assert numbers(found) == pytest.approx(golden("shares", f"clus1 90 % {in_r}"), rel=1e-8)


def test_missing_answers_are_outside_the_domain(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    found = stats.share(designs["nhanes"], tables["nhanes"]["HI_CHOL"])
    assert numbers(found) == pytest.approx(golden("shares", "nhanes chol"), rel=1e-8)


def test_shares_and_their_covariance_agree_with_r(
    designs: Designs, tables: Tables, golden: Golden
) -> None:
    levels = ["E", "H", "M"]
    codes = np.searchsorted(levels, tables["apiclus2"]["stype"])
    found = stats.shares(designs["clus2"], codes, levels)
    assert found.estimate == pytest.approx(golden("shares", "levels strat"), rel=1e-9)
    expected = golden("shares", "levels covariance")
    assert found.covariance == pytest.approx(expected, rel=1e-9)


def test_every_level_of_shares_is_the_share_of_that_level(designs: Designs, tables: Tables) -> None:
    race = tables["nhanes"]["race"].astype(int) - 1
    found = stats.shares(designs["nhanes"], race, [1, 2, 3, 4], interval="beta")
    for at, level in enumerate(found.levels):
        alone = stats.share(designs["nhanes"], race == at, interval="beta")
        assert numbers(found[level]) == pytest.approx(numbers(alone), rel=1e-12)


def test_wilson_interval_is_the_score_interval_on_effective_answers() -> None:
    # an unweighted share has n - 1 effective answers; with t in place of z: statsmodels,
    # as proportion_confint(0.4 * 49, 49, alpha=2 * norm.sf(t.ppf(0.975, 49)), method="wilson")
    found = stats.share(stats.Design(50), np.arange(50) < 20, interval="wilson")
    expected = [0.2722191226812359, 0.5430090636688851]
    assert [found.ci_low, found.ci_high] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("interval", get_args(Interval))
@pytest.mark.parametrize("value", [0, 1])
def test_shares_of_nobody_and_everybody_have_an_interval(interval: Interval, value: int) -> None:
    design = stats.Design(40, weights=np.linspace(0.3, 2.7, 40), strata=np.arange(40) % 4)
    found = stats.share(design, np.full(40, value), interval=interval)
    inner = found.ci_high if value == 0 else found.ci_low
    assert (found.estimate, found.se) == (value, 0)
    assert 0 < inner < 1
    assert (found.ci_low if value == 0 else found.ci_high) == value
    if interval != "wilson":
        # exact binomial limit for 0 of 40: 1 - 0.025^(1/40) (Clopper & Pearson 1934)
        assert abs(inner - (1 - value)) == pytest.approx(0.025 ** (1 / 40), rel=1e-9)


def test_auto_is_logit_with_enough_positives_and_beta_with_few() -> None:
    design = stats.Design(100)
    assert stats.share(design, np.arange(100) < 30, interval="auto").pivot.method == "logit"
    assert stats.share(design, np.arange(100) < 8, interval="auto").pivot.method == "beta"
    assert stats.share(design, np.arange(100) < 95, interval="auto").pivot.method == "beta"


def test_only_zeros_and_ones_have_a_share() -> None:
    with pytest.raises(StatisticsError, match="found 2"):
        stats.share(stats.Design(2), [1, 2])


def test_an_unknown_interval_is_named() -> None:
    with pytest.raises(StatisticsError, match="clopper"):
        stats.share(stats.Design(2), [1, 0], interval="clopper")  # type: ignore[arg-type] # on purpose


@pytest.mark.parametrize(("share", "interval"), [(0.4, "logit"), (0.08, "auto"), (0.08, "beta")])
def test_true_claims_are_rejected_no_more_often_than_the_plan_says(
    share: float, interval: Interval
) -> None:
    rng = np.random.default_rng(20261001)
    strata = np.repeat(np.arange(4), 40)
    weights = np.array([1.0, 2.0, 4.0, 8.0])[strata]
    design = stats.Design(160, weights, strata)
    rounds = 1000
    alarms = 0
    for _ in range(rounds):
        found = stats.share(design, rng.random(160) < share, interval=interval)
        alarms += 2 * min(stats.p_values(found, share)) < 0.05
    # three binomial standard deviations around 5 %; the exact interval may stay below
    assert alarms / rounds < 0.071
    assert interval != "logit" or alarms / rounds > 0.029
