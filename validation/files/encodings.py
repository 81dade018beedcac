"""How the bytes of a text file spell letters: UTF-8, UTF-16 with its mark, or Windows-1252."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from validation.errors import FileError

BLOCK = 1 << 20
WINDOWS = "cp1252"
NOT_IN_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
FOREIGN = {
    b"PK\x03\x04": "an Excel workbook or ZIP archive. Give it its own ending, such as .xlsx.",
    b"\xd0\xcf\x11\xe0": "an old Excel file. Save it as .xlsx or CSV.",
    b"$FL2": "an SPSS file. Save it as CSV.",
    b"%PDF": "a PDF. Export the answers as CSV or XLSX.",
}
SAVE_AS = "Save the file again as CSV in UTF-8."


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a pass over the bytes of a file says of them.

    `fault` is where the bytes stop being UTF-8, `mixed` that letters stood there before, `cut`
    that the file ends inside a letter.
    """

    sha256: str
    encoding: str
    fault: bool = False
    mixed: bool = False
    cut: bool = False


def read_spelling(path: Path) -> Spelling:
    """Return the hash of a text file and how its letters are spelt.

    Raises:
        FileError: The file is empty, or holds no text.
    """
    with path.open("rb") as file:
        encoding = _encoding(path, file.read(4))
        file.seek(0)
        return _Pass(path, encoding).over(file)


def _encoding(path: Path, start: bytes) -> str:
    if not start:
        raise FileError(f"{path}: found an empty file, must be a table. {SAVE_AS}")
    for mark, what in FOREIGN.items():
        if start.startswith(mark):
            raise FileError(f"{path}: found no CSV, must be text; the bytes are of {what}")
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")


class _Pass:
    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.digest = hashlib.sha256()
        self.letters = False
        self.fault = False

    def over(self, file: BinaryIO) -> Spelling:
        for block in _blocks(file):
            self.digest.update(block)
            self._look(block)
        cut = not self.fault and self._ends_inside_a_letter()
        found = WINDOWS if self.fault and self.encoding == "utf-8" else self.encoding
        return Spelling(
            self.digest.hexdigest(), found, self.fault, self.letters and self.fault, cut
        )

    def _look(self, block: bytes) -> None:
        if self.encoding != "utf-16" and b"\0" in block:
            message = f"{self.path}: found bytes of zero, must be text. {SAVE_AS}"
            raise FileError(message)
        if not self.fault:
            self._decode(block)

    def _decode(self, block: bytes) -> None:
        try:
            text = self.decoder.decode(block)
        except UnicodeDecodeError as error:
            self.fault = True
            self.letters |= not error.object[: error.start].isascii()
        else:
            self.letters |= not text.isascii()

    def _ends_inside_a_letter(self) -> bool:
        try:
            self.decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return True
        return False


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
