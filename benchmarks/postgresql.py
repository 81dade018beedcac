"""A PostgreSQL server for a while, on this machine alone, that waits for the disk as in earnest."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
PATIENCE = 60.0  # seconds until it must be there
OWNER = "postgres"
SETTINGS = {"fsync": "on", "synchronous_commit": "on", "max_connections": "60"}


def find_server() -> Path | None:
    """Return the folder of an installed server's programs, the newest; None if there is none."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = [one for place in PLACES for one in Path("/").glob(place.lstrip("/"))]
    return max((one for one in found if (one / "initdb").is_file()), default=None)


@contextmanager
def run_postgresql(programs: Path) -> Iterator[str]:
    """Give the address of an empty database; the server ends with the block, its data with it."""
    with tempfile.TemporaryDirectory(prefix="todenna-postgresql-") as place:
        folder, password = Path(place), secrets.token_hex(16)
        _own(folder)
        _make_cluster(programs, folder, password)
        port = _free_port()
        with _started(programs, folder, port):
            address = f"postgresql://{OWNER}:{password}@{LOOPBACK}:{port}/postgres"
            _wait(programs, port)
            yield address


def _make_cluster(programs: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    _own(secret)
    options = ["--username", OWNER, "--auth", "scram-sha-256", "--pwfile", str(secret)]
    options += ["--encoding", "UTF8", "--no-locale", "-D", str(folder / "data")]
    _run([*_as_owner(), str(programs / "initdb"), *options])


@contextmanager
def _started(programs: Path, folder: Path, port: int) -> Iterator[None]:
    given = SETTINGS | {
        "listen_addresses": LOOPBACK, "port": str(port), "unix_socket_directories": str(folder)
    }  # fmt: skip
    options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
    command = [*_as_owner(), str(programs / "postgres"), "-D", str(folder / "data"), *options]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
    try:
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _wait(programs: Path, port: int) -> None:
    end = time.monotonic() + PATIENCE
    asked = [str(programs / "pg_isready"), "-q", "-h", LOOPBACK, "-p", str(port), "-t", "1"]
    while subprocess.run(asked, check=False).returncode:
        if time.monotonic() > end:
            sys.exit(f"PostgreSQL: found no answer in {PATIENCE:.0f} s.")


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"PostgreSQL: {done.stderr.strip()}")


def _as_owner() -> list[str]:
    """PostgreSQL does not run as root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"] if root else []


def _own(path: Path) -> None:
    if _as_owner():
        shutil.chown(path, OWNER, OWNER)


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as listener:
        return int(listener.getsockname()[1])
