"""A server in a process of its own: that of the respondents' pages, or another."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from validation.settings import Settings

SERVE = [sys.executable, "-m", "validation.cli", "serve", "--port", "0"]
ADDRESS = re.compile(r"http://\S+:\d+")


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Give the address at which `todenna serve` answers; it ends with the block."""
    environment = {
        "TODENNA_HOME": str(settings.home),
        "TODENNA_DATABASE": settings.database,
        "TODENNA_ADDRESS": settings.address,
    }
    with running(SERVE, environment) as address:
        yield address


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str] | None = None, said: str = ""
) -> Iterator[str]:
    """Give the first address that a program prints; it ends with the block."""
    told = {**os.environ, **(environment or {})}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=told) as process:
        try:
            yield _address(process, said)
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
