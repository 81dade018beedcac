"""Tables for people, JSON for programs, progress for long work."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from validation.cli.output import LONG_ENOUGH, progress, say, write_json, write_text
from validation.errors import FileError


def test_what_is_no_number_is_null_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"a": float("nan"), "b": [float("inf"), 1.5], "c": ("ä",)})
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": [None, 1.5], "c": ["ä"]}


def test_text_goes_to_the_file_named(tmp_path: Path) -> None:
    write_text("Myymälä", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "Myymälä"


def test_folder_is_no_place_for_a_text(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_text("x", tmp_path)


def test_short_reading_shows_no_progress(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    with progress(tmp_path / "a.csv", "Reading") as told:
        assert told is None


def test_long_reading_shows_progress(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * LONG_ENOUGH)
    with progress(path, "Reading answers") as told:
        told(LONG_ENOUGH)
    printed = capsys.readouterr()
    assert "Reading answers" in printed.err
    assert "100%" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(("terminal", "lines"), [(True, 2), (False, 1)])
def test_only_a_terminal_gets_a_long_line_broken(*, terminal: bool, lines: int) -> None:
    written = StringIO()
    say(Console(file=written, width=20, force_terminal=terminal), "a line of thirty characters is")
    assert len(written.getvalue().splitlines()) == lines
