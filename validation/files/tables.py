"""A file of answers, CSV or XLSX, as a table of text."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from validation.errors import FileError, Problem
from validation.files.access import reading
from validation.files.content import Broken, Content, Record
from validation.files.delimited import open_delimited
from validation.responses import Table, Texts

Progress = Callable[[int], None]
TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
# Few enough rows that their cells stay in the processor's cache: twice as fast as 20,000.
BATCH = 256
ROWS_A_REPORT = 64 * BATCH


def read_table(
    path: Path,
    *,
    columns: Collection[str] | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """Return the cells of a CSV or XLSX file as text, row 1 taken as the column names.

    Args:
        path: to the file.
        columns: to keep the cells of; every column if left out.
        sheet: of a workbook; the first if left out.
        progress: called with the bytes read so far.

    Raises:
        FileError: It cannot be read, is empty, or has columns of the same name.
    """
    with _opened(Path(path), sheet) as content:
        names = _names(path, content.header)
        kept = [
            at for at, name in enumerate(names) if name and (columns is None or name in columns)
        ]
        rows = _Rows(len(names), kept)
        rows.read(content, progress or _silent)
        if not rows.numbers and not rows.broken:
            message = f"{path}: found column names and no rows of answers, must be one at least."
            raise FileError(f"{message} Was the file written to its end?")
        return Table(
            name=Path(path).name,
            columns=tuple(name for name in names if name),
            cells={names[at]: rows.cells[at].coded() for at in kept},
            rows=np.array(rows.numbers, dtype=np.int32),
            sha256=content.sha256,
            encoding=content.encoding,
            delimiter=content.delimiter,
            broken=rows.broken,
            notes=(*content.notes, *_unnamed(names)),
        )


def read_columns(path: Path, *, sheet: str | None = None) -> tuple[str, ...]:
    """Return the column names of a CSV or XLSX file.

    Raises:
        FileError: It cannot be read, is empty, or has columns of the same name.
    """
    with _opened(Path(path), sheet) as content:
        return tuple(name for name in _names(path, content.header) if name)


class _Index(dict[str, int]):
    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


class _Cells:
    def __init__(self) -> None:
        self.index = _Index()
        self.parts: list[NDArray[np.int32]] = []

    def add(self, texts: Sequence[str]) -> None:
        codes = np.fromiter(map(self.index.__getitem__, texts), np.int32, len(texts))
        # Most columns have few texts, and one byte a cell then holds which it is.
        self.parts.append(codes.astype(np.min_scalar_type(-len(self.index)), copy=False))

    def coded(self) -> Texts:
        codes = np.concatenate([np.empty(0, dtype=np.int8), *self.parts])
        self.parts.clear()
        return Texts(tuple(self.index), codes)


class _Rows:
    def __init__(self, width: int, kept: Iterable[int]) -> None:
        self.width = width
        self.cells = {at: _Cells() for at in kept}
        self.numbers = array("i")
        self.broken: dict[int, str] = {}

    def read(self, content: Content, progress: Progress) -> None:
        first = 2
        while batch := list(islice(content.records, BATCH)):
            self._add(first, batch)
            first += len(batch)
            if (first - 2) % ROWS_A_REPORT == 0:
                progress(content.position())
        progress(content.position())

    def _add(self, first: int, batch: Sequence[Record]) -> None:
        if set(map(len, batch)) == {self.width} and all(map(any, batch)):
            self.numbers.extend(range(first, first + len(batch)))
            whole = batch
        else:
            whole = [*self._whole(first, batch)]
        columns = [*zip(*whole, strict=True)]
        for at, cells in self.cells.items() if columns else ():
            cells.add(columns[at])

    def _whole(self, first: int, batch: Sequence[Record]) -> Iterator[list[str]]:
        for row, record in enumerate(batch, start=first):
            if isinstance(record, Broken):
                self.broken[row] = record.found
            elif (len(record) < self.width and any(record)) or any(record[self.width :]):
                self.broken[row] = f"{len(record)} cells in place of {self.width}"
            elif any(record):
                self.numbers.append(row)
                yield record[: self.width]


@contextmanager
def _opened(path: Path, sheet: str | None) -> Iterator[Content]:
    with reading(path), _opener(path, sheet) as content:
        yield content


def _opener(path: Path, sheet: str | None) -> AbstractContextManager[Content]:
    if path.is_dir():
        message = f"{path}: found a folder, must be a CSV or XLSX file. {_tables_in(path)}"
        raise FileError(message)
    ending = path.suffix.lower()
    if ending in WORKBOOK_ENDINGS:
        # openpyxl takes a quarter of a second to load, which CSV need not wait for
        from validation.files.workbooks import open_workbook  # noqa: PLC0415

        return open_workbook(path, sheet)
    if ending in TEXT_ENDINGS:
        return open_delimited(path)
    message = f"{path}: found the ending {ending or '(none)'}, must be .csv, .tsv, .txt or .xlsx."
    raise FileError(f"{message} Save or export the table as CSV in UTF-8, or as .xlsx.")


def _names(path: Path, header: Sequence[str]) -> list[str]:
    names = [" ".join(name.split()) for name in header]
    if not any(names):
        message = f"{path}, row 1: found nothing, must be the column names."
        raise FileError(f"{message} Write them in the first row.")
    repeated = [name for name, times in Counter(names).items() if name and times > 1]
    if repeated:
        problems = [_repeated(name, names) for name in repeated]
        raise FileError(f"{path}: columns of the same name cannot be told apart.", problems)
    return names


def _repeated(name: str, names: Sequence[str]) -> Problem:
    places = ", ".join(str(at) for at, other in enumerate(names, start=1) if other == name)
    return Problem("row 1", f"{name} in columns {places}", "a name once", "Rename or delete one.")


def _unnamed(names: Sequence[str]) -> tuple[str, ...]:
    places = [str(at) for at, name in enumerate(names, start=1) if not name]
    if not places:
        return ()
    return (f"Columns without a name are left out: number {', '.join(places)}.",)


def _tables_in(folder: Path) -> str:
    endings = (*TEXT_ENDINGS, *WORKBOOK_ENDINGS)
    found = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in endings)
    return f"Name one of {', '.join(found[:8])}." if found else "There is none in it."


def _silent(_bytes_read: int) -> None:
    pass
