from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.reporting.axes import apart, places, round_ticks, wide_enough


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0)),
        (0.497, 0.99, (0.5, 0.6, 0.7, 0.8, 0.9)),
        (-2.4, 3.6, (-2.0, 0.0, 2.0)),
        (30.0, 31.0, (30.0, 30.25, 30.5, 30.75, 31.0)),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert round_ticks(low, high) == ticks


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_lie_on_the_axis_and_are_few(low: float, span: float) -> None:
    ticks = round_ticks(low, low + span)

    assert 1 <= len(ticks) <= 5
    assert all(low - span / 100 <= one <= low + span * 1.01 for one in ticks)


def test_an_axis_has_air_but_shows_nothing_impossible() -> None:
    assert wide_enough([0.5, 1.0], (0.0, 1.0)) == pytest.approx((0.46, 1.0))
    assert wide_enough([3.0], (float("-inf"), float("inf"))) == (2.76, 3.24)
    low, high = wide_enough([], (0.0, 1.0))
    assert low < high


def test_waves_lie_where_their_days_do() -> None:
    assert places([date(2027, 1, 1), date(2027, 1, 3), date(2027, 1, 5)]) == (0.0, 0.5, 1.0)
    assert places([date(2027, 1, 1)]) == (0.0,)


def test_waves_of_one_day_lie_evenly() -> None:
    assert places([date(2027, 1, 1)] * 3) == (0.0, 0.5, 1.0)


def test_labels_that_would_touch_are_left_out_but_the_last_one() -> None:
    labels = [(at / 9, f"2027-0{at}") for at in range(10)]

    shown = apart(labels, 40)
    assert shown[-1] == labels[-1]
    assert 1 < len(shown) < 6
    assert apart([(0.0, "2000"), (1.0, "2014")], 40) == ((0.0, "2000"), (1.0, "2014"))
