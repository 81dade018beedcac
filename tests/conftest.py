"""The databases of tests: SQLite as a file, and PostgreSQL on a server of the run's own.

And how long an example of Hypothesis may take: as long as it does.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.postgres import NAMED, empty_database, new_database, running_postgres
from validation.store import open_store

# How long an example takes tells of the machine: the first one fills caches and renders templates.
settings.register_profile("todenna", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("todenna")
ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a PostgreSQL server on which databases may be made."""
    with running_postgres() as address:
        if address is None:
            _do_without()
        else:
            yield address


@pytest.fixture(scope="session")
def sqlite_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with our tables and nothing in them."""
    path = tmp_path_factory.mktemp("schema") / "todenna.db"
    with open_store(f"sqlite:///{path}"):
        return path


@pytest.fixture(scope="session")
def postgres_schema(postgres: str) -> Iterator[str]:
    """Yield the address of a database on the server that has our tables."""
    with new_database(postgres) as made:
        with open_store(made):
            pass
        yield made


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'todenna.db'}"
        return
    with new_database(request.getfixturevalue("postgres")) as made:
        yield made


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a database of either kind that has our tables, and nothing in them."""
    if request.param == "sqlite":
        path = tmp_path / "todenna.db"
        shutil.copyfile(request.getfixturevalue("sqlite_schema"), path)
        yield f"sqlite:///{path}"
        return
    made = request.getfixturevalue("postgres_schema")
    yield made
    empty_database(made)


def _do_without() -> None:
    """Skip where a person may have no PostgreSQL; fail in CI, which installs one."""
    message = f"PostgreSQL is not installed: install it, or name a server in {NAMED}."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
