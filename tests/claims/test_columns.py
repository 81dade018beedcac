import numpy as np
import pytest

from validation.claims import (
    Choices,
    Column,
    Missing,
    Numbers,
    Rankings,
    Selections,
    smallest_type,
)

NAN = np.nan
RATED = Choices(np.array([0, 2, -3], np.int16), ("1", "2", "3"), (1.0, 2.0, 3.0))
NAMED = Choices(np.array([1, 0, -1], np.int16), ("a", "b"))
HOURS = Numbers(np.array([2.0, 3.5, NAN]), np.array([0, 0, -4], np.int16))
TICKED = Selections(np.array([[1, 1], [0, 0], [0, 0]], np.int8), ("a", "b"), np.array([0, 0, -2]))
ORDERED = Rankings(np.array([[1, 2], [2, 1], [0, 0]], np.int8), ("a", "b"), np.array([0, 0, -1]))


@pytest.mark.parametrize(
    ("column", "options", "expected"),
    [
        (RATED, ("1", "2"), [1, 0, NAN]),
        (NAMED, ("a",), [0, 1, NAN]),
        (NAMED, ("unknown",), [0, 0, NAN]),
        (NAMED, (), [0, 0, NAN]),
        (HOURS, ("2", "4"), [1, 0, NAN]),
        (HOURS, ("two",), [0, 0, NAN]),
        (TICKED, ("b",), [1, 0, NAN]),
        (TICKED, ("unknown",), [0, 0, NAN]),
        (ORDERED, ("a",), [1, 0, NAN]),
    ],
)
def test_options_are_counted_among_those_who_answered(
    column: Column, options: tuple[str, ...], expected: list[float]
) -> None:
    assert column.counted(options).tolist() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("column", "values", "missing", "limits"),
    [
        (RATED, [1, 3, NAN], [0, 0, Missing.DONT_KNOW], (1, 3)),
        (NAMED, [NAN, NAN, NAN], [0, 0, Missing.NOT_SHOWN], (-np.inf, np.inf)),
        (HOURS, [2, 3.5, NAN], [0, 0, Missing.REFUSED], (-np.inf, np.inf)),
        (TICKED, [2, 0, NAN], [0, 0, Missing.NO_ANSWER], (0, 2)),
        (ORDERED, [NAN, NAN, NAN], [0, 0, Missing.NOT_SHOWN], (-np.inf, np.inf)),
    ],
)
def test_answers_are_numbers_where_they_are_any(
    column: Column, values: list[float], missing: list[int], limits: tuple[float, float]
) -> None:
    assert column.values().tolist() == pytest.approx(values, nan_ok=True)
    assert column.missing.tolist() == missing
    assert column.limits == limits


def test_of_an_order_any_number_of_first_places_can_be_asked() -> None:
    assert ORDERED.among_first(("b",), 2)[:2].tolist() == [1, 1]


@pytest.mark.parametrize("column", [RATED, NAMED, HOURS, TICKED, ORDERED])
def test_keys_are_the_same_exactly_where_the_answers_are(column: Column) -> None:
    rows = np.array([0, 1, 2, 1, 0, 2])
    repeated = column.taken(rows)
    keys = repeated.keys()
    assert keys is not None
    pairs = list(zip(*(key.tolist() for key in keys), strict=True))
    assert [pairs.index(pair) for pair in pairs] == [0, 1, 2, 1, 0, 2]
    assert repeated.missing.tolist() == column.missing[rows].tolist()
    assert repeated.levels == column.levels


def test_numbers_have_keys_while_many_are_alike() -> None:
    counted, answered = np.arange(5_000, dtype=np.float64), np.zeros(5_000, np.int8)
    whole = Numbers(np.mod(counted, 90), answered).keys()
    assert whole is not None
    assert whole[1].dtype == np.int32
    halves = Numbers(np.divide(np.mod(counted, 90), 2), answered).keys()
    assert halves is not None
    assert len(np.unique(halves[1])) == 90
    assert Numbers(np.divide(counted, 7), answered).keys() is None


def test_an_order_of_very_many_options_has_no_keys() -> None:
    levels = tuple(f"o{number}" for number in range(14))
    ranks = np.tile(np.arange(1, 15, dtype=np.int8), (3, 1))
    assert Rankings(ranks, levels, np.zeros(3, np.int8)).keys() is None
    assert Selections((ranks > 3).astype(np.int8), levels, np.zeros(3, np.int8)).keys() is not None


@pytest.mark.parametrize(("levels", "kind"), [(2, np.int8), (128, np.int8), (129, np.int16)])
def test_codes_are_as_small_as_their_levels_allow(levels: int, kind: type) -> None:
    assert smallest_type(levels) is kind
