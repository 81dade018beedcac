"""Rows by many keys at once, on either database."""

from collections.abc import Callable

from sqlalchemy import Column, ColumnElement, String, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY


def among(dialect: str, keys: Column[str], name: str) -> ColumnElement[bool]:
    """Return the condition that a key is one of a list, which is given by a name."""
    return CONDITIONS[dialect](keys, name)


def _among_sqlite(keys: Column[str], name: str) -> ColumnElement[bool]:
    return keys.in_(bindparam(name, expanding=True))


def _among_postgresql(keys: Column[str], name: str) -> ColumnElement[bool]:
    # A statement that grows with the list would be planned anew each time, which takes longer than
    # finding the rows; one that is always the same is prepared.
    return keys == any_(bindparam(name, type_=ARRAY(String)))


CONDITIONS: dict[str, Callable[[Column[str], str], ColumnElement[bool]]] = {
    "sqlite": _among_sqlite,
    "postgresql": _among_postgresql,
}
