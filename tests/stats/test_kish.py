import pytest

from validation import stats
from validation.errors import StatisticsError


def test_kish_is_the_squared_sum_over_the_sum_of_squares() -> None:
    # Kish (1965, section 11.7): 1 + relvariance of the weights; of 1, 1, 2, 2 it is 1 + 1/9
    found = stats.kish([1, 1, 2, 2])
    assert [found.n, found.deff, found.n_effective] == pytest.approx([4, 10 / 9, 3.6])


def test_rows_without_weight_do_not_count() -> None:
    assert stats.kish([1, 0, 1]) == stats.kish([2, 2])


def test_no_weight_at_all_is_said() -> None:
    with pytest.raises(StatisticsError, match="no weight above 0"):
        stats.kish([0, 0])
