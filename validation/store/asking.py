"""One statement asked of PostgreSQL in one call of its library, which the process waits for once.

What psycopg does around a statement, step by step in Python, takes longer than the statement.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

if TYPE_CHECKING:
    from psycopg import Connection as Driver
    from psycopg.pq.abc import PGresult

NAMED = re.compile(r"%\((\w+)\)s")
KEPT = "todenna_prepared"


def ask_postgresql(
    connection: Connection, text: str, values: Mapping[str, Any]
) -> str | bytes | None:
    """Return the first value of the first row that a statement gives, None where it gives none.

    Args:
        connection: of PostgreSQL; its transaction is begun where it has not been.
        text: the statement, as psycopg takes it; it is prepared once for each connection.
        values: those that it names.

    Raises:
        psycopg.Error: the server does not do it.
    """
    driver: Any = connection.connection.dbapi_connection
    psycopg: Any = connection.dialect.loaded_dbapi
    names = _numbered(text)[1]
    given = psycopg.adapt.Transformer(driver).dump_sequence(
        [values[name] for name in names], [psycopg.adapt.PyFormat.TEXT] * len(names)
    )
    prepared = _prepared(connection, driver, psycopg, text)
    if _is_begun(driver, psycopg):
        found = _checked(driver.pgconn.exec_prepared(prepared, given), psycopg)
    else:
        # The transaction that psycopg would begin is begun on the way.
        written = _written(driver, psycopg, prepared, given)
        found = _checked(driver.pgconn.exec_(written), psycopg)
    return found.get_value(0, 0) if found.ntuples else None


@lru_cache(maxsize=128)
def _numbered(text: str) -> tuple[bytes, Sequence[str]]:
    """Return a statement with its values numbered, as the server knows them, and their names."""
    names = [*dict.fromkeys(NAMED.findall(text))]
    numbers = {name: f"${number}" for number, name in enumerate(names, 1)}
    numbered = NAMED.sub(lambda found: numbers[found[1]], text).replace("%%", "%")
    return numbered.encode(), names


def _is_begun(driver: "Driver[Any]", psycopg: Any) -> bool:  # noqa: ANN401 (a module)
    """Say whether psycopg would begin no transaction before a statement."""
    idle = psycopg.pq.TransactionStatus.IDLE
    return driver.autocommit or driver.pgconn.transaction_status != idle


def _written(
    driver: "Driver[Any]",
    psycopg: Any,  # noqa: ANN401 (a module)
    prepared: bytes,
    given: Sequence[bytes | None],
) -> bytes:
    """Return as one command that a transaction begins and what is asked first in it."""
    level = driver.isolation_level
    how = "" if level is None else f" ISOLATION LEVEL {level.name.replace('_', ' ')}"
    quoted = psycopg.pq.Escaping(driver.pgconn).escape_literal
    values = b", ".join(b"NULL" if one is None else quoted(one) for one in given)
    called = b"EXECUTE %b(%b)" % (prepared, values) if given else b"EXECUTE %b" % prepared
    return b"BEGIN%b; %b" % (how.encode(), called)


def _prepared(
    connection: Connection,
    driver: "Driver[Any]",
    psycopg: Any,  # noqa: ANN401 (a module)
    text: str,
) -> bytes:
    """Return the name under which a connection knows a statement."""
    known: dict[str, bytes] = connection.info.setdefault(KEPT, {})
    if text not in known:
        name = f"{KEPT}_{len(known)}".encode()
        _checked(driver.pgconn.prepare(name, _numbered(text)[0]), psycopg)
        known[text] = name
    return known[text]


def _checked(found: "PGresult", psycopg: Any) -> "PGresult":  # noqa: ANN401 (a module)
    done = (psycopg.pq.ExecStatus.COMMAND_OK, psycopg.pq.ExecStatus.TUPLES_OK)
    if found.status not in done:
        raise psycopg.errors.error_from_result(found)
    return found
