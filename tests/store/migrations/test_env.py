"""One history of the schema: from empty and step by step it ends where the tables are."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from validation.store.engines import build_engine, read_url
from validation.store.migrating import build_config
from validation.store.tables import METADATA

Schema = dict[str, Any]


@pytest.fixture
def connection(address: str) -> Iterator[Connection]:
    engine = build_engine(read_url(address), 10)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def test_the_revisions_end_where_the_tables_are(connection: Connection) -> None:
    command.upgrade(build_config(connection), "head")
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []


def test_alembic_itself_finds_nothing_to_change(connection: Connection) -> None:
    config = build_config(connection)
    command.upgrade(config, "head")
    command.check(config)


def test_step_by_step_and_at_once_end_in_the_same_schema(connection: Connection) -> None:
    config = build_config(connection)
    revisions = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    command.upgrade(config, "head")
    at_once = schema(connection)
    command.downgrade(config, "base")
    assert [*schema(connection)] == ["alembic_version"]
    for revision in reversed(revisions):
        command.upgrade(config, revision)
    assert schema(connection) == at_once
    assert len(revisions) > 1


@pytest.mark.parametrize("first", ["r0001", "r0002"])
def test_from_an_older_revision_it_ends_in_the_same_schema(
    first: str, connection: Connection
) -> None:
    config = build_config(connection)
    command.upgrade(config, "head")
    from_empty = schema(connection)
    command.downgrade(config, "base")
    command.upgrade(config, first)
    assert schema(connection) != from_empty
    command.upgrade(config, "head")
    assert schema(connection) == from_empty


def test_the_tables_made_directly_are_the_same(connection: Connection) -> None:
    command.upgrade(build_config(connection), "head")
    by_revisions = schema(connection)
    by_revisions.pop("alembic_version")
    command.downgrade(build_config(connection), "base")
    METADATA.create_all(connection)
    directly = schema(connection)
    directly.pop("alembic_version")
    assert by_revisions == directly


def schema(connection: Connection) -> Schema:
    """Return the tables with columns, keys and indexes, in an order of their own."""
    found = inspect(connection)
    return {
        table: {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)
            ],
            "primary": found.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(
                (str(one["name"]), *one["column_names"])
                for one in found.get_unique_constraints(table)
            ),
            "foreign": sorted(
                (str(one["name"]), one["referred_table"], *one["constrained_columns"])
                for one in found.get_foreign_keys(table)
            ),
            "indexes": sorted(str(one["name"]) for one in found.get_indexes(table)),
        }
        for table in sorted(found.get_table_names())
    }
