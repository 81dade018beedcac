import numpy as np
import pytest

from validation import stats
from validation.stats.smooth import Smooth, logits, portions, ratios, totals

CODES = np.array([0, 1, -1, 1, 0], dtype=np.int8)
Y = np.array([3.0, 5.0, np.nan, 7.0, 4.0])
WEIGHTS = np.array([1.0, 2.0, 9.0, 1.0, 3.0])
MEANS = Smooth(CODES, (Y, None), np.zeros((2, 2, 2)), ratios)


def test_sums_are_by_cell_and_leave_out_rows_outside() -> None:
    assert MEANS.sums(WEIGHTS).tolist() == [[15.0, 4.0], [17.0, 3.0]]


def test_the_origin_is_taken_off_numbers_not_off_ones() -> None:
    shifted = Smooth(CODES, (Y, None), np.zeros((2, 2, 2)), ratios, origin=3.0)
    assert shifted.sums(WEIGHTS).tolist() == [[3.0, 4.0], [8.0, 3.0]]


def test_scores_are_slopes_times_columns_and_0_outside() -> None:
    slopes = np.array([[[2.0], [1.0]], [[-1.0], [0.5]]])
    statistic = Smooth(CODES, (Y, None), slopes, totals)
    assert statistic.scores()[:, 0].tolist() == [7.0, -4.5, 0.0, -6.5, 9.0]


def test_one_cell_has_the_same_sums_and_scores_as_many() -> None:
    slopes = np.array([[[2.0], [1.0]]])
    everyone = np.zeros(5, dtype=np.int8)
    known = np.where(np.isnan(Y), 1.0, Y)
    one = Smooth(everyone, (known, None), slopes, ratios)
    assert one.sums(WEIGHTS) == pytest.approx(np.array([[WEIGHTS @ known, WEIGHTS.sum()]]))
    assert one.scores()[:, 0] == pytest.approx(2 * known + 1)
    some = Smooth(np.minimum(CODES, 0), (Y, None), slopes, ratios)
    assert some.scores()[2, 0] == 0


def test_formulas_take_many_sets_of_sums() -> None:
    sums = np.array([[[6.0, 2.0], [8.0, 2.0]], [[1.0, 4.0], [3.0, 4.0]]])
    assert ratios(sums).tolist() == [[3.0, 4.0], [0.25, 0.75]]
    assert totals(sums).tolist() == [[6.0, 8.0], [1.0, 3.0]]
    assert portions(sums) == pytest.approx(np.array([[3 / 7, 4 / 7], [0.25, 0.75]]))


def test_nothing_to_divide_by_is_no_number_and_no_warning() -> None:
    nothing = np.zeros((1, 2, 2))
    assert np.isnan(ratios(nothing)).all()
    assert np.isnan(portions(nothing)).all()
    assert logits(np.array([0.0, 0.5, 1.0])).tolist() == [-np.inf, 0.0, np.inf]


def test_combinations_combine_values_and_slopes() -> None:
    gap = MEANS.times(np.array([[1.0], [-1.0]]))
    assert gap.slopes.shape == (2, 2, 1)
    assert gap.formula(MEANS.sums(WEIGHTS)[None]) == pytest.approx(np.array([[15 / 4 - 17 / 3]]))


def test_the_largest_code_of_one_byte_has_room() -> None:
    codes = np.arange(128, dtype=np.int8)
    counts = Smooth(codes, (None,), np.zeros((128, 1, 0)), totals)
    assert counts.sums(np.ones(128)).tolist() == [[1.0]] * 128
    assert stats.shares(stats.Design(128), codes, range(128))[127].estimate == 1 / 128
