"""The command `todenna serve` in a process of its own, which can be stopped and killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.unmeasured import unmeasured


@dataclass(frozen=True)
class Running:
    """A server and where it says that it is."""

    process: "subprocess.Popen[str]"
    said: str

    @property
    def url(self) -> str:
        return next(word for word in self.said.split() if word.startswith("http://")).rstrip(",;")


@contextmanager
def running(*arguments: str, **settings: str) -> Iterator[Running]:
    """Start the command and yield it when it says where it is; end it in the end."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "validation.cli", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=unmeasured("TODENNA_") | settings,
    ) as process:
        assert process.stdout is not None
        try:
            yield Running(process, process.stdout.readline())
        finally:
            process.kill()
