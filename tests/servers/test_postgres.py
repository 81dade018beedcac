"""The server of the tests itself: it ends with whoever started it."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.servers.postgres import NAMED, installed_programs, new_database, running_postgres

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from tests.servers.postgres import running_postgres
with running_postgres() as address:
    print(address, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def starter(monkeypatch: pytest.MonkeyPatch, postgres: str) -> "subprocess.Popen[str]":
    """Return a process that started a server of its own and waits; its output is the address."""
    assert postgres
    monkeypatch.delenv(NAMED, raising=False)
    if installed_programs() is None:
        pytest.skip(f"{NAMED} names a server, and none is installed to be started here.")
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    )


def test_the_server_ends_when_its_starter_is_killed(starter: "subprocess.Popen[str]") -> None:
    with starter:
        assert starter.stdout
        address = starter.stdout.readline().strip()
        with psycopg.connect(address) as connection:
            starter.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(60)")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_server_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAMED, "postgresql://anna@db/postgres")
    with running_postgres() as address:
        assert address == "postgresql://anna@db/postgres"


@pytest.mark.parametrize(("durable", "fsync"), [(False, "off"), (True, "on")])
def test_a_durable_server_waits_for_the_disk(
    monkeypatch: pytest.MonkeyPatch, postgres: str, fsync: str, *, durable: bool
) -> None:
    assert postgres
    monkeypatch.delenv(NAMED, raising=False)
    if installed_programs() is None:
        pytest.skip(f"{NAMED} names a server, and none is installed to be started here.")
    with running_postgres(durable=durable) as address, psycopg.connect(str(address)) as connection:
        assert connection.execute("SHOW fsync").fetchone() == (fsync,)


def test_a_database_is_gone_after_its_test(postgres: str) -> None:
    with new_database(postgres) as address, psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(address)
