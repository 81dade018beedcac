"""What a database complains about, as one message a person can act upon."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from validation.errors import StoreBusyError, StoreError

LONGEST = 160


@dataclass(frozen=True, slots=True)
class Fault:
    """What was found, what must be, and what to do."""

    found: str
    must: str
    hint: str


FULL = Fault(
    "no space left on its disk",
    "room for the new rows",
    "Free space there and start again; what was begun is undone.",
)
LOCKED = Fault(
    "it locked by another program that is writing",
    "free within the time that was waited",
    "Wait until the other run ends, or end it, and start again.",
)
READ_ONLY = Fault(
    "it read-only",
    "writable for this user",
    "Give the file and its folder write permission, or name another database.",
)
DAMAGED = Fault(
    "a file that is damaged or no SQLite database",
    "a database that Todenna made",
    "Put the last backup in its place, or name another database (TODENNA_DATABASE).",
)
CLOSED = Fault(
    "a file or folder that cannot be opened",
    "one that this user may read and write",
    "Check that the folder exists and its permissions, or name another one (TODENNA_HOME).",
)
BROKEN_DISK = Fault(
    "a disk that does not read or write",
    "a local disk that works",
    "Check the disk and its space; databases on network disks are not safe.",
)
UNREACHABLE = Fault(
    "no server that answers",
    "a PostgreSQL server that accepts this user",
    "Check address, user and password, and that the server runs (TODENNA_DATABASE).",
)

# Whatever is tried now will meet them, and it may be mended from outside.
PASSING = (FULL, LOCKED, BROKEN_DISK, UNREACHABLE)

# By SQLite's primary result code, and by PostgreSQL's SQLSTATE or the class that it begins with.
OF_SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": CLOSED,
    "SQLITE_PERM": CLOSED,
    "SQLITE_IOERR": BROKEN_DISK,
}
OF_POSTGRESQL = {
    "53100": FULL,
    "55P03": LOCKED,
    "40P01": LOCKED,
    "40001": LOCKED,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "XX": DAMAGED,
    "58": BROKEN_DISK,
    "08": UNREACHABLE,
    "28": UNREACHABLE,
    "3D": UNREACHABLE,
    "57": UNREACHABLE,
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the database complains about into a StoreError that names the database.

    A fault that may pass, such as a lock, is a StoreBusyError.
    """
    try:
        yield
    except SQLAlchemyError as error:
        kind = StoreBusyError if _fault(error) in PASSING else StoreError
        raise kind(_message(where, error)) from error


def _message(where: str, error: SQLAlchemyError) -> str:
    fault = _fault(error)
    if fault is None:
        return (
            f"database {where}: found {_first_line(error)}, must be a change that it accepts. "
            "Nothing was written; please report this with the whole message."
        )
    return f"database {where}: found {fault.found}, must be {fault.must}. {fault.hint}"


def _fault(error: SQLAlchemyError) -> Fault | None:
    if not isinstance(error, DBAPIError):
        return None
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    if name:
        return OF_SQLITE.get("_".join(name.split("_")[:2]))
    state = getattr(error.orig, "sqlstate", "") or ""
    if state == "" and isinstance(error, OperationalError):
        return UNREACHABLE  # a server that was never reached gives no state
    return OF_POSTGRESQL.get(state) or OF_POSTGRESQL.get(state[:2])


def _first_line(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    return lines[0][:LONGEST]
