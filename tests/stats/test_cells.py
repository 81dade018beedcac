import numpy as np
import pytest

from validation.errors import StatisticsError
from validation.stats.cells import build_cells

ONES = np.ones(4)


def test_only_occupied_cells_are_kept() -> None:
    cells = build_cells(ONES, [[0, 0, 1, 2], list("aabb")], [{0: 1, 1: 1, 2: 2}, {"a": 2, "b": 2}])
    assert cells.cell.tolist() == [0, 0, 1, 2]
    assert [member.tolist() for member in cells.members] == [[0, 1, 2], [0, 1, 1]]
    assert cells.mass.tolist() == [2, 1, 1]
    assert cells.levels == ((0, 1, 2), ("a", "b"))


def test_shares_keep_the_sum_of_the_weights() -> None:
    cells = build_cells(2 * ONES, [[0, 0, 1, 1]], [{0: 0.25, 1: 0.75}])
    assert cells.totals[0].tolist() == [2, 6]


def test_rounded_shares_are_brought_to_one() -> None:
    cells = build_cells(np.ones(3), [[0, 1, 2]], [{0: 0.333, 1: 0.333, 2: 0.333}])
    assert cells.totals[0] == pytest.approx([1, 1, 1])


def test_shares_follow_the_totals_of_another_margin() -> None:
    cells = build_cells(ONES, [[0, 0, 1, 1], [0, 1, 0, 1]], [{0: 30, 1: 10}, {0: 0.5, 1: 0.5}])
    assert cells.totals[1].tolist() == [20, 20]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(StatisticsError) as caught:
        build_cells(ONES, [["a", "a", "b", "c"], [0, 1, 1, -1]], [{"a": 1, "b": 0, "d": 2}, {0: 1}])
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("margin 1: found level 'c' without a target")
    assert lines[1].startswith("margin 1: found target 2 for 'd' without respondents")
    assert lines[2].startswith("margin 1: found target 0 for 'b', must be above 0")
    assert lines[3].startswith("margin 2: found 1 rows without a level")
    assert lines[4].startswith("margin 2: found level 1 without a target")


def test_margins_of_two_populations_are_refused() -> None:
    with pytest.raises(StatisticsError, match="found 4 and 5 as sums"):
        build_cells(ONES, [[0, 0, 1, 1], [0, 1, 0, 1]], [{0: 2, 1: 2}, {0: 2, 1: 3}])


def test_every_margin_needs_targets() -> None:
    with pytest.raises(StatisticsError, match="found 1 with 2 targets"):
        build_cells(ONES, [[0, 0, 1, 1]], [{0: 1}, {0: 1}])


def test_the_worst_level_is_named() -> None:
    cells = build_cells(ONES, [list("aabb")], [{"a": 1, "b": 3}])
    assert cells.error(cells.mass) == (1.0, "margin 1, 'a'")
