"""A connection that is kept: each piece of work is a transaction, and a lost one is replaced."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from validation.errors import StoreBusyError
from validation.store import Store
from validation.store.holding import Held
from validation.store.tables import suppressions

KEYS = select(suppressions.c.address_sha256).order_by(suppressions.c.id)


def add(connection: Connection, key: str) -> str:
    row = {"scope": "*", "reason": "asked", "since": datetime(2027, 3, 1, tzinfo=UTC)}
    connection.execute(suppressions.insert(), row | {"address_sha256": key})
    return key


def load(connection: Connection) -> list[str]:
    return [*connection.execute(KEYS).scalars()]


@pytest.fixture
def writer(store: Store) -> Iterator[Held]:
    held = Held(store, writing=True)
    yield held
    held.close()


@pytest.fixture
def reader(store: Store) -> Iterator[Held]:
    held = Held(store, writing=False)
    yield held
    held.close()


def ask_name(connection: Connection) -> int | None:
    """Return by which number a server knows a connection; a file knows none."""
    if connection.dialect.name == "sqlite":
        return None
    return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def lose(store: Store, number: int | None) -> None:
    """End a connection as a server that is started anew does."""
    if number is not None:
        with store.looking() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 5000)")


def test_each_piece_of_work_is_kept(writer: Held, reader: Held) -> None:
    assert writer.do(lambda connection: add(connection, "a")) == "a"
    assert writer.do(lambda connection: add(connection, "b")) == "b"
    assert reader.do(load) == ["a", "b"]


def test_who_reads_sees_what_was_kept_since_the_last_time(writer: Held, reader: Held) -> None:
    assert reader.do(load) == []
    writer.do(lambda connection: add(connection, "a"))
    assert reader.do(load) == ["a"]


def test_what_fails_is_undone_and_the_next_is_kept(writer: Held, reader: Held) -> None:
    def fail(connection: Connection) -> None:
        add(connection, "a")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        writer.do(fail)
    writer.do(lambda connection: add(connection, "b"))
    assert reader.do(load) == ["b"]


@pytest.mark.parametrize("writing", [False, True])
def test_a_connection_that_was_lost_since_the_last_time_is_replaced(
    store: Store, *, writing: bool
) -> None:
    held = Held(store, writing=writing)
    lose(store, held.do(ask_name))
    assert held.do(load) == []
    held.close()


def test_what_may_have_been_kept_is_not_done_again(store: Store, writer: Held) -> None:
    done: list[str] = []

    def lose_at_the_end(connection: Connection) -> None:
        done.append(add(connection, "a"))
        lose(store, ask_name(connection))

    lost = store.engine.dialect.name == "postgresql"
    writer.do(load)
    with pytest.raises(StoreBusyError) if lost else nullcontext():
        writer.do(lose_at_the_end)
    assert done == ["a"]
    assert writer.do(load) == ([] if lost else ["a"])
