import numpy as np
import pytest
from scipy import stats as scipy_stats

from validation import stats
from validation.claims.leads import Lead, outcome_of_leads
from validation.claims.measured import measured

DESIGN = stats.Design(60)
RIVALS = (
    np.repeat([1.0, -1.0, 0.0], [30, 15, 15]),
    np.repeat([1.0, -1.0, 0.0], [30, 5, 25]),
)


def leads_at(confidence: float) -> list[Lead]:
    return [Lead(measured(stats.mean(DESIGN, y, confidence=confidence)), 0.4) for y in RIVALS]


def losing_at(confidence: float) -> list[Lead]:
    return [Lead(measured(stats.mean(DESIGN, -y, confidence=confidence)), 0.4) for y in RIVALS]


def test_the_least_significant_lead_supports() -> None:
    found = outcome_of_leads(leads_at, 0.95, ())
    tests = [scipy_stats.ttest_1samp(y, 0) for y in RIVALS]
    assert found.estimate.estimate == pytest.approx(15 / 60)
    assert found.p_support == pytest.approx(max(test.pvalue for test in tests))
    assert found.p_refute == 1


def test_the_most_significant_lag_refutes_after_holm() -> None:
    found = outcome_of_leads(losing_at, 0.95, ())
    tests = [scipy_stats.ttest_1samp(-y, 0) for y in RIVALS]
    assert found.p_refute == pytest.approx(2 * min(test.pvalue for test in tests))


def test_the_interval_shows_the_verdict() -> None:
    found = outcome_of_leads(leads_at, 0.95, ()).estimate
    single = scipy_stats.ttest_1samp(RIVALS[0], 0)
    assert found.ci_low == pytest.approx(single.confidence_interval(0.95).low)
    assert found.ci_high == pytest.approx(single.confidence_interval(0.975).high)
    losing = outcome_of_leads(losing_at, 0.95, ())
    assert (losing.estimate.ci_high < 0) == (losing.p_refute < 0.05)


def test_the_effect_is_that_of_the_smallest_lead() -> None:
    found = outcome_of_leads(leads_at, 0.95, ()).effect_size
    assert found is not None
    # Cohen (1988): 2 asin(sqrt(.525)) - 2 asin(sqrt(.275)), a lead of .25 around .4
    expected = 2 * np.arcsin(0.525**0.5) - 2 * np.arcsin(0.275**0.5)
    assert found.value == pytest.approx(expected)
