"""Prefect keeps its things beside ours and reports nothing home."""

import os
from pathlib import Path

import pytest

from flows.environment import ELSEWHERE, QUIET, prepare_environment


@pytest.fixture(autouse=True)
def plain(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from an environment without a word about Prefect."""
    del home
    for name in (*QUIET, *ELSEWHERE, "PREFECT_HOME"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_both_kinds_of_telemetry_are_off() -> None:
    prepare_environment()
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_server_of_the_operator_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "theirs"))
    assert prepare_environment() == tmp_path / "theirs"
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"


def test_demo_writes_to_no_server_of_the_person(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Path
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    monkeypatch.setenv("PREFECT_API_KEY", "secret")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "theirs"))
    assert prepare_environment(own=True) == home / "prefect"
    assert not set(ELSEWHERE) & set(os.environ)
