from datetime import datetime

import pytest
from sqlmodel import SQLModel

from validation.errors import StoreError
from validation.store import DomainEvent, Store, load_unsent, save_events
from validation.store.tables import METADATA, TABLES, UtcTime


def test_the_tables_are_apart_from_those_of_others() -> None:
    assert SQLModel.metadata is not METADATA
    assert len(TABLES) == 23


def test_every_table_has_a_natural_key_that_a_rerun_meets() -> None:
    unique = {
        name
        for name, table in TABLES.items()
        if any(type(one).__name__ == "UniqueConstraint" for one in table.constraints)
    }
    assert unique == {*TABLES}


def test_constraints_have_names_by_which_a_revision_can_change_them() -> None:
    assert [one for table in TABLES.values() for one in table.constraints if not one.name] == []


def test_every_time_is_kept_with_its_zone() -> None:
    times = [
        column for table in TABLES.values() for column in table.columns if is_time(column.name)
    ]
    assert times
    assert {type(column.type) for column in times} == {UtcTime}


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2027, 3, 1)  # noqa: DTZ001 (that is the point)
    event = DomainEvent("e", "kind", "contact", naive)
    with pytest.raises(StoreError, match="without a zone"), store.transaction() as connection:
        save_events(connection, [event], now=naive)
    with store.reading() as connection:
        assert load_unsent(connection, 1) == ()


def is_time(name: str) -> bool:
    return name.endswith("_at")
