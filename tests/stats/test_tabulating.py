from typing import Any

import numpy as np
import pytest

from validation import stats
from validation.errors import StatisticsError


def test_each_item_is_counted_alone_and_in_its_crossings() -> None:
    items = {"a": np.array([0, 1, -4]), "b": np.array([True, True, False])}
    table = stats.tabulate(items, weights=[1, 2, 3], crossed=[["a", "b"]])
    assert list(table.tables) == [("a",), ("b",), ("a", "b")]
    cells = table.tables["a", "b"]
    # unit, a, b; a kind of missing is no answer, whichever it is
    assert cells.places.tolist() == [[0, -1, 0], [0, 0, 1], [0, 1, 1]]
    assert cells.sums.tolist() == [[1, 3, 9], [1, 1, 1], [1, 2, 4]]


def test_rows_of_weight_0_stay_in_the_design_and_answer_nothing() -> None:
    table = stats.tabulate({"a": np.array([0, 0, 1, 1])}, weights=[1, 0, 1, 1])
    found = table.rows("a")
    assert found.codes["a"].tolist() == [-2, 0, 1]
    share = stats.share(found.design, found.codes["a"] == 0)
    expected = stats.share(stats.Design(4, [1, 0, 1, 1]), [1, 1, 0, 0])
    assert (share.n, share.df, share.se) == pytest.approx((expected.n, expected.df, expected.se))


def test_codes_far_apart_are_counted_too() -> None:
    far = np.array([0, 10**9, 10**9])
    cells = stats.tabulate({"a": far, "b": [0, 0, 1]}, crossed=[("a", "b")]).tables["a", "b"]
    assert cells.places.tolist() == [[0, 0, 0], [0, 10**9, 0], [0, 10**9, 1]]
    assert cells.sums.tolist() == [[1, 1, 1]] * 3


def test_a_cluster_belongs_to_its_stratum() -> None:
    table = stats.tabulate({"a": [0, 0, 1, 1]}, strata=[1, 1, 2, 2], clusters=[7, 8, 7, 8])
    assert table.units == (("1", "7"), ("1", "8"), ("2", "7"), ("2", "8"))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"weights": [1, -1, 1]}, "below 0"),
        ({"weights": [1, 1]}, "found shape"),
        ({"strata": ["x", None, "y"]}, "strata: found rows without"),
    ],
)
def test_columns_that_cannot_be_are_named(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(StatisticsError, match=message):
        stats.tabulate({"a": [0, 1, 1]}, **columns)


def test_items_are_whole_numbers_of_one_length() -> None:
    with pytest.raises(StatisticsError, match="b: found int64 of shape"):
        stats.tabulate({"a": [0, 1, 1], "b": [0, 1]})
    with pytest.raises(StatisticsError, match="a: found float64"):
        stats.tabulate({"a": [0.5]})
