"""`todenna demo` shows the main job on the examples."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unmeasured import unmeasured

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_demo_ends_with_verdicts_reports_and_what_prefect_ran(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "validation.cli", "demo", "--examples", str(EXAMPLES)],
        env={**unmeasured(), "TODENNA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "From expectation to recommendation · 250 responses" in done.stdout
    assert "Television as a touchpoint · 2044 responses" in done.stdout
    reports = re.findall(r"report: (\S+)", done.stdout)
    assert len(reports) == 12
    assert "trend.sv.html" in [Path(report).name for report in reports]
    assert all(Path(report).is_file() for report in reports)
    assert len(re.findall(r"digest: (\S+)", done.stdout)) == 4
    requests = json.loads((tmp_path / "sendgrid-requests.json").read_text(encoding="utf-8"))
    told = ("research", "planning", "suunnittelu", "planering")
    assert all(f"{one}@example.com" in json.dumps(requests) for one in told)
    assert done.stdout.count("Completed") == 11
    assert "300 mails (invitations) taken by the mail service" in done.stdout
    [fielded] = re.findall(r"fieldwork: 300 invited, (\d+) answered", done.stdout)
    assert 150 < int(fielded) < 200
    assert "could not answer" not in done.stdout
    inboxes = re.findall(r"inbox: (\S+)", done.stdout)
    assert len(inboxes) == 3
    assert all("@example.com" in Path(inbox).read_text(encoding="utf-8") for inbox in inboxes)


def test_examples_that_are_elsewhere_are_told(run: Callable[..., Any], tmp_path: Path) -> None:
    done = run("demo", "--examples", tmp_path)
    assert done.code == 1
    assert "Start the demo in the folder of the project." in done.err
