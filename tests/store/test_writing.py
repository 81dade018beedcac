import pytest
from sqlalchemy import event

from validation.store import Store, writing
from validation.store.tables import studies
from validation.store.writing import CHUNK, add_new


@pytest.mark.parametrize("n", [0, 1, 2, CHUNK, CHUNK + 1])
def test_only_rows_that_are_new_are_counted(n: int, store: Store) -> None:
    rows = [{"key": str(at)} for at in range(n)]
    with store.transaction() as connection:
        half = add_new(connection, studies, iter(rows[::2]))
        rest = add_new(connection, studies, iter(rows))
        again = add_new(connection, studies, iter(rows))
    assert (half, rest, again) == (len(rows[::2]), len(rows[1::2]), 0)


def test_a_row_that_stands_twice_among_the_new_ones_is_added_once(store: Store) -> None:
    with store.transaction() as connection:
        assert add_new(connection, studies, [{"key": "a"}, {"key": "a"}]) == 1


def test_a_table_that_grew_much_is_counted_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MANY", 100)
    said: list[str] = []
    with store.transaction() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        add_new(connection, studies, [{"key": str(n)} for n in range(99)])
        add_new(connection, studies, [{"key": f"x{n}"} for n in range(100)])
    counted = ['ANALYZE "study"'] if store.engine.dialect.name == "postgresql" else []
    assert [one for one in said if "ANALYZE" in one] == counted
