"""A proof program in its short form: started once for an engine, and what it reported."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_killed import environment
from tests.servers.postgres import NAMED

ROOT = Path(__file__).parents[2]


def prove(request: pytest.FixtureRequest, module: str, folder: Path, *options: object) -> Any:  # noqa: ANN401 (any JSON)
    """Run a program of this folder on the engine that a fixture asks for; return its report.

    Its code is 0 or 1, whatever it found: a test says better what is wrong.
    """
    own = environment(folder)
    if request.param == "postgresql":
        own[NAMED] = request.getfixturevalue("postgres")
    given = [folder / "run", *options, "--engine", request.param]
    done = subprocess.run(
        [sys.executable, "-m", f"tests.e2e.{module}", *map(str, given)],
        cwd=ROOT,
        env=own,
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.returncode in {0, 1}
    return json.loads(done.stdout)
