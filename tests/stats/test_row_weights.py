import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError
from validation.stats.row_weights import row_weights


def test_weights_cannot_be_changed_afterwards() -> None:
    given = np.array([1.0, 2.0])
    weights = row_weights(given, 2)
    given[0] = 9
    assert weights.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        weights[0] = 9


@pytest.mark.parametrize("weights", [[1, -1], [1, np.nan], [1, np.inf], [0, 0], [1]])
def test_weights_that_make_no_sense_are_refused(weights: list[float]) -> None:
    with pytest.raises(StatisticsError, match="weights: "):
        row_weights(weights, 2)


def test_rows_stand_for_their_part_of_the_population() -> None:
    assert stats.Design(4, population=[20] * 4).weights.tolist() == [5, 5, 5, 5]
    assert stats.Design(2).weights.tolist() == [1, 1]
