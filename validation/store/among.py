"""Rows by many keys at once, on either database."""

from collections.abc import Callable

from sqlalchemy import JSON, Column, ColumnElement, String, any_, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY


def among(dialect: str, keys: Column[str], name: str) -> ColumnElement[bool]:
    """Return the condition that a key is one of a list, which is given by a name.

    The statement is the same however long the list is, so that it is written and planned once.
    """
    return CONDITIONS[dialect](keys, name)


def _among_sqlite(keys: Column[str], name: str) -> ColumnElement[bool]:
    given = func.json_each(bindparam(name, type_=JSON)).table_valued(column("value", String))
    return keys.in_(select(given.c.value))


def _among_postgresql(keys: Column[str], name: str) -> ColumnElement[bool]:
    return keys == any_(bindparam(name, type_=ARRAY(String)))


CONDITIONS: dict[str, Callable[[Column[str], str], ColumnElement[bool]]] = {
    "sqlite": _among_sqlite,
    "postgresql": _among_postgresql,
}
