import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from tests.store.test_grouped import keep
from validation.store import Store
from validation.store.among import among
from validation.store.tables import domain_events


@pytest.mark.parametrize("keys", [[], ["7"], ["7", "8", "nobody", "8"]])
def test_rows_are_found_by_keys(store: Store, keys: list[str]) -> None:
    with store.transaction() as connection:
        keep(connection, [7, 8, 9])
        ours = among(connection.dialect.name, domain_events.c.key, "keys")
        found = connection.execute(select(domain_events.c.key).where(ours), {"keys": keys})
        assert {*found.scalars()} == {*keys} - {"nobody"}


def test_postgresql_reads_the_same_statement_however_many_keys_there_are() -> None:
    ours = among("postgresql", domain_events.c.key, "keys")
    written = ours.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    assert str(written).endswith("= ANY (%(keys)s::VARCHAR[])")
