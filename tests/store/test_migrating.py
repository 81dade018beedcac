from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from validation.errors import StoreError
from validation.store.engines import build_engine, read_url, reading
from validation.store.migrating import HEAD, build_config, migrate, revision_of
from validation.store.opening import open_store


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    built = build_engine(read_url(address), 10)
    yield built
    built.dispose()


def test_the_newest_revision_is_the_one_that_is_named(engine: Engine) -> None:
    with reading(engine) as connection:
        heads = ScriptDirectory.from_config(build_config(connection)).get_heads()
    assert heads == [HEAD]


def test_an_empty_database_has_no_revision_and_gets_the_newest(engine: Engine) -> None:
    with reading(engine) as connection:
        assert revision_of(connection) is None
    migrate(engine)
    with reading(engine) as connection:
        assert revision_of(connection) == HEAD


def test_what_is_kept_stays_when_the_schema_changes(engine: Engine) -> None:
    migrate(engine, "r0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO study (key) VALUES ('s')"))
    migrate(engine)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT key FROM study")).scalars().all() == ["s"]


def test_a_migration_that_fails_leaves_the_database_as_it_was(engine: Engine) -> None:
    migrate(engine, "r0001")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE domain_event (ours INTEGER)"))
    with pytest.raises(SQLAlchemyError, match=r"domain_event.* already exists"):
        migrate(engine)
    with reading(engine) as connection:
        assert revision_of(connection) == "r0001"
        assert not engine.dialect.has_table(connection, "outbox")  # made before the failure


def test_a_database_with_tables_of_others_is_not_touched(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customer (name TEXT)"))
    with pytest.raises(StoreError, match=r"tables of another program \(customer\)"):
        migrate(engine)
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == ["customer"]


def test_foreign_keys_are_on_again_after_a_migration(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store, store.transaction() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_database_of_another_program_is_not_touched(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('bb2f9d1c4e07')"))
    with pytest.raises(StoreError, match="found revision bb2f9d1c4e07, must be one of r"):
        migrate(engine)
    with reading(engine) as connection:
        assert not engine.dialect.has_table(connection, "study")


def test_several_who_open_a_new_database_at_once_migrate_it_once(address: str) -> None:
    def open_and_count(_: int) -> int:
        with open_store(address) as store, store.reading() as connection:
            found = connection.execute(text("SELECT count(*) FROM alembic_version"))
            return int(found.scalar_one())

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(open_and_count, range(4))] == [1] * 4
