import sqlite3

import pytest
from sqlalchemy.exc import InvalidRequestError, OperationalError, SQLAlchemyError, StatementError

from validation.errors import StoreBusyError, StoreError
from validation.store.faults import OF_POSTGRESQL, OF_SQLITE, told


class ServerError(Exception):
    """What a driver of PostgreSQL raises: it carries the state that the server gave."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("the server's own words\nand more of them")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "no space left"),
        ("SQLITE_BUSY", "locked by another"),
        ("SQLITE_BUSY_SNAPSHOT", "locked by another"),
        ("SQLITE_LOCKED", "locked by another"),
        ("SQLITE_READONLY_DBMOVED", "read-only"),
        ("SQLITE_CORRUPT", "damaged"),
        ("SQLITE_NOTADB", "damaged"),
        ("SQLITE_CANTOPEN", "cannot be opened"),
        ("SQLITE_IOERR_WRITE", "does not read or write"),
    ],
)
def test_what_sqlite_complains_about_is_told_in_words(name: str, words: str) -> None:
    error = sqlite3.OperationalError("its own words")
    error.sqlite_errorname = name
    assert words in message_of(OperationalError("SELECT", {}, error))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "no space left"),
        ("55P03", "locked by another"),
        ("25006", "read-only"),
        ("XX001", "damaged"),
        ("28P01", "no server that answers"),
        ("3D000", "no server that answers"),
        ("57P03", "no server that answers"),
        (None, "no server that answers"),
    ],
)
def test_what_postgresql_complains_about_is_told_in_words(state: str | None, words: str) -> None:
    assert words in message_of(OperationalError("SELECT", {}, ServerError(state)))


def test_other_complaints_are_told_in_their_first_line() -> None:
    other = message_of(OperationalError("SELECT", {"secret": 1}, ServerError("22001")))
    assert "found the server's own words, must be" in other
    assert "more" not in other
    assert "secret" not in other
    assert "found what, must be" in message_of(InvalidRequestError("what"))
    assert "found cause" in message_of(StatementError("cause", "SELECT", {}, ValueError("x")))


def test_every_fault_says_what_must_be_and_what_to_do() -> None:
    for fault in (*OF_SQLITE.values(), *OF_POSTGRESQL.values()):
        assert fault.found
        assert fault.must
        assert fault.hint.endswith(".")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_BUSY", StoreBusyError),
        ("SQLITE_FULL", StoreBusyError),
        ("SQLITE_IOERR", StoreBusyError),
        ("SQLITE_CORRUPT", StoreError),
        ("SQLITE_CONSTRAINT", StoreError),
    ],
)
def test_what_may_pass_is_told_apart(name: str, kind: type[StoreError]) -> None:
    error = sqlite3.OperationalError("its own words")
    error.sqlite_errorname = name
    with pytest.raises(StoreError) as caught, told("here"):
        raise OperationalError("SELECT", {}, error)
    assert type(caught.value) is kind


def test_what_the_database_did_not_say_passes() -> None:
    with pytest.raises(KeyError), told("here"):
        raise KeyError


def message_of(error: SQLAlchemyError) -> str:
    with pytest.raises(StoreError) as caught, told("sqlite:///a.db"):
        raise error
    assert str(caught.value).startswith("database sqlite:///a.db: found ")
    return str(caught.value)
