import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--times", "1", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=120,
        check=False,
    )


def test_two_contestants_agree_and_are_timed() -> None:
    found = started("--only", "shares", "--contestants", "todenna", "pandas", "memory")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "All results agree." in found.stdout
    rows = [line.split(" | ") for line in found.stdout.splitlines() if "n = 20,000" in line]
    assert [row[1] for row in rows] == ["todenna", "pandas", "memory"]
    assert all(float(row[2]) > 0 for row in rows)


def test_a_package_that_is_not_installed_is_said_to_be_so() -> None:
    found = started("--only", "rake", "--contestants", "todenna", "leafblower")
    assert "| leafblower | not installed |" in found.stdout


@pytest.mark.parametrize("wrong", [["--only", "sums"], ["--contestants", "nobody"]])
def test_what_is_not_known_is_refused(wrong: list[str]) -> None:
    assert "invalid choice" in started(*wrong).stderr
