"""How the database is spoken to: SQLite as one file, or a PostgreSQL server."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SQLite
from time import monotonic
from typing import Any

import orjson
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from validation.errors import StoreError

NO_FILE = (None, "", ":memory:")
WRITING = "BEGIN IMMEDIATE"
# Reading sees one state from beginning to end, and waits for nobody who writes.
READING: dict[str, dict[str, str]] = {
    "sqlite": {"begin": "BEGIN"},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}
# One statement sees one state anyhow: no transaction is begun and ended around it.
LOOKING = READING | {"postgresql": {"isolation_level": "AUTOCOMMIT"}}
# Seconds that a busy thread may keep the others of its process waiting. Who waits for a server has
# little to do between two of its answers; a thread that is SQLite would only lose by it.
TURNS = {"sqlite": 0.005, "postgresql": 0.001}
RESTED = 1.0  # seconds after which a server may have been started anew


def read_url(address: str) -> URL:
    """Return the address of a database.

    Raises:
        StoreError: it is none, or one of another kind.

    >>> read_url("postgresql://anna@db/todenna").drivername
    'postgresql+psycopg'
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreError(_unknown("something else")) from error
    kind = url.get_backend_name()
    if kind not in BUILDERS or (kind == "sqlite" and url.database in NO_FILE):
        raise StoreError(_unknown(url.render_as_string()))
    return url.set(drivername=DRIVERS[kind])


def build_engine(url: URL, patience: float) -> Engine:
    """Return the engine of a database.

    Args:
        url: where the database is.
        patience: for how many seconds to wait while another program writes.

    Raises:
        StoreError: its folder cannot be made, or its driver is not installed.
    """
    return BUILDERS[url.get_backend_name()](url, patience)


def reading(engine: Engine) -> Connection:
    """Return a new connection on which one state of the database can be read."""
    return engine.connect().execution_options(**READING[engine.dialect.name])


def looking(engine: Engine) -> Connection:
    """Return a new connection on which each statement sees one state of the database."""
    return engine.connect().execution_options(**LOOKING[engine.dialect.name])


def _build_sqlite(url: URL, patience: float) -> Engine:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"folder {folder}: found that it cannot be made ({error.strerror}), must be a folder "
            "that this user may write to. Make it, or name another one (TODENNA_HOME)."
        ) from error
    engine = create_engine(url, **OPTIONS, connect_args={"timeout": patience})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: SQLite, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions would leave out statements that change the schema.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # Who means to write takes the lock at once: a reader that begins to write later is refused.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", WRITING))


def _build_postgresql(url: URL, patience: float) -> Engine:
    milliseconds = round(patience * 1000)
    options = {"options": f"-c lock_timeout={milliseconds}", "connect_timeout": 10}
    try:
        engine = create_engine(url, **OPTIONS, pool_use_lifo=True, connect_args=options)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"database {url.render_as_string()}: found no driver for PostgreSQL, must be psycopg. "
            "Install it: pip install 'todenna[postgresql]'."
        ) from error
    event.listen(engine, "checkin", _rest)
    event.listen(engine, "checkout", partial(_wake, engine.dialect))
    return engine


def _rest(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info["rests_since"] = monotonic()


def _wake(
    dialect: Dialect,
    connection: DBAPIConnection,
    entry: ConnectionPoolEntry,
    _: PoolProxiedConnection,
) -> None:
    # To ask each time whether the server is still there would take as long as finding a page.
    now = monotonic()
    if now - entry.info.get("rests_since", now) > RESTED and not _lives(dialect, connection):
        raise InvalidatePoolError


def _lives(dialect: Dialect, connection: DBAPIConnection) -> bool:
    try:
        return dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        return False


def _written(value: object) -> str:
    return orjson.dumps(value).decode()


def _unknown(found: str) -> str:
    return (
        f"database address: found {found}, must be sqlite:///FILE or "
        "postgresql://USER:PASSWORD@HOST/DATABASE. Set TODENNA_DATABASE, or leave it out."
    )


OPTIONS: dict[str, Any] = {
    "json_serializer": _written,
    "json_deserializer": orjson.loads,
    "hide_parameters": True,  # else an error, and so a log, shows addresses and answers
}
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
BUILDERS: dict[str, Callable[[URL, float], Engine]] = {
    "sqlite": _build_sqlite,
    "postgresql": _build_postgresql,
}
