"""What PostgreSQL is asked past its driver's cursor has the answers and errors of the driver."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from validation.store import Store, open_store
from validation.store.asking import ask_postgresql

DOUBLE = "SELECT 2 * %(number)s::INTEGER"
JOINED = "SELECT array_to_string(%(words)s::VARCHAR[], %(by)s::VARCHAR) || %(by)s::VARCHAR"
LEFT = "SELECT 7 %% %(by)s::INTEGER"
NONE = "SELECT 1 WHERE %(never)s::BOOLEAN"
LEVEL = "SHOW transaction_isolation"


@pytest.fixture
def postgres_store(postgres_schema: str) -> Iterator[Store]:
    with open_store(postgres_schema) as opened:
        yield opened


@pytest.fixture
def connection(postgres_store: Store) -> Iterator[Connection]:
    with postgres_store.transaction() as opened:
        yield opened


def ask(connection: Connection, text: str, **values: object) -> str | bytes | None:
    return ask_postgresql(connection, text, values)


def test_values_are_given_by_name_and_the_first_one_comes_back(connection: Connection) -> None:
    assert ask(connection, DOUBLE, number=21) == b"42"
    assert ask(connection, DOUBLE, number=None) is None
    assert ask(connection, LEFT, by=4) == b"3"
    assert ask(connection, NONE, never=False) is None


def test_words_arrive_as_they_are(connection: Connection) -> None:
    words = ['say "no"', "{a,b}", "back\\slash", "Öljy", "'; DROP TABLE link; --", "%(words)s"]
    told = ask(connection, JOINED, words=words, by="|")
    assert told == ("|".join(words) + "|").encode()


def test_a_statement_is_prepared_once_for_each_connection(connection: Connection) -> None:
    for number in range(3):
        ask(connection, DOUBLE, number=number)
    ask(connection, LEFT, by=2)
    prepared = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE %(name)s::VARCHAR"
    # With the one that asks.
    assert ask(connection, prepared, name="todenna%") == b"3"


def test_it_begins_the_transaction_that_its_connection_has(postgres_store: Store) -> None:
    with postgres_store.transaction() as one, postgres_store.reading() as other:
        levels = [ask(one, LEVEL), ask(other, LEVEL)]
        states = [_state(one), _state(other)]
    with postgres_store.looking() as alone:
        ask(alone, DOUBLE, number=1)
        states.append(_state(alone))
    assert levels == [b"read committed", b"repeatable read"]
    assert states == ["INTRANS", "INTRANS", "IDLE"]


def test_what_the_server_refuses_is_an_error_of_the_driver(connection: Connection) -> None:
    ask(connection, DOUBLE, number=1)
    with pytest.raises(psycopg.errors.UndefinedTable, match="no_table"):
        ask(connection, "SELECT * FROM no_table")
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        ask(connection, DOUBLE, number=1)


def test_what_is_asked_first_may_fail_too(connection: Connection) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        ask(connection, LEFT, by=0)
    assert _state(connection) == "INERROR"


def _state(connection: Connection) -> str:
    driver: Any = connection.connection.dbapi_connection
    return str(driver.info.transaction_status.name)
