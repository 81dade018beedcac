from sqlalchemy import inspect

from validation.store.engines import build_engine, read_url, reading
from validation.store.migrating import migrate


def test_the_second_revision_adds_the_outbox_and_the_events(address: str) -> None:
    engine = build_engine(read_url(address), 10)
    migrate(engine, "r0001")
    with reading(engine) as connection:
        before = {*inspect(connection).get_table_names()}
    migrate(engine, "r0002")
    with reading(engine) as connection:
        added = {*inspect(connection).get_table_names()} - before
    engine.dispose()
    assert added == {"outbox", "domain_event"}
