"""`todenna mail`: what waits for a person, and what the person decides."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("command", ["list", "hold", "release", "abandon"])
def test_every_command_about_mail_has_help(run: Run, command: str) -> None:
    assert "Usage:" in run("mail", command, "--help").out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("command", ["release", "abandon"])
def test_a_person_names_messages_or_says_all(run: Run, command: str) -> None:
    assert run("mail", command).code == 2
    assert run("mail", command, "abc", "--all").code == 2
    assert run("mail", command, "--all").out.startswith("0 messages")
