"""A PostgreSQL server of one's own for tests: made from an installed one, and gone afterwards.

A process of its own keeps the server and waits on its input, so that the server ends with whoever
started it, however that ended.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, make_url, text

NAMED = "TODENNA_TEST_POSTGRES"
OWNER = "postgres"  # PostgreSQL refuses to run as root
INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = (
    "max_connections=100",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=''",
)
HASTY = ("fsync=off", "full_page_writes=off")  # what is lost with the machine is no loss
DURABLE = "durable"
EMPTY = """
SET lock_timeout = '10s';
SET session_replication_role = replica;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$
"""
TRIES = 5  # a free port may be taken before the server has it


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[str | None]:
    """Yield the address of a server on which databases may be made; None if there is none.

    Args:
        durable: wait for the disk at every commit, as in earnest.
    """
    if named := os.environ.get(NAMED):
        yield named
    elif programs := installed_programs():
        with _kept(programs, [DURABLE] if durable else []) as address:
            yield address
    else:
        yield None


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Yield the address of an empty database on a server; it is dropped afterwards."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"todenna_{secrets.token_hex(16)}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        own = url.set(database=name, drivername="postgresql")
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def empty_database(address: str) -> None:
    """Delete all rows of a database, but not which schema it has; a new one takes a second."""
    with psycopg.connect(address) as connection:
        connection.execute(EMPTY)


def installed_programs() -> Path | None:
    """Return the folder with the programs of an installed server, the newest one there is."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    kept = [path for path in INSTALLED.glob("*/bin") if (path / "initdb").is_file()]
    return max(kept, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def _kept(programs: Path, how: list[str]) -> Iterator[str]:
    keeper = subprocess.Popen(
        [sys.executable, __file__, str(programs), *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper ends when they have
    )
    assert keeper.stdin
    assert keeper.stdout
    address = keeper.stdout.readline().strip()
    try:
        if not address:
            raise RuntimeError(f"PostgreSQL of {programs} did not start: {_errors(keeper)}")
        yield address
    finally:
        keeper.communicate()  # closes its input, and waits until the server has ended


def _errors(keeper: subprocess.Popen[str]) -> str:
    return "" if keeper.stderr is None else keeper.stderr.read()


def keep(programs: Path, settings: Sequence[str]) -> None:
    """Run a server until the input ends; its address is written to the output."""
    folder = Path(tempfile.mkdtemp(prefix="todenna-postgres-"))
    try:
        owner = _give(folder)
        password = secrets.token_hex(16)
        _make(programs, folder, owner, password)
        port = _start(programs, folder, owner, settings)
        try:
            sys.stdout.write(f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/postgres\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            _run([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give(path: Path) -> str | None:
    """Give a path to the user as whom the server runs; None if that is who we are."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    shutil.chown(path, OWNER, OWNER)
    return OWNER


def _make(programs: Path, folder: Path, owner: str | None, password: str) -> None:
    words = folder / "password"
    words.write_text(password)
    words.chmod(0o600)
    _give(words)
    login: list[str | Path] = ["-U", OWNER, "-A", "scram-sha-256", "--pwfile", words]
    _run(
        [programs / "initdb", "-N", "-D", folder / "data", *login, "-E", "UTF8", "--no-locale"],
        owner,
    )


def _start(programs: Path, folder: Path, owner: str | None, given: Sequence[str]) -> int:
    for attempt in range(1, TRIES + 1):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        options = " ".join(f"-c {one}" for one in [*given, f"port={port}"])
        log = folder / "log"
        start: list[str | Path] = [
            programs / "pg_ctl",
            "-D",
            folder / "data",
            "-l",
            log,
            "-w",
            "-o",
            options,
            "start",
        ]
        try:
            _run(start, owner)
        except subprocess.CalledProcessError:
            if attempt == TRIES:
                sys.stderr.write(log.read_text() if log.is_file() else "")
                raise
        else:
            return port
    raise AssertionError


def _run(command: list[str | Path], owner: str | None) -> None:
    folder = command[command.index("-D") + 1]
    subprocess.run(
        command,
        check=True,
        cwd=Path(folder).parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        user=owner,
        group=owner,
        extra_groups=None if owner is None else [],
    )


if __name__ == "__main__":
    # Whoever ends it lets it end the server first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    keep(Path(sys.argv[1]), SETTINGS if DURABLE in sys.argv else (*SETTINGS, *HASTY))
