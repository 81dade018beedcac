import numpy as np
import pytest

from validation.claims import Choices, Column, Missing, Numbers, Rankings, Selections

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
