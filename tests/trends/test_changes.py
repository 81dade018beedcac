import numpy as np
import pytest
from scipy import stats as scipy_stats

from tests.trends.numbers import make_lined
from validation.trends.changes import build_changes
from validation.trends.overlapping import Panel

NAN = float("nan")


def test_the_change_of_fresh_waves_adds_their_variances() -> None:
    lined = make_lined([[5, 8]], se=[[3.0, 4.0]], df=[[50.0, 80.0]])

    found = build_changes(lined, 1, np.array([0]))

    df = 25**2 / (81 / 50 + 256 / 80)
    assert (found.estimate[0], found.se[0]) == (3, 5)
    assert found.df[0] == pytest.approx(df)
    assert found.p_value[0] == pytest.approx(2 * scipy_stats.t.sf(0.6, df))
    low, high = found.interval(0.95)
    assert (high[0] - low[0]) / 2 == pytest.approx(5 * scipy_stats.t.ppf(0.975, df))


def test_people_asked_again_make_it_surer() -> None:
    random = np.random.default_rng(5)
    first = random.normal(size=(101, 1))
    second = 0.8 * first + 0.6 * random.normal(size=(101, 1))
    people = np.arange(101)
    panel = Panel([(people, first), (people, second)], 1)
    lined = make_lined([[5, 8]], likeness=panel)

    found = build_changes(lined, 1, np.array([0]))

    correlation = panel.correlation(0, 1)[0]
    assert correlation > 0.5
    assert found.se[0] == pytest.approx((2 - 2 * correlation) ** 0.5)
    assert found.df[0] == 100


def test_a_series_without_a_reference_has_no_change() -> None:
    found = build_changes(make_lined([[5, 8], [NAN, 8]]), 1, np.array([0, -1]))

    assert np.isnan(found.p_value).tolist() == [False, True]


def test_a_share_that_nobody_has_is_compared_by_answers_added() -> None:
    lined = make_lined(
        [[0.0, 0.2]], shares=np.array([True]), se=[[0.0, 0.056]], n_effective=[[50.0, 50.0]]
    )

    found = build_changes(lined, 1, np.array([0]))

    low, high = found.interval(0.95)
    assert found.estimate[0] == pytest.approx(0.2)
    assert 0 < low[0] < 0.1 < high[0] < 0.35
    assert 0.0001 < found.p_value[0] < 0.01


def test_the_sides_of_a_bound_are_those_of_the_interval() -> None:
    found = build_changes(make_lined([[5, 8]]), 1, np.array([0]))
    low, _ = found.interval(0.95)

    below, above = found.sides(0, float(low[0]))

    assert (below, above) == pytest.approx((0.975, 0.025))
    assert found.sides(0, 100.0)[1] > 0.999
