"""The commands of events are there, and say what they take."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "expected"),
    [("emit", "--file"), ("events", "--contact"), ("event-key", "show it once")],
)
def test_each_command_has_its_help(run: Run, command: str, expected: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert expected in " ".join(done.out.split())
