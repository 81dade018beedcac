"""The databases of tests: SQLite as a file, and PostgreSQL on a server of the run's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.postgres import NAMED, new_database, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a PostgreSQL server on which databases may be made."""
    with running_postgres() as address:
        if address is None:
            _do_without()
        else:
            yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'todenna.db'}"
        return
    with new_database(request.getfixturevalue("postgres")) as made:
        yield made


def _do_without() -> None:
    """Skip where a person may have no PostgreSQL; fail in CI, which installs one."""
    message = f"PostgreSQL is not installed: install it, or name a server in {NAMED}."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
