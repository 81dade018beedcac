"""Groups: nothing is answered before it is kept, and what cannot be done fails alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from validation.errors import StoreBusyError
from validation.store import DomainEvent, Grouped, Store, load_unsent, save_events
from validation.store.tables import domain_events

NOW = datetime.fromisoformat("2027-03-01T09:30+00:00")
BAD = -1


def keep(connection: Connection, items: Sequence[int]) -> list[int]:
    """Keep numbers as events and return how many the group had; one of them cannot be kept."""
    for item in items:
        if item == BAD:
            raise ValueError(item)
        save_events(connection, [DomainEvent(str(item), "kind", "about", NOW)], now=NOW)
    return [len(items)] * len(items)


def kept(store: Store) -> list[int]:
    with store.reading() as connection:
        return [int(one.key) for one in load_unsent(connection, 1_000)]


@contextmanager
def held(
    store: Store, work: Callable[..., list[int]], **options: int
) -> Iterator[Grouped[int, int]]:
    """Yield a group worker that is in the middle of something, so that what comes waits."""
    begun, going_on = Event(), Event()

    def wait_first(connection: Connection, items: Sequence[int]) -> list[int]:
        if not begun.is_set():
            begun.set()
            going_on.wait()
        return work(connection, items)

    with Grouped(store, wait_first, writing=True, **options) as grouped:
        grouped.submit(0)
        begun.wait()
        going_on_later = Thread(target=going_on.set)
        try:
            yield grouped
        finally:
            going_on_later.start()
            going_on_later.join()


def test_all_that_waits_is_done_in_one_transaction(store: Store) -> None:
    with held(store, keep) as grouped:
        futures = [grouped.submit(number) for number in range(1, 21)]
    assert [future.result() for future in futures] == [20] * 20
    assert kept(store) == [*range(21)]


def test_a_group_has_a_limit(store: Store) -> None:
    with held(store, keep, limit=8) as grouped:
        futures = [grouped.submit(number) for number in range(1, 21)]
    assert [future.result() for future in futures] == [8] * 16 + [4] * 4


def test_what_waits_is_bounded(store: Store) -> None:
    with held(store, keep, bound=3) as grouped:
        futures = [grouped.submit(number) for number in range(1, 4)]
        with pytest.raises(StoreBusyError, match=r"found 3 waiting.*Try again in a moment"):
            grouped.submit(4)
    assert [future.result() for future in futures] == [3, 3, 3]
    assert kept(store) == [0, 1, 2, 3]


def test_what_waits_is_done_before_it_closes_and_nothing_new_is_taken(store: Store) -> None:
    with held(store, keep) as grouped:
        future = grouped.submit(1)
    assert future.done()
    with pytest.raises(StoreBusyError, match="found it closing"):
        grouped.submit(2)
    grouped.close()
    assert kept(store) == [0, 1]


def test_it_reads_too(store: Store) -> None:
    def ask(connection: Connection, items: Sequence[str]) -> list[bool]:
        found = {*connection.execute(select(domain_events.c.key)).scalars()}
        return [item in found for item in items]

    with store.transaction() as connection:
        keep(connection, [7])
    with Grouped(store, ask, writing=False) as grouped:
        futures = [grouped.submit(key) for key in ("7", "8")]
        assert [future.result() for future in futures] == [True, False]


def test_who_does_not_want_to_wait_any_more_is_left_out(store: Store) -> None:
    with held(store, keep) as grouped:
        first, second = grouped.submit(1), grouped.submit(2)
        assert first.cancel()
    assert second.result() == 1
    assert kept(store) == [0, 2]


def test_work_that_forgets_an_item_answers_nobody_wrongly(store: Store) -> None:
    def forget(connection: Connection, items: Sequence[int]) -> list[int]:
        keep(connection, items)
        return []

    with Grouped(store, forget, writing=True) as grouped, pytest.raises(ValueError, match="0 res"):
        grouped.submit(1).result()
    assert kept(store) == []


def test_what_no_item_can_help_is_tried_once_and_told_to_all(store: Store) -> None:
    tried: list[int] = []

    def fail(connection: Connection, items: Sequence[int]) -> list[int]:
        if items == [0]:
            return keep(connection, items)
        tried.append(len(items))
        raise StoreBusyError("database: found no space left on its disk.")

    with held(store, fail) as grouped:
        futures = [grouped.submit(number) for number in range(1, 6)]
    assert [type(future.exception()) for future in futures] == [StoreBusyError] * 5
    assert tried == [5, 1]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(items=st.lists(st.integers(-1, 40), max_size=30), limit=st.integers(1, 12))
def test_a_bad_item_fails_alone_and_nothing_is_lost(
    store: Store, items: list[int], limit: int
) -> None:
    with store.transaction() as connection:
        connection.execute(delete(domain_events))
    with Grouped(store, keep, writing=True, limit=limit) as grouped:
        futures = [grouped.submit(item) for item in items]
    failed = [item for item, future in zip(items, futures, strict=True) if future.exception()]
    assert {*kept(store)} == {*items} - {BAD}
    assert failed == [item for item in items if item == BAD]
