"""Set up and run Todenna on a bare machine: `python3 dev.py demo`, `python3 dev.py test`."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BINARIES = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BINARIES / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = ENVIRONMENT / "todenna.stamp"
# Where Python keeps what it compiled; goes with the environment.
COMPILED = ENVIRONMENT / "compiled"
USAGE = """usage: python3 dev.py COMMAND [arguments]

  demo    set everything up and show the main job on the examples
  test    set everything up and run all checks and tests
          (with arguments: only pytest, with those arguments)
  lint    the checks alone: ruff, mypy, import-linter
  audit   look the packages of requirements.lock up among known vulnerabilities
  lock    write requirements.lock anew from pyproject.toml
  run     todenna with the arguments that follow"""


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands and return its exit code."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "demo": demo,
        "test": test,
        "lint": lint,
        "audit": audit,
        "lock": lock,
        "run": run,
    }
    if not arguments or arguments[0] not in commands:
        print(USAGE)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    set_up()
    return commands[arguments[0]](arguments[1:])


def demo(arguments: Sequence[str]) -> int:
    """Assess the examples and print their verdict tables."""
    return run(["demo", *arguments])


def run(arguments: Sequence[str]) -> int:
    """Run the command `todenna` with these arguments."""
    return call(PYTHON, "-m", "validation.cli", *arguments)


def test(arguments: Sequence[str]) -> int:
    """Run the checks and the tests, or only the tests that the arguments name."""
    if arguments:
        return call(PYTHON, "-m", "pytest", *arguments)
    return lint([]) or call(
        PYTHON,
        "-m",
        "pytest",
        "-n",
        "auto",
        "--dist",
        "loadgroup",
        "--cov",
        "--cov-report=term:skip-covered",
    )


def lint(_: Sequence[str]) -> int:
    """Run every check that reads the code; all of them, even when the first fails."""
    checks: list[list[str | Path]] = [
        [BINARIES / "ruff", "check"],
        [BINARIES / "ruff", "format", "--check"],
        [BINARIES / "mypy"],
        [BINARIES / "lint-imports"],
    ]
    return max(call(*check) for check in checks)


def audit(arguments: Sequence[str]) -> int:
    """Fail where a locked package has a known vulnerability; without the advisories, say so."""
    options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    service = ["--vulnerability-service", "osv"]
    command = [BINARIES / "pip-audit", "--requirement", LOCK, *options, *service, *arguments]
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, check=False, capture_output=True, text=True
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return tell_no_audit(done.stderr)
    found = [(one, each) for one in packages for each in one.get("vulns", [])]
    for one, each in found:
        mended = ", ".join(each["fix_versions"]) or "none yet"
        print(f"{one['name']} {one['version']}: {each['id']}, mended in {mended}")
    print(f"audit: {len(found)} known vulnerabilities in {len(packages)} packages")
    return 1 if found else 0


def tell_no_audit(said: str) -> int:
    """Say why nothing was audited; only where the advisories cannot be reached is that no fault."""
    last = said.strip().rpartition("\n")[2]
    if "requests.exceptions." in said or "ServiceError" in said:
        print(f"audit: the advisories cannot be reached, so nothing was looked up ({last})")
        return 0
    print(said, file=sys.stderr)
    return 1


def lock(_: Sequence[str]) -> int:
    """Write the lock file anew, without the addresses of package registries."""
    options = ["--universal", "--python-version", "3.11", "--group", "dev", "--upgrade"]
    silent = ["--quiet", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    return call(BINARIES / "uv", "pip", "compile", "pyproject.toml", *options, *silent, "-o", LOCK)


def set_up() -> None:
    """Make `.venv` as the lock file says, unless it already is so."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if sys.version_info < (3, 11):
        sys.exit(f"Python {sys.version.split()[0]} found, must be 3.11 or newer. Install it first.")
    start = time.perf_counter()
    say("1/3 making .venv")
    venv.create(ENVIRONMENT, with_pip=True, clear=ENVIRONMENT.exists())
    say("2/3 fetching the installer")
    installer = find_installer()
    say("3/3 installing what requirements.lock names, and this project")
    install(installer, "-r", str(LOCK))
    install(installer, "--no-deps", "--editable", str(ROOT))
    STAMP.write_text(wanted)
    say(f"ready after {time.perf_counter() - start:.0f} s; from now on this step is skipped")


def find_installer() -> list[str]:
    """Return how to install: with uv, or with pip where uv cannot be had."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    if subprocess.run([*pip, "install", "--quiet", "uv"], check=False).returncode == 0:
        return [str(BINARIES / "uv"), "pip"]
    found = shutil.which("uv")
    return [found, "pip"] if found else pip


def install(installer: Sequence[str], *what: str) -> None:
    """Install packages into `.venv`, or stop with the installer's own message."""
    environment = {**os.environ, "VIRTUAL_ENV": str(ENVIRONMENT)}
    done = subprocess.run([*installer, "install", *what], env=environment, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The installation failed; the message above says why. Mend it and run this again.")


def call(*command: str | Path) -> int:
    """Run a command in the project's folder and return its exit code."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=keep_compiled(os.environ), check=False
    )
    return done.returncode


def keep_compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which Python compiles a module once, not in each process anew."""
    kept = {**environment, "PYTHONPYCACHEPREFIX": str(COMPILED)}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept


def say(sentence: str) -> None:
    """Print a line of progress at once."""
    print(f"[set-up] {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
