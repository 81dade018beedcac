import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validation import stats
from validation.stats.pivots import SHARE, Pivot, interval, settled, tails

METHODS = ["mean", "bounded", "logit", "arcsine", "beta", "wilson"]


@pytest.mark.parametrize("method", METHODS)
@given(
    share=st.floats(0.02, 0.98),
    deff=st.floats(0.3, 8),
    n=st.integers(20, 2000),
    df=st.integers(1, 200),
    bound=st.floats(0, 1),
    confidence=st.floats(0.5, 0.9999),
)
@settings(max_examples=60, deadline=None)
def test_one_sided_tests_invert_the_interval_at_every_confidence(  # noqa: PLR0913, PLR0917 - drawn values
    method: str, share: float, deff: float, n: int, df: int, bound: float, confidence: float
) -> None:
    se = (share * (1 - share) * deff / n) ** 0.5
    pivot = Pivot(method, share, se, min(df, n - 1), n, SHARE)
    low, high = interval(pivot, confidence)
    below, above = tails(pivot, bound)
    tail = (1 - confidence) / 2
    # at the limit itself both sides are equal up to rounding
    if abs(bound - low) > 1e-9:
        assert (above < tail) == (low > bound)
    if abs(bound - high) > 1e-9:
        assert (below < tail) == (high < bound)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
def test_at_a_limit_the_p_value_is_the_tail(method: str, confidence: float) -> None:
    pivot = Pivot(method, 0.13, 0.03, 9, 180, SHARE)
    low, high = interval(pivot, confidence)
    tail = (1 - confidence) / 2
    if low > 0:
        assert tails(pivot, low)[1] == pytest.approx(tail, rel=1e-8)
    assert tails(pivot, high)[0] == pytest.approx(tail, rel=1e-8)


@pytest.mark.parametrize("method", ["logit", "arcsine", "beta", "mean", "auto", "wilson"])
@pytest.mark.parametrize("share", [0.0, 1.0])
@given(bound=st.floats(0.001, 0.999), confidence=st.floats(0.5, 0.999))
@settings(max_examples=20, deadline=None)
def test_tests_of_nobody_and_everybody_invert_their_interval(
    method: str, share: float, bound: float, confidence: float
) -> None:
    pivot = settled(Pivot(method, share, 0.0, 20, 50, SHARE))
    low, high = interval(pivot, confidence)
    below, above = tails(pivot, bound)
    tail = (1 - confidence) / 2
    if min(abs(bound - low), abs(bound - high)) > 1e-9:
        assert (above < tail) == (low > bound)
        assert (below < tail) == (high < bound)


@pytest.mark.parametrize("method", [*METHODS, "fisher"])
def test_beyond_the_range_there_is_no_doubt(method: str) -> None:
    pivot = Pivot(method, 0.4, 0.1, 12, 60, SHARE)
    assert tails(pivot, -0.1) == (1, 0)
    assert tails(pivot, 1.1) == (0, 1)


@given(q=st.floats(0.1, 0.9), bound=st.integers(-1, 12), confidence=st.floats(0.5, 0.999))
@settings(max_examples=60, deadline=None)
def test_quantile_tests_invert_the_woodruff_interval(
    q: float, bound: int, confidence: float
) -> None:
    rng = np.random.default_rng(4)
    design = stats.Design(80, rng.uniform(0.5, 2, 80))
    found = stats.quantile(design, rng.integers(0, 11, 80), q, confidence=confidence)
    below, above = stats.p_values(found, bound)
    tail = (1 - confidence) / 2
    assert (above < tail) == (found.ci_low > bound)
    assert (below < tail) == (found.ci_high < bound)


def test_korn_graubard_p_values_stay_exact_in_the_far_tail() -> None:
    # with df = n - 1 nothing is corrected; R: pbeta(0.05, 30, 71)
    pivot = Pivot("beta", 0.3, (0.3 * 0.7 / 100) ** 0.5, 99, 100, SHARE)
    assert tails(pivot, 0.05)[1] == pytest.approx(8.5563848001972469e-16, rel=1e-9)


def test_without_variance_the_estimate_itself_decides() -> None:
    same = stats.mean(stats.Design(30), np.full(30, 7.0))
    assert stats.p_values(same, 6.5) == (1, 0)
    assert stats.p_values(same, 7.5) == (0, 1)
    assert stats.p_values(same, 7.0) == (1, 1)
    median = stats.quantile(stats.Design(30), np.full(30, 7.0), 0.5)
    assert stats.p_values(median, 6.5) == (1, 0)
    assert stats.p_values(median, 7.0) == (1, 1)
    assert (median.ci_low, median.ci_high) == (7, 7)


def test_a_perfect_correlation_is_certain() -> None:
    x = np.arange(20.0)
    found = stats.correlation(stats.Design(20), x, 2 * x + 1)
    assert stats.p_values(found, 0.9) == (1, 0)


def test_correlation_tests_invert_their_interval() -> None:
    rng = np.random.default_rng(11)
    x = rng.normal(size=50)
    found = stats.correlation(stats.Design(50), x, x + rng.normal(size=50))
    assert stats.p_values(found, found.ci_low)[1] == pytest.approx(0.025, rel=1e-9)
    assert stats.p_values(found, found.ci_high)[0] == pytest.approx(0.025, rel=1e-9)
    assert stats.p_values(found, 1.0) == (0, 1)


def test_a_ratio_has_its_interval_from_the_log_scale() -> None:
    # R: exp(log(2) + c(-1, 1) * qt(0.975, 30) * 0.5 / 2)
    pivot = Pivot("log", 2.0, 0.5, 30, support=(0.0, np.inf))
    assert interval(pivot, 0.95) == pytest.approx([1.20030905141898, 3.33247507820698], rel=1e-12)
    # R: pt(log(2) / 0.25, 30, lower.tail = FALSE)
    assert tails(pivot, 1.0)[1] == pytest.approx(0.00473279094094043, rel=1e-10)
    assert tails(pivot, 0.0) == (1.0, 0.0)
    assert interval(Pivot("log", 2.0, 1e6, 30, support=(0.0, np.inf)), 0.95) == (0.0, np.inf)


@pytest.mark.parametrize("method", ["auto", "logit", "beta", "wilson", "arcsine", "mean"])
def test_a_share_without_variance_is_fixed(method: str) -> None:
    pivot = settled(Pivot(method, 0.3, 0.0, 6, 40, SHARE))
    assert interval(pivot, 0.95) == (0.3, 0.3)
    assert tails(pivot, 0.1 + 0.2) == (1.0, 1.0)
    assert (tails(pivot, 0.29), tails(pivot, 0.31)) == ((1.0, 0.0), (0.0, 1.0))
