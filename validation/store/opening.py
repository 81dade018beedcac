"""A database that is open: every change in a transaction that is kept whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from validation.store.engines import TURNS, build_engine, looking, read_url, reading
from validation.store.faults import told
from validation.store.migrating import migrate

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Store:
    """An open database; what is done to it is done on the connection of a transaction."""

    engine: Engine

    @property
    def where(self) -> str:
        """The address of the database, without its password."""
        return self.engine.url.render_as_string()

    @property
    def turn(self) -> float:
        """For how many seconds a busy thread may keep those waiting that use this store."""
        return TURNS[self.engine.dialect.name]

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept together at the end, or none of them.

        Raises:
            StoreError: the database does not accept the changes.
        """
        with told(self.where), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database and waits for no writer.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.where), reading(self.engine) as connection, connection.begin():
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Yield a connection for one query, or for some that need not see the same state.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.where), looking(self.engine) as connection:
            yield connection


@contextmanager
def open_store(address: str, *, patience: float = PATIENCE) -> Iterator[Store]:
    """Yield the store at an address, made or brought to this version's schema if needed.

    Args:
        address: such as sqlite:///todenna.db or postgresql://USER:PASSWORD@HOST/DATABASE.
        patience: for how many seconds to wait while another program writes.

    Raises:
        StoreError: it cannot be opened, is damaged, or was made by a newer version.
    """
    url = read_url(address)
    engine = build_engine(url, patience)
    store = Store(engine)
    try:
        with told(store.where):
            migrate(engine)
        yield store
    finally:
        engine.dispose()
