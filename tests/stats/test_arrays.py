import numpy as np
import pytest

from validation.errors import StatisticsError
from validation.stats import arrays


def test_columns_are_coded_by_their_sorted_values() -> None:
    found = arrays.coded(["b", "a", "c", "a"], 4, "x")
    assert (found.codes.tolist(), found.levels) == ([1, 0, 2, 0], ("a", "b", "c"))


@pytest.mark.parametrize(
    ("values", "codes", "levels"),
    [
        ([3, -1, 7, 3], [0, -1, 1, 0], (3, 7)),
        ([0.5, np.nan, 0.25, 0.5], [1, -1, 0, 1], (0.25, 0.5)),
        (["b", None, "a", "b"], [1, -1, 0, 1], ("a", "b")),
        ([10**9, -5, 2, 10**9], [1, -1, 0, 1], (2, 10**9)),
        ([True, False, True, True], [1, 0, 1, 1], (0, 1)),
    ],
)
def test_missing_values_have_no_code(
    values: list[object], codes: list[int], levels: tuple[object, ...]
) -> None:
    column = np.array(values, dtype=object) if None in values else np.array(values)
    found = arrays.coded(column, 4, "x")
    assert (found.codes.tolist(), found.levels) == (codes, levels)


def test_positions_are_checked_against_the_levels() -> None:
    assert arrays.positions([0, -7, 1], 3, 2, "codes").tolist() == [0, -1, 1]
    with pytest.raises(StatisticsError, match="found code 2"):
        arrays.positions([0, 2], 2, 2, "codes")
    with pytest.raises(StatisticsError, match="integer codes"):
        arrays.positions([0.0, 1.0], 2, 2, "codes")


def test_a_wrong_length_is_named() -> None:
    with pytest.raises(StatisticsError, match=r"y: found shape \(2,\), must be \(3,\)"):
        arrays.numbers([1, 2], 3, "y")


def test_a_domain_is_boolean() -> None:
    with pytest.raises(StatisticsError, match="where: found int64"):
        arrays.mask([0, 1], 2)


@pytest.mark.parametrize("values", [[2, 0, 2, 5], [-1.5, 0.25, 0.25, 3], [1e9, 2, 7, 7]])
def test_level_codes_are_positions_among_the_distinct_numbers(values: list[float]) -> None:
    column = np.array(values, dtype=np.float64)
    assert arrays.level_codes(column).tolist() == np.unique(column, return_inverse=True)[1].tolist()
