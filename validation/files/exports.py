"""Files for the researcher, CSV, XLSX and JSON: none of their texts can run as a formula."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validation.files.access import writing

if TYPE_CHECKING:  # openpyxl takes a quarter of a second to load
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | None
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
# A Finnish or Swedish Excel splits at semicolons, so what follows one may become a cell of its
# own. Within a text a sign counts only where a formula could follow: smileys and dashes stay.
RISKY = re.compile(r"^(?=\s*[=+\-@\t\r])|(?<=[;\t\r\n])(?=[=@]|[+-][\w\"'$(])")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LIKE_FORMULAS = ("=", "+", "-", "@", "#")
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_LETTERS = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its title, and its rows with the header first."""

    title: str
    rows: Iterable[Sequence[Cell]]


@contextmanager
def replacing(folder: Path, *names: str) -> Iterator[tuple[Path, ...]]:
    """Yield a path for each file; they take their names together when all of them are written.

    Raises:
        FileError: the folder cannot be made, or something in it cannot be written; files that
            stood there before are kept then.
    """
    halves = tuple(folder / f".{name}.half" for name in names)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            yield halves
            for half, name in zip(halves, names, strict=True):
                half.replace(folder / name)
        finally:
            for half in halves:
                half.unlink(missing_ok=True)


def write_pages(folder: Path, pages: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the pages of a folder by their names, all or none, and return where they are.

    Raises:
        FileError: one cannot be written; what stood there before is kept then.
    """
    with replacing(folder, *pages) as halves:
        for half, text in zip(halves, pages.values(), strict=True):
            half.write_text(text, encoding="utf-8")
    return tuple(folder / name for name in pages)


def fits_sheet(rows: int, columns: int) -> bool:
    """Say whether a sheet of a workbook holds so many rows (its header included) and columns.

    >>> fits_sheet(1_048_576, 40), fits_sheet(1_048_577, 40)
    (True, False)
    """
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS


def defused(text: str) -> str:
    """Return a text with an apostrophe before each place where a formula could begin.

    >>> defused("=1+1"), defused("-5"), defused("nice ;-)")
    ("'=1+1", '-5', 'nice ;-)')
    """
    return text if NUMBER.fullmatch(text.strip(" ")) else RISKY.sub("'", text)


def write_csv(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows as CSV in UTF-8 with its mark, as spreadsheets expect it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows([_defused(cell) for cell in row] for row in rows)


def write_workbook(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write sheets as XLSX, every text typed as text."""
    from openpyxl import Workbook  # noqa: PLC0415 (see above)

    workbook = Workbook(write_only=True)
    for sheet in sheets:
        written = workbook.create_sheet(sheet.title)
        written.freeze_panes = "A2"
        for row in sheet.rows:
            written.append([_typed(written, cell) for cell in row])
    workbook.save(path)


def write_json(path: Path, content: Any) -> None:  # noqa: ANN401 (any JSON)
    """Write JSON that people can read too."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _defused(cell: Cell) -> Cell:
    return defused(cell) if isinstance(cell, str) else cell


def _typed(sheet: "WriteOnlyWorksheet", cell: Cell) -> Any:  # noqa: ANN401 (a value or a cell)
    if not isinstance(cell, str):
        return cell
    text = _shortened(NOT_IN_XML.sub("", cell))
    return _as_text(sheet, text) if text.startswith(LIKE_FORMULAS) else text


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _as_text(sheet: "WriteOnlyWorksheet", text: str) -> Any:  # noqa: ANN401 (openpyxl's cell)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 (see above)

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # so that it stays text when a person edits it
    return cell
