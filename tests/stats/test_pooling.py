import numpy as np
import pytest

from validation import stats
from validation.stats.contingency import CrossTable, cross_table
from validation.stats.pooling import pooled, pooled_levels, rarest

COUNTS = np.array([[30, 2, 1, 1], [3, 25, 2, 1], [2, 3, 20, 2], [1, 1, 2, 18], [0, 1, 0, 6]])


@pytest.fixture
def table() -> CrossTable:
    """A table with a rare last row."""
    rows, columns = (np.repeat(side.ravel(), COUNTS.ravel()) for side in np.indices(COUNTS.shape))
    return cross_table(stats.Design(rows.size), rows, columns, None)


def test_the_rarest_levels_are_put_together_until_all_cells_expect_five(table: CrossTable) -> None:
    # the last row expects 7 * 24 / 121 of the rarest column; with the one before, 29 * 24 / 121
    found = pooled(table, 121.0)
    together = [[30, 2, 1, 1], [3, 25, 2, 1], [2, 3, 20, 2], [1, 2, 2, 24]]
    assert found.shares * 121 == pytest.approx(np.array(together))
    assert rarest(table, 121.0) == pytest.approx(7 * 25 / 121)
    assert rarest(found, 121.0) == pytest.approx(25 * 27 / 121)
    counts = np.bincount(found.cell, minlength=found.size)
    assert counts.tolist() == np.ravel(together).tolist()


def test_a_table_with_answers_enough_stays_as_it_is(table: CrossTable) -> None:
    assert pooled(table, 1000.0) is table


def test_respondents_outside_stay_outside() -> None:
    rows, columns = np.arange(60) % 3, np.arange(60) % 4
    rows[rows == 2] = np.where(columns[rows == 2] < 2, 0, 2)
    rows[:6] = -1
    few = pooled(cross_table(stats.Design(60), rows, columns, None), 30.0)
    assert (few.cell[:6] == -1).all()
    assert np.bincount(few.cell[6:], minlength=few.size) == pytest.approx(54 * few.shares.ravel())


def test_two_rows_and_two_columns_stay() -> None:
    rows, columns = pooled_levels(np.array([0.9, 0.06, 0.04]), np.array([0.98, 0.02]), 50.0)
    assert rows.tolist() == [0, 1, 1]
    assert columns.tolist() == [0, 1]
