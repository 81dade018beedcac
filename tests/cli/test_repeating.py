"""The commands of studies that repeat have their options and say what they do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("recur",), "Let a study repeat by its cadence"),
        (("recur", "start", "--help"), "--invitations"),
        (("recur", "stop", "--help"), "waves that are there go on"),
        (("waves", "--help"), "what was, what is held, what comes next"),
    ],
)
def test_commands_say_what_they_do(run: Run, command: tuple[str, ...], said: str) -> None:
    done = run(*command)
    assert said in " ".join((done.out + done.err).split())


@pytest.mark.usefixtures("home")
def test_study_that_cannot_repeat_is_told_what_to_mend(run: Run, asking: Path) -> None:
    done = run("recur", "start", asking)
    assert done.code == 1
    assert "cadence of study shop: found none, must be one at least." in done.err
    assert "study nothing: found nothing kept" in run("waves", "nothing").err
    assert "study nothing: found nothing kept" in run("recur", "stop", "nothing").err
