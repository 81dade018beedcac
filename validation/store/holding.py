"""A connection that one thread keeps for itself, and replaces when it was lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from validation.store.engines import looking
from validation.store.faults import told
from validation.store.opening import Store

T = TypeVar("T")


class Held:
    """A connection on which one piece of work is done after the other.

    To take a connection for each anew costs more than a small piece of work.

    Args:
        store: where the work is done.
        writing: whether each piece is a transaction; what does not change anything needs none.
    """

    def __init__(self, store: Store, *, writing: bool) -> None:
        self._store = store
        self._where = store.where
        self._writing = writing
        self._connection: Connection | None = None
        self._done = False

    def do(self, work: Callable[[Connection], T]) -> T:
        """Return what some work returns; what it changes is kept then, or all of it undone.

        A server that was started anew meanwhile is only noticed by using the connection: then the
        work is done once more. It is not if it had been done and perhaps kept.

        Raises:
            StoreError: the database does not do it.
        """
        with told(self._where):
            used = self._connection is not None
            try:
                return self._once(work)
            except DBAPIError as error:
                if not (used and error.connection_invalidated) or self._done:
                    raise
            return self._once(work)

    def close(self) -> None:
        """Give the connection back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _once(self, work: Callable[[Connection], T]) -> T:
        self._done = False
        if self._connection is None:
            engine = self._store.engine
            self._connection = engine.connect() if self._writing else looking(engine)
        try:
            with self._begun(self._connection):
                result = work(self._connection)
                self._done = True
        except BaseException:
            # Whatever state it is in, the next piece of work begins with a good one.
            self.close()
            raise
        return result

    @contextmanager
    def _begun(self, connection: Connection) -> Iterator[None]:
        if self._writing:
            with connection.begin():
                yield
            return
        yield
        if connection.in_transaction():
            connection.rollback()  # else the next one would see the state that this one saw
