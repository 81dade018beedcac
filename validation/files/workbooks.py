"""Excel workbooks (XLSX): the cells of a sheet as text, as a person reads them."""

import hashlib
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from validation.errors import FileError
from validation.files.content import Content, Record

COMPOUND = b"\xd0\xcf\x11\xe0"
BLOCK = 1 << 20
LARGEST_WHOLE = 1e15
UNCALCULATED = re.compile(rb"<f\b[^<>]*(/>|>[^<]*</f>)\s*(</c>|<v\s*/>|<v></v>)")
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    IndexError,
    KeyError,
    ValueError,
)


@contextmanager
def open_workbook(path: Path, sheet: str | None = None) -> Iterator[Content]:
    """Open a sheet of a workbook, the first if none is named, and give its header and records.

    Raises:
        FileError: The file is no workbook, is protected, or has no such sheet.
    """
    with path.open("rb") as file:
        _check_start(path, file.read(4))
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        rows = _rows(path, sheet)
        header = _trimmed(next(rows, []))
        records = (_fitted(row, len(header)) for row in rows)
        yield Content(header, records, file.tell, sha256)


def cell_text(value: Any) -> str:  # noqa: ANN401 (whatever a cell may hold)
    """Return the text of a cell: whole numbers without a point, dates as in ISO 8601.

    >>> cell_text(7.0), cell_text(0.25), cell_text(True), cell_text(date(2026, 9, 12))
    ('7', '0.25', 'TRUE', '2026-09-12')
    """
    return next(text for kind, text in TEXTS.items() if isinstance(value, kind))(value)


def _rows(path: Path, sheet: str | None) -> Iterator[list[str]]:
    try:
        with warnings.catch_warnings(), _sheet(path, sheet, data_only=True) as cells:
            # Workbooks of some programs lack a style sheet; openpyxl warns and reads them.
            warnings.simplefilter("ignore")
            _check_calculated(path, sheet)
            for row in cells:
                yield [cell_text(cell.value) for cell in row]
    except FAULTS as error:
        message = f"{path}: found a workbook that cannot be read ({error}), must be a whole .xlsx."
        raise FileError(f"{message} Open it in a spreadsheet program and save it again.") from error


@contextmanager
def _sheet(path: Path, name: str | None, *, data_only: bool) -> Iterator[Iterable[Sequence[Any]]]:
    workbook = load_workbook(path, read_only=True, data_only=data_only)
    try:
        names = [sheet.title for sheet in workbook.worksheets]
        if name is not None and name not in names:
            message = f"{path}: found no sheet {name}, must be one of {', '.join(names)}."
            raise FileError(message)
        sheet = workbook[names[0] if name is None else name]
        # Programs write wrong dimensions, and cells beyond them would be lost.
        sheet.reset_dimensions()
        yield sheet.iter_rows()
    finally:
        workbook.close()


def _check_start(path: Path, start: bytes) -> None:
    if start == COMPOUND:
        message = (
            f"{path}: found a workbook with a password, or an old .xls, must be an open .xlsx."
        )
        raise FileError(f"{message} Save it as .xlsx without a password.")
    if not start:
        raise FileError(f"{path}: found an empty file, must be a workbook. Save it again.")
    if start != b"PK\x03\x04":
        message = f"{path}: found no workbook under this name, must be .xlsx."
        raise FileError(f"{message} If it is text, name it .csv.")


def _check_calculated(path: Path, sheet: str | None) -> None:
    if not _may_be_uncalculated(path):
        return
    with (
        _sheet(path, sheet, data_only=False) as formulas,
        _sheet(path, sheet, data_only=True) as values,
    ):
        pairs = zip(chain.from_iterable(formulas), chain.from_iterable(values), strict=True)
        for formula, value in pairs:
            if formula.data_type == "f" and value.value is None:
                cell = f"{get_column_letter(formula.column)}{formula.row}"
                message = (
                    f"{path}, cell {cell}: found a formula without its result, must be a value."
                )
                raise FileError(f"{message} Open it in a spreadsheet program and save it again.")


def _may_be_uncalculated(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return any(_has_gap(archive, name) for name in sheets)


def _has_gap(archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as file:
        while block := file.read(BLOCK):
            if UNCALCULATED.search(before + block):
                return True
            before = block[-512:]
    return False


def _trimmed(row: list[str]) -> list[str]:
    filled = [at for at, text in enumerate(row, start=1) if text]
    return row[: filled[-1]] if filled else []


def _fitted(row: list[str], width: int) -> Record:
    trimmed = _trimmed(row)
    return trimmed + [""] * (width - len(trimmed))


def _number(value: float) -> str:
    whole = value.is_integer() and abs(value) < LARGEST_WHOLE
    return str(int(value)) if whole else repr(value)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")


# In this order: a truth value is a whole number too, and a moment is a date.
TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: str,
    bool: lambda value: str(value).upper(),
    int: str,
    float: _number,
    datetime: _moment,
    date: lambda value: str(value.isoformat()),
    object: str,
}
