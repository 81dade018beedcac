"""`todenna trend` on the real waves of an example."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Pair = tuple[Path, Path]


@pytest.mark.usefixtures("home")
def test_waves_are_lined_up_up_to_the_newest_or_the_one_named(run: Run, media: Pair) -> None:
    for wave in ("2012", "2014"):
        run("import", media[0], "-r", media[1], "--wave", wave)
        run("report", "media-use", "--wave", wave)
    newest = run("trend", "media-use").out

    assert "2 waves up to 2014." in newest
    assert Path(newest.split()[-1]).name.startswith("trend.")
    first = run("trend", "media-use", "--wave", "2012").out
    assert "1 wave up to 2012." in first
    assert "most-watch-two-hours: new" in first
    assert first.rstrip().endswith("A trend needs a second wave; there is no page yet.")


@pytest.mark.usefixtures("home")
def test_a_study_without_verdicts_is_told_what_to_do(run: Run) -> None:
    done = run("trend", "media-use")

    assert done.code == 1
    assert "todenna report media-use --wave NAME" in " ".join(done.err.split())
