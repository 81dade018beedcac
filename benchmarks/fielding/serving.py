"""A server in a process of its own: that of the respondents' pages, or another."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import nan
from pathlib import Path

from validation.settings import Settings

SERVE = [sys.executable, "-m", "validation.cli", "serve", "--port", "0"]
ADDRESS = re.compile(r"http://\S+:\d+")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers, and its process."""

    address: str
    process: int

    def cpu(self) -> float:
        """Return the seconds of all processors that it has had; NaN where nobody can tell."""
        told = Path(f"/proc/{self.process}/stat")
        if not told.is_file():
            return nan
        user, system = told.read_text("ascii").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Give the server that `todenna serve` is; it ends with the block."""
    environment = {
        "TODENNA_HOME": str(settings.home),
        "TODENNA_DATABASE": settings.database,
        "TODENNA_ADDRESS": settings.address,
    }
    with running(SERVE, environment) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str] | None = None, said: str = ""
) -> Iterator[Server]:
    """Give the server of which a program prints the address; it ends with the block."""
    told = {**os.environ, **(environment or {})}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=told) as process:
        try:
            yield Server(_address(process, said), process.pid)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str], said: str) -> str:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("found no pipes to a program that was started with some.")
    process.stdin.write(said)
    process.stdin.close()
    for line in process.stdout:
        if found := ADDRESS.search(line):
            return found[0].rstrip(".")
    raise RuntimeError("found no address in what a server said; its own words stand above.")
