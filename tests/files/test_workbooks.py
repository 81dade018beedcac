from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from validation.errors import FileError
from validation.files.workbooks import cell_text, open_workbook


def write(path: Path, *rows: list[Any]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    answers = workbook.create_sheet("Answers")
    for row in rows:
        answers.append(row)
    workbook.create_sheet("Notes").append(["note"])
    workbook.save(path)
    return path


def test_cells_are_text_as_a_person_reads_them(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id", "q", "on"], [1, 7.5, date(2026, 9, 12)], [2.0, "x"])
    with open_workbook(path) as content:
        assert content.header == ["id", "q", "on"]
        assert list(content.records) == [["1", "7.5", "2026-09-12"], ["2", "x", ""]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7.0, "7"),
        (-99, "-99"),
        (0.1, "0.1"),
        (False, "FALSE"),
        ("7.0", "7.0"),
        (datetime(2026, 9, 12, 8, 30, tzinfo=UTC).replace(tzinfo=None), "2026-09-12 08:30:00"),
        (datetime(2026, 9, 12, tzinfo=UTC).replace(tzinfo=None), "2026-09-12"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_a_value_has_one_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_blank_row_stays_in_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id", "q"], [1, 2], [None, None], [3, 4])
    with open_workbook(path) as content:
        assert list(content.records) == [["1", "2"], ["", ""], ["3", "4"]]


def test_cells_beyond_the_column_names_are_kept_to_be_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id"], [1, None, "note"])
    with open_workbook(path) as content:
        assert list(content.records) == [["1", "", "note"]]


def test_another_sheet_is_read_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id"], [1])
    with open_workbook(path, "Notes") as content:
        assert content.header == ["note"]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id"], [1])
    with (
        pytest.raises(FileError, match="no sheet Data, must be one of Answers, Notes"),
        open_workbook(path, "Data"),
    ):
        pass


def test_a_formula_that_was_never_calculated_is_told_with_its_cell(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id", "q"], [1, "=1+2"])
    with (
        pytest.raises(FileError, match="cell B2: found a formula without its result"),
        open_workbook(path),
    ):
        pass


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "an empty file"),
        (b"\xd0\xcf\x11\xe0...", "a workbook with a password"),
        (b"id,q\n1,2\n", "no workbook under this name"),
        (b"PK\x03\x04...", "a workbook that cannot be read"),
    ],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError, match=told), open_workbook(path):
        pass


def test_half_a_workbook_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["id"], [1])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileError, match="must be a whole"), open_workbook(path):
        pass
