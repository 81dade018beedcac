import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection

from validation.errors import StoreBusyError
from validation.store import Grouped, Store, open_store
from validation.web.gathering import Gathered, in_groups


@dataclass
class Doubling:
    """Work that doubles numbers, and cannot do with a few."""

    bad: frozenset[int] = frozenset()
    groups: list[list[int]] = field(default_factory=list)

    def __call__(self, _: Connection, numbers: Sequence[int]) -> list[int]:
        self.groups.append([*numbers])
        if self.bad & {*numbers}:
            raise ValueError(min(self.bad))
        return [2 * number for number in numbers]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'todenna.db'}") as opened:
        yield opened


def ask_all(
    store: Store, work: Doubling, numbers: Sequence[int], *, bound: int = 5_000
) -> list[object]:
    """Ask for all of the numbers at once and return what becomes of each."""

    async def ask(gathered: Gathered[int, int]) -> list[object]:
        asked = (gathered.ask(number) for number in numbers)
        return list(await asyncio.gather(*asked, return_exceptions=True))

    with Grouped(store, in_groups(work), writing=False) as grouped:
        return asyncio.run(ask(Gathered(grouped, bound=bound)))


def test_what_is_asked_in_one_turn_is_done_together(store: Store) -> None:
    work = Doubling()

    assert ask_all(store, work, range(100)) == [2 * number for number in range(100)]
    assert work.groups == [[*range(100)]]


def test_a_group_has_its_limit(store: Store) -> None:
    work = Doubling()
    ask_all(store, work, range(1_200))

    assert [len(group) for group in work.groups] == [500, 500, 200]


def test_what_cannot_be_done_fails_alone(store: Store) -> None:
    done = ask_all(store, Doubling(frozenset({3})), range(6))

    assert [one if isinstance(one, int) else type(one) for one in done] == [
        0, 2, 4, ValueError, 8, 10,
    ]  # fmt: skip


def test_what_is_too_much_is_refused_at_once(store: Store) -> None:
    done = ask_all(store, Doubling(), range(5), bound=3)

    assert done[:3] == [0, 2, 4]
    assert {type(one) for one in done[3:]} == {StoreBusyError}


def test_who_went_away_while_waiting_holds_up_nobody(store: Store) -> None:
    async def leave(gathered: Gathered[int, int]) -> int:
        gone = asyncio.create_task(gathered.ask(1))
        await asyncio.sleep(0)
        gone.cancel()
        return await gathered.ask(2)

    with Grouped(store, in_groups(Doubling()), writing=False) as grouped:
        assert asyncio.run(leave(Gathered(grouped))) == 4


def test_nothing_is_taken_when_the_thread_has_ended(store: Store) -> None:
    with Grouped(store, in_groups(Doubling()), writing=False) as grouped:
        gathered = Gathered(grouped)

    async def ask() -> int:
        return await gathered.ask(1)

    with pytest.raises(StoreBusyError):
        asyncio.run(ask())


def test_later_turns_are_done_after_the_first(store: Store) -> None:
    async def twice(gathered: Gathered[int, int]) -> list[int]:
        first = [await gathered.ask(number) for number in range(3)]
        return [*first, *await asyncio.gather(*(gathered.ask(number) for number in range(3)))]

    with Grouped(store, in_groups(Doubling()), writing=False) as grouped:
        assert asyncio.run(twice(Gathered(grouped))) == [0, 2, 4, 0, 2, 4]
