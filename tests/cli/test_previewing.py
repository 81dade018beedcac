"""`todenna preview` shows the questionnaire as text and as a page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_text_shows_every_question(run: Callable[..., Any], mobile: tuple[Path, Path]) -> None:
    out = run("preview", mobile[0]).out
    assert "How do you rate the technical quality of the network?" in out
    assert "advice-beats-network" in out


def test_page_is_written_where_asked(
    run: Callable[..., Any], mobile: tuple[Path, Path], tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    assert run("preview", mobile[0], "--as", "html", "--language", "fi", "--out", path).code == 0
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert '<html lang="fi"' in page
    assert "Millaisena pidät verkon teknistä laatua?" in page


def test_place_that_cannot_be_written_is_told(
    run: Callable[..., Any], mobile: tuple[Path, Path], tmp_path: Path
) -> None:
    done = run("preview", mobile[0], "--out", tmp_path / "nowhere" / "page.html")
    assert done.code == 1
    assert "cannot be written" in done.err
