"""Requests as fast as they are answered, by wrk, and what came of them."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_name("requests.lua")
CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Line:
    """One request: to which path, and the form that it sends; without one it is a GET."""

    path: str
    body: str | None = None

    def __str__(self) -> str:
        return f"{'GET' if self.body is None else 'POST'}\t{self.path}\t{self.body or ''}\n"


@dataclass(frozen=True, slots=True)
class Hammered:
    """How many requests were answered, in which time; milliseconds of half, 99 % and the slowest.

    `failed` counts answers of 400 and more, and what was not answered.
    """

    requests: int
    seconds: float
    failed: int
    p50: float
    p99: float
    most: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def hammer(
    address: str, lines: Iterable[Line], seconds: int, *, connections: int = CONNECTIONS
) -> Hammered:
    """Send requests over so many connections for so long, beginning anew after the last."""
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk: found none, must be installed. On Debian: apt-get install wrk.")
    with tempfile.TemporaryDirectory() as place:
        requests = Path(place) / "requests.txt"
        requests.write_text("".join(map(str, lines)), encoding="ascii")
        options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s"]
        command = [wrk, *options, str(SCRIPT), address, "--", str(requests)]
        run = subprocess.run(
            [*command, urlsplit(address).netloc], capture_output=True, text=True, check=False
        )
    if run.returncode:
        sys.exit(f"wrk: {run.stderr.strip() or run.stdout.strip()}")
    return Hammered(**json.loads(run.stdout.strip().splitlines()[-1]))
