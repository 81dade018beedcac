"""Machines that can be lost: processes under a mark that everything they start carries on.

A reaper of its own waits on its input, so that nothing stays behind however its starter ended.
"""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MARK = "TODENNA_TEST_MACHINE"
PATIENCE = 15.0


@dataclass
class Machine:
    """Processes that end together: by being asked to, or at once as if the power failed."""

    mark: str
    environment: Mapping[str, str]
    folder: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self, command: Sequence[str], log: str) -> "subprocess.Popen[bytes]":
        """Start a command; what it says is in the log of that name."""
        with (self.folder / log).open("ab") as said:
            process = subprocess.Popen(
                command,
                env={**self.environment, MARK: self.mark},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def lose(self) -> None:
        """End everything that runs on it, as a machine does whose power fails."""
        kill_marked(self.mark)
        for process in self.processes:
            process.wait(PATIENCE)

    def has(self, run: str) -> bool:
        """Say whether a run of Prefect's runs on it."""
        wanted = (f"{MARK}={self.mark}", f"PREFECT__FLOW_RUN_ID={run}")
        return any(_carries(one, *wanted) for one in _processes())

    def stop(self) -> None:
        """Ask everything that was started to end, and end what does not."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        kill_marked(self.mark)


@contextmanager
def running_machine(name: str, environment: Mapping[str, str], folder: Path) -> Iterator[Machine]:
    """Yield a machine of one's own; nothing of it is left afterwards, whatever happens."""
    machine = Machine(f"{name}-{secrets.token_hex(8)}", environment, folder)
    reaper = subprocess.Popen(
        [sys.executable, __file__, machine.mark],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests; the reaper ends when they have
    )
    try:
        yield machine
    finally:
        machine.stop()
        reaper.communicate()


def kill_marked(mark: str) -> None:
    """End all processes that carry a mark, and those that they start meanwhile."""
    while marked := [one for one in _processes() if _carries(one, f"{MARK}={mark}")]:
        for one in marked:
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:  # it ended by itself
                continue


def _processes() -> list[int]:
    return [int(one.name) for one in Path("/proc").glob("[0-9]*") if int(one.name) != os.getpid()]


def _carries(process: int, *wanted: str) -> bool:
    folder = Path("/proc") / str(process)
    try:
        ended = folder.joinpath("stat").read_text().rpartition(")")[2].split()[0] in "ZX"
        variables = folder.joinpath("environ").read_bytes().split(b"\0")
        return not ended and all(one.encode() in variables for one in wanted)
    except OSError:  # it ended, or belongs to somebody else
        return False


if __name__ == "__main__":
    sys.stdin.read()
    kill_marked(sys.argv[1])
