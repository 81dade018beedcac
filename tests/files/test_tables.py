import csv
import io
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from validation.errors import FileError
from validation.files import read_columns, read_table
from validation.responses import Table


def write(path: Path, content: str) -> Path:
    path.write_bytes(content.encode())
    return path


def cells(table: Table) -> dict[str, list[str]]:
    return {
        name: [texts.distinct[code] for code in texts.codes] for name, texts in table.cells.items()
    }


def test_a_file_is_read_as_text_with_its_rows_and_hash(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "id,q\n007,1.0\n008,\n"))
    assert (table.name, table.columns) == ("a.csv", ("id", "q"))
    assert cells(table) == {"id": ["007", "008"], "q": ["1.0", ""]}
    assert table.rows.tolist() == [2, 3]
    # printf 'id,q\n007,1.0\n008,\n' | sha256sum
    assert table.sha256 == "45093637ee3968c779495a9e88bb8fe4cd5b5f4fca34e20ff0575f968fed49e6"


def test_blank_rows_are_left_out_and_keep_their_number(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "id,q\n1,2\n\n,\n3,4\n\n"))
    assert table.rows.tolist() == [2, 5]
    assert table.broken == {}


def test_rows_of_another_length_are_broken(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "id,q\n1,2\n3\n4,5,6\n7,8,\n9,10\n"))
    assert table.rows.tolist() == [2, 5, 6]
    assert table.broken == {3: "1 cells in place of 2", 4: "3 cells in place of 2"}
    assert table.n_read == 5


def test_a_half_written_last_row_is_broken(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", 'id,q\n1,2\n3,"not at'))
    assert table.broken == {3: "a quote that opens and is never closed"}


def test_only_the_columns_asked_for_are_kept_and_all_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b,c\n1,2,3\n")
    table = read_table(path, columns=["c", "a", "absent"])
    assert table.columns == ("a", "b", "c")
    assert cells(table) == {"a": ["1"], "c": ["3"]}
    assert read_columns(path) == ("a", "b", "c")


def test_column_names_are_on_one_line(tmp_path: Path) -> None:
    assert read_columns(write(tmp_path / "a.csv", '" How,\nin short? ",b\n1,2\n')) == (
        "How, in short?",
        "b",
    )


def test_columns_without_a_name_are_left_out_and_told(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", '"",q\n1,7\n2,8\n'))
    assert table.columns == ("q",)
    assert table.notes == ("Columns without a name are left out: number 1.",)


def test_columns_of_the_same_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="found q in columns 1, 3"):
        read_table(write(tmp_path / "a.csv", "q,r,q\n1,2,3\n"))


def test_progress_is_told_in_bytes_up_to_the_end(tmp_path: Path) -> None:
    told: list[int] = []
    content = "id,q\n" + "".join(f"{at},7\n" for at in range(40_000))
    read_table(write(tmp_path / "a.csv", content), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == len(content)
    assert len(told) > 2


def test_a_workbook_gives_the_same_table_as_text(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (["id", "q"], [1, 7.5], [2, "x"]):
        workbook.worksheets[0].append(row)
    workbook.save(tmp_path / "a.xlsx")
    there = read_table(tmp_path / "a.xlsx")
    here = read_table(write(tmp_path / "a.csv", "id,q\n1,7.5\n2,x\n"))
    assert cells(there) == cells(here)
    assert there.rows.tolist() == here.rows.tolist()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "found an empty file"),
        ("\n\n", "row 1: found nothing, must be the column names"),
        ("id,q\n", "found column names and no rows"),
    ],
)
def test_a_file_without_a_table_is_told(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(FileError, match=told):
        read_table(write(tmp_path / "a.csv", content))


def test_a_missing_file_is_told_with_its_neighbour(tmp_path: Path) -> None:
    write(tmp_path / "responses.csv", "a\n1\n")
    with pytest.raises(FileError, match=r"no such file.*Did you mean responses\.csv\?"):
        read_table(tmp_path / "response.csv")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        read_table(tmp_path / "nowhere" / "a.csv")


def test_a_folder_is_told_with_the_tables_in_it(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "a\n1\n")
    with pytest.raises(FileError, match=r"found a folder, .*Name one of a\.csv"):
        read_table(tmp_path)


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.csv", "a\n1\n")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match=r"cannot be read \(Permission denied\).*permissions"):
        read_table(path)


@pytest.mark.parametrize("name", ["a.xls", "a.sav", "a.json", "answers"])
def test_other_endings_are_told_with_what_can_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"must be \.csv, \.tsv, \.txt or \.xlsx\. Save or export"):
        read_table(write(tmp_path / name, "a\n1\n"))


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff"), max_size=8)
ROWS = st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=8)


class Dialect(NamedTuple):
    """How a program writes CSV."""

    delimiter: str
    quoting: Literal[0, 1, 2, 3]
    end: str
    encoding: str

    def written(self, rows: list[list[str]]) -> bytes:
        """Return the rows as such a program writes them."""
        text = io.StringIO()
        writer = csv.writer(
            text, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.end
        )
        writer.writerows(rows)
        return text.getvalue().encode(self.encoding)


DIALECTS = st.builds(
    Dialect,
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, dialect=DIALECTS)
def test_what_is_written_in_any_dialect_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], dialect: Dialect
) -> None:
    path = tmp_path_factory.mktemp("dialect") / "a.csv"
    path.write_bytes(dialect.written([["first", "second", "third"], *rows]))
    filled = [row for row in rows if any(row)]
    if not filled:
        with pytest.raises(FileError, match="no rows"):
            read_table(path)
        return
    table = read_table(path)
    assert [*map(list, zip(*cells(table).values(), strict=True))] == filled
    assert table.rows.tolist() == [at for at, row in enumerate(rows, start=2) if any(row)]
