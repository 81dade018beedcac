"""The command itself: help, usage, schema, and what it does not load."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

HEAVY = {"pandas", "statsmodels", "prefect", "matplotlib", "scipy.stats", "sqlmodel"}
EXAMPLE = "examples/mobile_operator"
COMMANDS = ["new", "check", "preview", "size", "assess", "topline", "schema", "demo"]
COMMANDS += ["plan", "import", "report", "digest", "export", "status", "serve"]


def test_help_lists_the_commands(run: Callable[..., Any]) -> None:
    done = run("--help")
    assert done.code == 0
    for command in COMMANDS:
        assert command in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Callable[..., Any], command: str) -> None:
    assert "Usage:" in run(command, "--help").out


def test_wrong_usage_exits_with_two(run: Callable[..., Any]) -> None:
    assert run("asess").code == 2


def test_schema_is_printed(run: Callable[..., Any]) -> None:
    assert json.loads(run("schema").out)["title"] == "Todenna study file"


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        (["--help"], {"numpy", "pydantic", "rich"}),
        (
            ["assess", f"{EXAMPLE}/study.yaml", "-r", f"{EXAMPLE}/responses.csv", "--json"],
            {"openpyxl"},
        ),
    ],
)
def test_light_paths_load_nothing_heavy(arguments: list[str], also: set[str]) -> None:
    program = (
        "import sys; from validation.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not (HEAVY | also) & set(done.stderr.split())
