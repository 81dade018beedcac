"""Each contestant in a process of its own: its seconds, its results and the memory it took."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.works import IN_R, OURS

HERE = Path(__file__).parent
MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024
ABSENT = "ModuleNotFoundError"


@dataclass(frozen=True, slots=True)
class Run:
    """What one contestant took for one work; `failure` says why there is nothing.

    `cpu` are the seconds of all processors, which other work on the machine changes less.
    """

    contestant: str
    seconds: float = float("nan")
    cpu: float = float("nan")
    memory: float = float("nan")
    version: str = ""
    values: Mapping[str, list[float]] = field(default_factory=dict)
    failure: str = ""


def run_contestant(contestant: str, work: str, folder: Path, times: int, python: str) -> Run:
    """Return the best of so many times, and the peak memory of the whole process."""
    command = _command(contestant, python)
    if command is None:
        return Run(contestant, failure="not installed")
    with subprocess.Popen(
        [*command, work, str(folder), str(times)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=HERE.parent,
        text=True,
    ) as process:
        # standard error is small here, so reading one pipe after the other cannot block
        said, complained = process.stdout.read(), process.stderr.read()  # type: ignore[union-attr]
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        return Run(contestant, failure=_failure(complained))
    found = json.loads(said.splitlines()[-1])
    return Run(
        contestant,
        min(found["seconds"]),
        min(found["cpu"]),
        usage.ru_maxrss / MEGABYTE,
        found["version"],
        found["values"],
    )


def _command(contestant: str, python: str) -> list[str] | None:
    if contestant == IN_R:
        script = shutil.which("Rscript")
        return None if script is None else [script, str(HERE / "contestants" / "survey.R")]
    interpreter = sys.executable if contestant == OURS else python
    return [interpreter, "-m", f"benchmarks.contestants.of_{contestant}"]


def _failure(complained: str) -> str:
    last = complained.strip().splitlines()[-1] if complained.strip() else "no word"
    absent = ABSENT in last or "there is no package" in complained
    return "not installed" if absent else last[:100]
