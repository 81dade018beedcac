import pytest

from validation.store import Store
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
