import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import typer.main

from validation.claims import Claim
from validation.cli.app import app

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SHORT = 80
COUNTED = 13


def test_the_table_is_what_the_command_prints() -> None:
    example = ROOT / "examples" / "mobile_operator"
    command = ["assess", str(example / "study.yaml"), "-r", str(example / "responses.csv")]
    run = subprocess.run(
        [sys.executable, "-m", "validation.cli", *command],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONUTF8": "1"},
    )
    printed = {line.rstrip() for line in run.stdout.splitlines()}
    (shown,) = re.findall(r"^```\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)

    assert [line for line in shown.splitlines() if line.rstrip() not in printed] == []


def test_every_command_that_it_names_exists() -> None:
    commands = typer.main.get_command(app)
    existing = set(getattr(commands, "commands", {}))
    named = set(re.findall(r"bin/todenna (\w+)", TEXT)) | set(re.findall(r"todenna (\w+) my", TEXT))

    assert {"new", "check", "preview", "size", "assess", "topline"} <= named <= existing


def test_it_names_every_kind_of_claim() -> None:
    kinds = {
        get_args(one.model_fields["kind"].annotation)[0] for one in get_args(get_args(Claim)[0])
    }

    assert sorted(kind for kind in kinds if f"`{kind}`" not in TEXT) == []
    assert len(kinds) == COUNTED
    assert "one of thirteen kinds" in TEXT


def test_its_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)

    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 (that is what it is for)

    share, slope = capsys.readouterr().out.splitlines()
    assert 0 < float(share) < 1
    assert slope.startswith("Estimate(estimate=")


def test_it_names_the_two_commands_for_a_bare_machine() -> None:
    assert "python3 dev.py demo" in TEXT
    assert "python3 dev.py test" in TEXT


def test_it_stays_short() -> None:
    assert len(TEXT.splitlines()) <= SHORT
