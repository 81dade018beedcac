"""Delimited text (CSV): which delimiter, and its records one after the other."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from validation.errors import FileError
from validation.files.content import Broken, Content, Record
from validation.files.encodings import NOT_IN_WINDOWS, SAVE_AS, WINDOWS, Spelling, read_spelling

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
SAMPLE_ROWS = 200
REPLACED = "\ufffd"
# Excel writes the delimiter into a line of its own, which it does not show.
HINT_LINE = re.compile(r'"?sep=(.)"?\s*')
FAULTS = {
    "unexpected end": "a quote that opens and is never closed",
    "field larger": "a quote that opens and is never closed",
    "expected after": "text after a closing quote",
}


@contextmanager
def open_delimited(path: Path) -> Iterator[Content]:
    """Open delimited text and give its header and records.

    Raises:
        FileError: The file holds no table of text.
    """
    spelling = read_spelling(path)
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, spelling.encoding, _errors(spelling), newline="")
        delimiter = _hinted(text) or _sniffed(text)
        records = _records(text, delimiter)
        header = _header(path, next(records, []))
        note = _told(path, spelling, delimiter, header)
        whole = _uncut(records) if spelling.cut else records
        notes = (note,) if note else ()
        yield Content(header, whole, raw.tell, spelling.sha256, spelling.encoding, delimiter, notes)


def _errors(spelling: Spelling) -> str:
    return "replace" if spelling.cut or spelling.fault else "strict"


def _hinted(text: io.TextIOWrapper) -> str:
    hint = HINT_LINE.fullmatch(text.readline(SAMPLE))
    if hint is None:
        text.seek(0)
    return "" if hint is None else hint.group(1)


def _sniffed(text: io.TextIOWrapper) -> str:
    start = text.read(SAMPLE)
    text.seek(0)
    whole = start if len(start) < SAMPLE else start[: start.rfind("\n") + 1] or start
    return max(DELIMITERS, key=lambda delimiter: _fit(whole, delimiter))


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        records = [record for record in islice(reader, SAMPLE_ROWS) if record]
    except csv.Error:
        return (0.0, 0)
    width = len(records[0]) if records else 0
    fitting = sum(len(record) == width for record in records)
    return (round(fitting / len(records), 1), width) if width > 1 else (0.0, 0)


def _records(text: Iterable[str], delimiter: str) -> Iterator[Record]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    while True:
        try:
            record: Record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            record = Broken(_worded(str(error)))
        yield record


def _worded(fault: str) -> str:
    return next((words for start, words in FAULTS.items() if start in fault), fault)


def _uncut(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        half = not isinstance(record, Broken) and record and record[-1].endswith(REPLACED)
        yield Broken("half a letter at the end of the file") if half else record


def _header(path: Path, record: Record) -> list[str]:
    if isinstance(record, Broken):
        raise FileError(f"{path}, row 1: found {record.found}, must be column names. {SAVE_AS}")
    return record


def _told(path: Path, spelling: Spelling, delimiter: str, header: list[str]) -> str:
    if not spelling.fault:
        return ""
    meant = "utf-8" if spelling.encoding == WINDOWS else spelling.encoding
    where = _place_of_fault(path, meant, delimiter, header)
    unreadable = spelling.encoding != WINDOWS or spelling.mixed or _unknown_to_windows(path)
    if unreadable:
        message = f"{path}, {where}: found a letter that is not {_meant(spelling)}, must be UTF-8."
        raise FileError(f"{message} {SAVE_AS}")
    return (
        f"{path.name} was read as Windows-1252, because a letter is not UTF-8 ({where}). "
        f"If letters look wrong: {SAVE_AS[0].lower()}{SAVE_AS[1:]}"
    )


def _meant(spelling: Spelling) -> str:
    if spelling.encoding == WINDOWS:
        return "UTF-8 like those before it" if spelling.mixed else "UTF-8 nor Windows-1252"
    return spelling.encoding.removesuffix("-sig").upper()


def _unknown_to_windows(path: Path) -> bool:
    with path.open("rb") as raw:
        return any(len(line.translate(None, NOT_IN_WINDOWS)) < len(line) for line in raw)


def _place_of_fault(path: Path, encoding: str, delimiter: str, header: list[str]) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        for row, record in enumerate(_records(text, delimiter), start=1):
            cells = [] if isinstance(record, Broken) else record
            at = next((at for at, cell in enumerate(cells) if REPLACED in cell), None)
            if at is not None:
                column = header[at] if row > 1 and at < len(header) else str(at + 1)
                return f"row {row}, column {column}"
    return "in a row that cannot be read"
