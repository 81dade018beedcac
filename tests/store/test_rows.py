"""Rows that come as one document are the rows that are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Select, bindparam, column, select, table, update

from validation.errors import StoreBusyError, StoreError
from validation.store import Store
from validation.store.rows import load_rows, run_written
from validation.store.tables import contacts

QUERY = select(contacts.c.key, contacts.c.saved_at, contacts.c.erased_at, contacts.c.attributes)
ONE = QUERY.where(contacts.c.key == bindparam("wanted"))
RENAME = update(contacts).values(key=bindparam("name"))
HELSINKI = timezone(timedelta(hours=2))
TIME = datetime(2027, 3, 1, 11, 30, 0, 125, tzinfo=HELSINKI)
ATTRIBUTES = {"a": [1, 0.1, "Öljy\u2028“x”", None], "b": {"c": True}}


@pytest.fixture
def known(store: Store) -> Store:
    row = {"key": "anna", "saved_at": TIME, "attributes": ATTRIBUTES}
    with store.transaction() as connection:
        connection.execute(contacts.insert(), row)
    return store


def keys(store: Store) -> list[str]:
    with store.looking() as connection:
        return [row[0] for row in load_rows(connection, QUERY)]


def test_rows_are_as_they_were_kept(known: Store) -> None:
    with known.reading() as connection:
        rows = load_rows(connection, ONE, wanted="anna")
    assert [[*row] for row in rows] == [["anna", TIME, None, ATTRIBUTES]]


def test_where_there_are_none_none_come(known: Store) -> None:
    with known.looking() as connection:
        assert [*load_rows(connection, ONE, wanted="nobody")] == []


def test_what_was_run_is_kept_with_its_transaction(known: Store) -> None:
    with known.transaction() as connection:
        run_written(connection, RENAME, name="berta")
    assert keys(known) == ["berta"]


def test_what_was_run_is_undone_with_its_transaction(known: Store) -> None:
    with known.transaction() as connection:
        run_written(connection, RENAME, name="berta")
        connection.rollback()
    assert keys(known) == ["anna"]


@pytest.mark.parametrize("run", [load_rows, run_written])
def test_what_the_driver_refuses_is_told_as_ever(known: Store, run: Callable[..., object]) -> None:
    nothing: Select[Any] = select(column("a")).select_from(table("no_table"))
    with pytest.raises(StoreError, match="no_table") as caught, known.looking() as connection:
        run(connection, nothing)
    assert not isinstance(caught.value, StoreBusyError)
    assert keys(known) == ["anna"]
