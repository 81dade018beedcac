"""What can go wrong on a disk is told in one sentence."""

from pathlib import Path

import pytest

from validation.errors import FileError
from validation.files.access import reading, write_text, writing


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            FileNotFoundError(2, "No such file"),
            "found no such file, must be a file. Check",
        ),
        (IsADirectoryError(21, "Is a directory"), "found a folder, must be a file"),
        (PermissionError(13, "Permission denied"), r"cannot be read \(Permission denied\)"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "no UTF-8 text"),
    ],
)
def test_reading_faults_are_told(tmp_path: Path, fault: Exception, expected: str) -> None:
    with pytest.raises(FileError, match=expected), reading(tmp_path / "a.csv"):
        raise fault


def test_near_name_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").touch()
    path = tmp_path / "answer.csv"
    with pytest.raises(FileError, match=r"Did you mean answers\.csv\?"), reading(path):
        path.read_text()


def test_full_disk_is_told(tmp_path: Path) -> None:
    words = r"No space left on device\), must be one with room\. Free space"
    with pytest.raises(FileError, match=words), writing(tmp_path / "a"):
        raise OSError(28, "No space left on device")


def test_place_without_permission_is_told(tmp_path: Path) -> None:
    words = r"a: found .* \(Permission denied\), must be one that you may write to\. Give"
    with pytest.raises(FileError, match=words), writing(tmp_path / "a"):
        raise PermissionError(13, "Permission denied")


def test_text_is_written_in_utf_8(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "ä")
    assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa4"
