import numpy as np
import pytest

from tests.trends.numbers import make_lined
from validation.trends.deciding import build_tests
from validation.trends.writing import Written

NAN = float("nan")
LINED = make_lined([[1, 2, 9], [NAN, NAN, 3], [1, NAN, 2]])
NAMES = ("spring", "summer", "autumn")


def written(p_adjusted: float = 0.2) -> Written:
    adjusted = np.full((3, 3), p_adjusted)
    return Written(NAMES, LINED, build_tests(LINED, 2), adjusted, alpha=0.05)


def test_a_series_has_the_changes_that_it_can_have() -> None:
    found = [[(one.since, one.before) for one in written().changes(row)] for row in range(3)]

    assert found == [[("previous", "summer"), ("baseline", "spring")], [], [("previous", "spring")]]


def test_a_change_is_significant_below_the_error_of_the_budget() -> None:
    [inside, _] = written(0.049).changes(0)
    [outside, _] = written(0.05).changes(0)

    assert (inside.significant, outside.significant) == (True, False)
    assert (inside.estimate, inside.overlap, inside.after) == (7, 0, "autumn")


def test_a_slope_needs_three_waves() -> None:
    found = [list(written().slopes(row)) for row in range(3)]

    assert [len(one) for one in found] == [1, 0, 0]
    [slope] = found[0]
    assert (slope.first, slope.last, slope.waves) == ("spring", "autumn", 3)
    assert slope.estimate == pytest.approx(16)
    assert slope.ci_low < 16 < slope.ci_high
