"""Adding rows that may be there already, on either database."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

Values = Mapping[str, Any]
COUNTED = {"preserve_rowcount": True}  # PostgreSQL sends many rows at once and loses count else
CHUNK = 1_000  # rows a statement: bounded memory, and no slower than more at once


def add_new(connection: Connection, table: Table, rows: Iterable[Values]) -> int:
    """Add those rows whose natural key is not there yet, and return how many they are."""
    insert = INSERTS[connection.dialect.name](table)
    left = iter(rows)
    added = 0
    while chunk := list(islice(left, CHUNK)):
        added += connection.execute(insert, chunk, execution_options=COUNTED).rowcount
    return added


def _insert_sqlite(table: Table) -> Insert:
    return sqlite.insert(table).on_conflict_do_nothing()


def _insert_postgresql(table: Table) -> Insert:
    return postgresql.insert(table).on_conflict_do_nothing()


INSERTS: dict[str, Callable[[Table], Insert]] = {
    "sqlite": _insert_sqlite,
    "postgresql": _insert_postgresql,
}
