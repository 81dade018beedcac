"""Files for the researcher: whole or not at all, and no text in them runs as a formula."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from validation.errors import FileError
from validation.files.exports import (
    MOST_LETTERS,
    Sheet,
    defused,
    fits_sheet,
    replacing,
    write_csv,
    write_json,
    write_pages,
    write_workbook,
)

FORMULAS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    " =1+1",
    '=HYPERLINK("https://example.org";"see")',
]
HARMLESS = ["", "a=b", "-5", "+5", "-7,5", "+358401234567", "nice ;-)", "one\n- two", "50 % - 60 %"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_number_or_sentence_stays_as_it_was(text: str) -> None:
    assert defused(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\t=1+1", "'\t'=1+1"),
        ("dear;=1+1", "dear;'=1+1"),
        ("dear\n=1+1", "dear\n'=1+1"),
        ("dear;@SUM(A1);-2+3", "dear;'@SUM(A1);'-2+3"),
    ],
)
def test_formula_behind_another_delimiter_is_defused_too(text: str, safe: str) -> None:
    assert defused(text) == safe


def test_csv_has_mark_and_line_ends_that_spreadsheets_expect(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [["id", "q"], ["ä;b", 1], ['say "hi", twice', 0.25], ["two\nlines", None]])
    assert path.read_bytes() == (
        b"\xef\xbb\xbfid,q\r\n"
        b"\xc3\xa4;b,1\r\n"
        b'"say ""hi"", twice",0.25\r\n'
        b'"two\nlines",\r\n'
    )  # fmt: skip


def test_number_below_zero_stays_a_number_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [[-3, -0.5, "-3", "=3"]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [*csv.reader(file)] == [["-3", "-0.5", "-3", "'=3"]]


@pytest.mark.parametrize("text", [*FORMULAS[:4], "#REF!", "#N/A", "-5", "2026-01-02", "007"])
def test_text_in_a_workbook_is_text_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("answers", [["q"], [text]])])
    cell = load_workbook(path)["answers"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_text_like_a_formula_stays_text_when_a_person_edits_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("answers", [["=1+1", "plain"]])])
    row = load_workbook(path)["answers"][1]
    assert [bool(cell.quotePrefix) for cell in row] == [True, False]


def test_number_in_a_workbook_is_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("answers", [[-3, 0.25, None]]), Sheet("codebook", [["q"]])])
    workbook = load_workbook(path)
    assert workbook.sheetnames == ["answers", "codebook"]
    assert [cell.value for cell in workbook["answers"][1]] == [-3, 0.25]


def test_text_that_no_workbook_can_hold_is_written_as_far_as_it_can(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("answers", [["a\x0bb\x00c"], ["x" * 40_000]])])
    first, second = (row[0].value for row in load_workbook(path)["answers"].iter_rows())
    assert first == "abc"
    assert second == "x" * (MOST_LETTERS - 1) + "…"


def test_sheet_holds_what_excel_says_that_it_holds() -> None:
    # 1,048,576 rows and 16,384 columns: Microsoft, Excel specifications and limits
    assert fits_sheet(2**20, 2**14)
    assert not fits_sheet(2**20 + 1, 1)
    assert not fits_sheet(1, 2**14 + 1)


def test_json_is_read_by_people_too(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"says": "Hyvä", "estimate": None})
    assert path.read_bytes() == '{\n  "says": "Hyvä",\n  "estimate": null\n}\n'.encode()
    assert json.loads(path.read_bytes()) == {"says": "Hyvä", "estimate": None}


def test_files_take_their_names_together(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    with replacing(folder, "a.csv", "b.csv") as (first, second):
        first.write_text("1")
        second.write_text("2")
        assert not (folder / "a.csv").exists()
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "a.csv": "1",
        "b.csv": "2",
    }


def test_what_stood_there_is_kept_when_writing_breaks_off(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("before")
    with pytest.raises(FileError, match="No space left on device"):
        break_off(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.csv", "before")]


def break_off(folder: Path) -> None:
    with replacing(folder, "a.csv", "b.csv") as (first, _):
        first.write_text("half")
        raise OSError(28, "No space left on device")


def test_pages_are_written_together(tmp_path: Path) -> None:
    written = write_pages(tmp_path / "new", {"en.html": "Shop", "fi.html": "Myymälä"})
    assert [path.name for path in written] == ["en.html", "fi.html"]
    assert [path.read_text(encoding="utf-8") for path in written] == ["Shop", "Myymälä"]
    assert len([*(tmp_path / "new").iterdir()]) == 2


def test_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("a file in the way")
    with (
        pytest.raises(FileError, match="out: found a place that cannot be written"),
        replacing(place, "a.csv"),
    ):
        pass


def test_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with (
        pytest.raises(FileError, match="cannot be written"),
        replacing(tmp_path, "a.csv") as [half],
    ):
        half.write_text("1")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
