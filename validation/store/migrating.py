"""Bringing a database to the schema of this version, once, whoever opens it first."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from validation.errors import StoreError
from validation.store.engines import reading

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "r0005"  # the newest revision; here, so that an open store need not load Alembic
FOLDER = Path(__file__).parent / "migrations"
SHOWN = 3
LOCK = 730_491_202  # always the same number, for PostgreSQL's advisory lock


def migrate(engine: Engine, target: str = HEAD) -> None:
    """Bring the database to a revision, in one transaction, while others wait.

    Raises:
        StoreError: the database was made by a newer version, or by another program.
    """
    with reading(engine) as connection:
        if revision_of(connection) == target:
            return
    with engine.connect() as connection:
        let_tables_be_rebuilt(connection)
        with connection.begin():
            LOCKS[engine.dialect.name](connection)
            _upgrade(connection, target)
        # What the transaction needed is not for others, who would get this connection next.
        connection.invalidate()


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database has, None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def build_config(connection: Connection) -> "Config":
    """Return Alembic's configuration for a connection: where the revisions are."""
    from alembic.config import Config  # noqa: PLC0415 (a second that only a migration costs)

    config = Config(stdout=sys.stdout)  # else that of the moment when Alembic was loaded
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection, target: str) -> None:
    from alembic import command  # noqa: PLC0415 (a second that only a migration costs)
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (the same)

    config = build_config(connection)
    scripts = ScriptDirectory.from_config(config)
    _check_ours(connection, [one.revision for one in scripts.walk_revisions()])
    command.upgrade(config, target)


def _check_ours(connection: Connection, known: Sequence[str]) -> None:
    where = f"database {connection.engine.url.render_as_string()}"
    found = revision_of(connection)
    if found is not None and found not in known:
        raise StoreError(
            f"{where}: found revision {found}, must be one of {', '.join(reversed(known))}. It "
            "was made by a newer version of Todenna or by another program: update Todenna, or "
            "name another database (TODENNA_DATABASE)."
        )
    others = inspect(connection).get_table_names()
    if found is None and others:
        raise StoreError(
            f"{where}: found tables of another program ({', '.join(others[:SHOWN])}), must be "
            "empty or made by Todenna. Name another database (TODENNA_DATABASE)."
        )


def let_tables_be_rebuilt(connection: Connection) -> None:
    """Switch SQLite's foreign keys off on a connection that is not in a transaction yet."""
    # SQLite changes a table by making it anew and dropping the old one, which foreign keys would
    # forbid; and inside a transaction they cannot be switched off.
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        if raw is not None:
            raw.cursor().execute("PRAGMA foreign_keys=OFF")


def _lock_sqlite(connection: Connection) -> None:
    # BEGIN IMMEDIATE has locked already.
    del connection


def _lock_postgresql(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})


LOCKS: dict[str, Callable[[Connection], None]] = {
    "sqlite": _lock_sqlite,
    "postgresql": _lock_postgresql,
}
