"""Whoever kills the sender, the heartbeat or the settlement: each message has one copy or is held.

The short form of `python -m tests.e2e.mailing`, of which docs/operations.md has the figures.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_killed import environment

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed")]

ROOT = Path(__file__).parents[2]
Report = dict[str, Any]


def field(folder: Path, contacts: int, kills: int, *more: str) -> Report:
    """Field a wave whose processes are killed, and return what came of it."""
    given = [folder / "wave", "--contacts", contacts, "--kills", kills, "--seed", 7, *more]
    command = [sys.executable, "-m", "tests.e2e.mailing", *map(str, given)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, check=False
    )
    assert done.returncode in {0, 1}
    found: Report = json.loads(done.stdout)
    return found


def test_each_message_has_one_copy_whoever_is_killed(tmp_path: Path) -> None:
    report = field(tmp_path, 100, 12)
    assert report["wrong"] == []
    assert set(report["ends"]) <= {"sent", "held"}
    assert 200 < sum(report["ends"].values()) <= 300
    assert set(report["kills"]) == {"advance", "send", "settle"}
    assert sum(report["kills"].values()) >= 12
    assert sum(report["troubles"].values()) > 0
    assert report["told"] >= 2 * report["ends"]["sent"]  # processed and delivered, some twice


def test_what_nobody_is_told_of_is_held_and_never_sent_twice(tmp_path: Path) -> None:
    report = field(tmp_path, 40, 6, "--deaf")
    assert report["wrong"] == []
    assert set(report["ends"]) <= {"sent", "held"}
    assert report["told"] == 0
