"""Queries of a page: written once for a database, and asked and answered in one step of its driver.

A driver lets the other threads of the process run at each of its steps, and SQLite's makes one a
row: among busy threads, waiting to go on takes longer than the rows. So all rows come as one
document, which is also read faster than rows are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Select,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError

from validation.store.asking import ask_postgresql
from validation.store.tables.base import UtcTime

Value = Any
Rows = Sequence[Sequence[Value]]
Bind = Callable[[Value], Value]


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as its driver takes it: its text, its values, and how those are written."""

    text: str
    given: Mapping[str, Value]
    binds: Mapping[str, Bind]
    order: tuple[str, ...] | None

    def values(self, values: Mapping[str, Value]) -> Any:  # noqa: ANN401 (as the driver takes them)
        """Return the values, given by name, as the driver takes them."""
        known = {**self.given, **values}
        for name, bind in self.binds.items():
            known[name] = bind(known[name])
        return known if self.order is None else tuple(known[name] for name in self.order)


def load_rows(connection: Connection, query: Select[Any], **values: Value) -> Rows:
    """Return the rows of a query, in no order.

    Args:
        connection: where they are.
        query: what is asked; it has no real numbers, which a document would round.
        values: what the query names.
    """
    document, readers = _as_document(query, connection.dialect.name)
    found = _first(connection, document, values)
    rows: list[list[Value]] = orjson.loads(found) if found else []
    for place, read in readers:
        for row in rows:
            if row[place] is not None:
                row[place] = read(row[place])
    return rows


def run_written(connection: Connection, statement: Executable, **values: Value) -> None:
    """Run a statement that is written once for a database."""
    _first(connection, statement, values)


def _first(connection: Connection, statement: Executable, values: Mapping[str, Value]) -> Value:
    """Return the first value of the first row that a statement gives, None where it gives none."""
    # Past SQLAlchemy: what it does around a statement takes twice as long as the driver.
    written = _written(statement, connection.dialect)
    try:
        return ASK[connection.dialect.name](connection, written.text, written.values(values))
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, error) from error


def _ask_sqlite(connection: Connection, text: str, values: Sequence[Value]) -> Value:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text, values)
        [found] = cursor.fetchone() or [None]
    finally:
        cursor.close()
    return found


def _told(connection: Connection, error: Exception) -> BaseException:
    """Return an error of the driver as SQLAlchemy tells it."""
    dialect = connection.dialect
    driver: Any = connection.connection.dbapi_connection
    lost = dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]  # one of its errors
    if lost:
        connection.invalidate(error)
    kind = dialect.loaded_dbapi.Error
    return DBAPIError.instance(None, None, error, kind, connection_invalidated=lost)


@lru_cache(maxsize=64)
def _as_document(
    query: Select[Any], dialect: str
) -> tuple[Select[Any], tuple[tuple[int, Bind], ...]]:
    columns = [*query.subquery("found").c]
    readers = (
        (place, read)
        for place, column in enumerate(columns)
        for kind, read in READERS.items()
        if isinstance(column.type, kind)
    )
    return select(DOCUMENTS[dialect](columns)), tuple(readers)


def _document_sqlite(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    told = (func.json(one) if isinstance(one.type, JSON) else one for one in columns)
    return func.json_group_array(func.json_array(*told))


def _document_postgresql(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    return func.json_agg(func.json_build_array(*columns))


@lru_cache(maxsize=128)
def _written(statement: Executable, dialect: Dialect) -> Written:
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # each one has it
    binds = {
        name: bind
        for bound, name in compiled.bind_names.items()
        if (bind := bound.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    order = tuple(compiled.positiontup) if compiled.positional else None
    return Written(str(compiled), compiled.params, binds, order)


@lru_cache(maxsize=4096)  # those of a wave come with each of its people
def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


READERS: dict[type[Any], Bind] = {UtcTime: _time, Boolean: bool}
DOCUMENTS: dict[str, Callable[[Sequence[ColumnElement[Any]]], ColumnElement[Any]]] = {
    "sqlite": _document_sqlite,
    "postgresql": _document_postgresql,
}
ASK: dict[str, Callable[[Connection, str, Any], Value]] = {
    "sqlite": _ask_sqlite,
    "postgresql": ask_postgresql,
}
