from pathlib import Path

import pytest

from validation.errors import FileError
from validation.files.content import Broken
from validation.files.delimited import open_delimited


def read(path: Path, content: str | bytes) -> tuple[list[str], list[list[str]], str]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_delimited(path) as opened:
        return opened.header, list(opened.records), opened.delimiter


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["q1", "q2", "q3"], ["1", "2", "3"], ["4", "5", "6"]]
    content = "".join(f"{delimiter.join(line)}\n" for line in lines)
    header, records, found = read(tmp_path / "a.csv", content)
    assert [header, *records] == lines
    assert found == delimiter


def test_decimal_commas_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    content = "id;w\n1;0,5\n2;1,5\n"
    assert read(tmp_path / "a.csv", content)[1] == [["1", "0,5"], ["2", "1,5"]]


def test_the_line_in_which_excel_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    header, records, delimiter = read(tmp_path / "a.csv", "sep=|\na|b\n1|2\n")
    assert (header, records, delimiter) == (["a", "b"], [["1", "2"]], "|")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_cells_hold_line_breaks(tmp_path: Path, end: str) -> None:
    content = f'"How,\nin short?",b{end}"1,5",2{end}'
    header, records, _ = read(tmp_path / "a.csv", content)
    assert header == ["How,\nin short?", "b"]
    assert records == [["1,5", "2"]]


def test_quotes_inside_cells_are_kept(tmp_path: Path) -> None:
    _, records, _ = read(tmp_path / "a.csv", 'a,b\n"say ""no""",5" screen\n')
    assert records == [['say "no"', '5" screen']]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('a,b\n1,2\n3,"never', "a quote that opens and is never closed"),
        ('a,b\n1,2\n"x"y,3\n', "text after a closing quote"),
        ("a,b\n1,2\n3,ä".encode()[:-1], "half a letter at the end of the file"),
    ],
)
def test_a_record_that_cannot_be_read_says_why(
    tmp_path: Path, content: str | bytes, found: str
) -> None:
    _, records, _ = read(tmp_path / "a.csv", content)
    assert records[0] == ["1", "2"]
    assert isinstance(records[1], Broken)
    assert records[1].found == found


def test_windows_letters_are_read_and_told_with_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id;city\n1;Oulu\n2;Jyväskylä\n".encode("cp1252"))
    with open_delimited(path) as content:
        assert list(content.records)[1] == ["2", "Jyväskylä"]
        assert "Windows-1252" in content.notes[0]
        assert "row 3, column city" in content.notes[0]


@pytest.mark.parametrize(
    "content",
    [
        b"id;city\n1;\xc3\xa4\n2;\xe4\n",
        b"id;city\n1;x\n2;\x81\n",
        b"\xef\xbb\xbfid;city\n1;x\n2;\xe4\n",
    ],
)
def test_letters_of_no_one_encoding_are_refused_with_row_and_column(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(FileError, match="row 3, column city: found a letter that is not UTF-8"):
        read(tmp_path / "a.csv", content)


def test_broken_column_names_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="row 1: found text after a closing quote"):
        read(tmp_path / "a.csv", '"a"b,c\n1,2\n')
