import numpy as np
import pytest

from tests.trends.numbers import make_lined
from validation import stats
from validation.trends.slopes import build_slopes

NAN = float("nan")


def test_the_slope_is_per_year_of_all_comparable_waves() -> None:
    found = build_slopes(make_lined([[1, 2, 3, 4]]), 3)

    assert found.estimate[0] == pytest.approx(4)
    assert found.waves[0] == 4
    assert found.lack_of_fit_p[0] == pytest.approx(1)


def test_waves_before_a_break_are_left_out() -> None:
    found = build_slopes(make_lined([[9, 1, 2, 3]], run=[[0, 1, 1, 1]]), 3)

    assert (found.estimate[0], found.first[0], found.waves[0]) == (pytest.approx(4), 1, 3)


def test_two_waves_have_a_change_and_no_slope() -> None:
    found = build_slopes(make_lined([[1, 2], [NAN, 2]]), 1)

    assert np.isnan(found.p_value).all()


def test_series_with_different_gaps_have_each_their_own_line() -> None:
    rows: list[list[float]] = [[1, 2, 4, 3, 6], [1, NAN, 4, 3, 6]]
    found = build_slopes(make_lined(rows), 4)

    for row, times in enumerate(([0, 1, 2, 3, 4], [0, 2, 3, 4])):
        values = np.array([rows[row][at] for at in times], dtype=np.float64)
        alone = stats.fit_lines(
            values[None],
            np.eye(len(times))[None],
            np.array(times) / 4,
            np.array([100.0 * len(times)]),
        )
        assert found.estimate[row] == pytest.approx(alone.estimate[0])
        assert found.p_value[row] == pytest.approx(alone.p_value[0])


def test_of_a_share_the_p_value_takes_the_variance_of_no_change() -> None:
    share = [[0.2, 0.3, 0.4]]
    se = [[(p * (1 - p) / 101) ** 0.5 for p in share[0]]]
    plain = build_slopes(make_lined(share, se=se), 2)
    shares = build_slopes(make_lined(share, se=se, shares=np.array([True])), 2)

    assert shares.estimate[0] == plain.estimate[0]
    assert shares.p_value[0] != plain.p_value[0]
    assert shares.p_value[0] == pytest.approx(plain.p_value[0], rel=0.5)


def test_the_sides_of_a_bound_are_those_of_the_interval() -> None:
    found = build_slopes(make_lined([[1, 2, 3, 5]]), 3)
    _, high = found.interval(0.9)

    assert found.sides(0, float(high[0])) == pytest.approx((0.05, 0.95))
