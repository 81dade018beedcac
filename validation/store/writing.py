"""Adding rows that may be there already, on either database."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

Values = Mapping[str, Any]
COUNTED = {"preserve_rowcount": True}  # PostgreSQL sends many rows at once and loses count else
MANY = 5_000
CHUNK = 1_000  # rows a statement: bounded memory, and no slower than more at once


def add_new(connection: Connection, table: Table, rows: Iterable[Values]) -> int:
    """Add those rows whose natural key is not there yet, and return how many they are."""
    insert = INSERTS[connection.dialect.name](table)
    left = iter(rows)
    added = 0
    while chunk := list(islice(left, CHUNK)):
        added += connection.execute(insert, chunk, execution_options=COUNTED).rowcount
    count_anew(connection, table, added)
    return added


def count_anew(connection: Connection, table: Table, added: int) -> None:
    """Let the database know at once that a table has grown much, and not some minutes later."""
    if added >= MANY:
        COUNTS[connection.dialect.name](connection, table)


def _insert_sqlite(table: Table) -> Insert:
    return sqlite.insert(table).on_conflict_do_nothing()


def _insert_postgresql(table: Table) -> Insert:
    return postgresql.insert(table).on_conflict_do_nothing()


def _count_sqlite(connection: Connection, table: Table) -> None:
    # It plans without counts, by the indices that there are.
    del connection, table


def _count_postgresql(connection: Connection, table: Table) -> None:
    # Until a table is counted it is taken for small, and every row of it compared with every other.
    connection.execute(text(f'ANALYZE "{table.name}"'))


COUNTS: dict[str, Callable[[Connection, Table], None]] = {
    "sqlite": _count_sqlite,
    "postgresql": _count_postgresql,
}
INSERTS: dict[str, Callable[[Table], Insert]] = {
    "sqlite": _insert_sqlite,
    "postgresql": _insert_postgresql,
}
