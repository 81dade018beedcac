"""The audit of the locked packages, with what pip-audit writes in place of pip-audit itself."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[2]
BAD = {"id": "PYSEC-2099-1", "fix_versions": ["3.11"], "aliases": [], "description": "bad"}
GOOD = {"name": "rich", "version": "14.0", "vulns": []}
UNREACHED = (
    "Traceback (most recent call last):\n"
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.osv.dev', port=443)"
)
Auditing = Callable[..., int]


@pytest.fixture
def auditing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Auditing:
    """Audit with a program that writes so much and ends with such a code."""

    def make(written: str, errors: str, code: int) -> int:
        program = tmp_path / "pip-audit"
        program.write_text(
            f"#!{sys.executable}\nimport sys\n"
            f"open({str(tmp_path / 'asked')!r}, 'w').write(' '.join(sys.argv[1:]))\n"
            f"print({written!r})\nprint({errors!r}, file=sys.stderr)\nsys.exit({code})\n"
        )
        program.chmod(0o755)
        monkeypatch.setattr(dev, "BINARIES", tmp_path)
        return dev.audit(["--timeout", "5"])

    return make


def test_a_known_vulnerability_fails(
    auditing: Auditing, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = {"dependencies": [GOOD, {"name": "idna", "version": "3.10", "vulns": [BAD]}]}

    assert auditing(json.dumps(found), "Found 1 known vulnerability", 1) == 1
    assert capsys.readouterr().out == (
        "idna 3.10: PYSEC-2099-1, mended in 3.11\naudit: 1 known vulnerabilities in 2 packages\n"
    )
    asked = (tmp_path / "asked").read_text()
    assert f"--requirement {ROOT / 'requirements.lock'}" in asked
    assert "--timeout 5" in asked


def test_no_known_vulnerability_passes(auditing: Auditing) -> None:
    assert auditing(json.dumps({"dependencies": [GOOD]}), "No known vulnerabilities", 0) == 0


def test_advisories_that_cannot_be_reached_are_told_and_no_fault(
    auditing: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert auditing("", UNREACHED, 1) == 0
    assert "the advisories cannot be reached, so nothing was looked up" in capsys.readouterr().out


def test_another_failure_of_the_audit_fails(
    auditing: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert auditing("", "ERROR: requirements.lock: bad line", 1) == 1
    assert "bad line" in capsys.readouterr().err


def test_what_audits_is_locked_and_ci_runs_it() -> None:
    assert "pip-audit==" in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "dev.py audit" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
