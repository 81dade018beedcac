from hashlib import sha256
from pathlib import Path

import pytest

from validation.errors import FileError
from validation.files.encodings import BLOCK, read_spelling


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"a,b\n1,2\n", "utf-8"),
        ("nimi\nÄiti\n".encode(), "utf-8"),
        ("nimi\nÄiti\n".encode("utf-8-sig"), "utf-8-sig"),
        ("nimi\nÄiti\n".encode("utf-16"), "utf-16"),
        ("nimi\nÄiti\n".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    spelling = read_spelling(path)
    assert spelling.encoding == encoding
    assert spelling.sha256 == sha256(content).hexdigest()
    assert spelling.fault == (encoding == "cp1252")
    assert not spelling.mixed
    assert not spelling.cut


def test_a_letter_across_two_blocks_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"a" * (BLOCK - 1) + "ä\n".encode())
    assert read_spelling(path).encoding == "utf-8"


def test_letters_of_two_encodings_are_mixed(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes("ä\n".encode() + b"\xe4\n")
    assert read_spelling(path).mixed


def test_a_file_that_ends_inside_a_letter_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes("a;ä".encode()[:-1])
    spelling = read_spelling(path)
    assert (spelling.cut, spelling.encoding) == (True, "utf-8")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "found an empty file"),
        (b"PK\x03\x04...", "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0...", "an old Excel file"),
        (b"$FL2...", "an SPSS file"),
        (b"%PDF-1.7", "a PDF"),
        (b"a,b\n1,\x002\n", "found bytes of zero"),
        ("a,b\n1,2\n".encode("utf-16-le"), "found bytes of zero"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match=told):
        read_spelling(path)
