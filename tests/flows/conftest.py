"""Prefect's own server for all tests of flows, and a place for what they keep."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import pytest

from flows.environment import ELSEWHERE, QUIET
from tests.unmeasured import unmeasured

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Start a Prefect server of its own, once, that reports nothing home."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        for name in ELSEWHERE:
            patch.delenv(name, raising=False)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        from prefect.testing.utilities import prefect_test_harness

        # Loaded now, it sets up logging before a test begins to capture it.
        import_module("prefect.main")
        harness = prefect_test_harness(server_startup_timeout=120)
        with ExitStack() as stack:
            with pytest.MonkeyPatch.context() as start:
                for name in os.environ.keys() - unmeasured().keys():
                    start.delenv(name)
                stack.enter_context(harness)
            yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything in a folder of the test."""
    monkeypatch.setenv("TODENNA_HOME", str(tmp_path))
    for name in ("TODENNA_DATABASE", "TODENNA_OUTBOX", "SENDGRID_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def mobile() -> dict[str, str]:
    """Return the files of the mobile operator example as a flow's parameters."""
    folder = EXAMPLES / "mobile_operator"
    return {
        "study_file": str(folder / "study.yaml"),
        "answers_file": str(folder / "responses.csv"),
    }
