from collections.abc import Callable

import numpy as np
import pytest

from validation.responses.cells import OFF, Cells, cells_of, misfits_of, shown
from validation.responses.table import Table

Make = Callable[..., Cells]


def test_each_distinct_text_is_decided_once(cells: Make) -> None:
    asked: list[str] = []

    def decide(text: str) -> int:
        asked.append(text)
        return len(text)

    column = cells("a", "bb", "a", "bb", "a")
    assert column.decided(decide).tolist() == [1, 2, 1, 2, 1]
    assert sorted(asked) == ["a", "bb"]


def test_a_text_without_meaning_is_off(cells: Make) -> None:
    codes = cells("1", "x").decided({"1": 1}.get)
    assert codes.tolist() == [1, OFF]


def test_texts_of_other_rows_are_not_decided() -> None:
    table = Table.of("answers.csv", {"q": ["1", "never seen"]})
    column = cells_of(table, "q", np.array([0]))
    assert [column.texts[at] for at in column.used()] == ["1"]


def test_misfits_are_grouped_by_text_in_the_order_of_the_rows(cells: Make) -> None:
    column = cells("z", "1", "a", "z", column="q")
    found = misfits_of(column, np.array([True, False, True, True]), "a number")
    assert [(one.found, one.positions.tolist()) for one in found] == [("z", [0, 3]), ("a", [2])]


def test_nothing_off_gives_no_misfit(cells: Make) -> None:
    assert misfits_of(cells("1"), np.array([False]), "a number") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" \u00a0 ", "an empty cell"), ("two\nlines", "two lines"), ("x" * 60, "x" * 40 + "…")],
)
def test_a_cell_is_shown_on_one_short_line(text: str, expected: str) -> None:
    assert shown(text) == expected
