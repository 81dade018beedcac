import pytest

from validation.web.gate import Gate
from validation.web.limits import Limits, Rate
from validation.web.turning import TurnedAway

ROOM = "192.0.2.7"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def find(*, known: bool) -> None:
    if not known:
        raise TurnedAway("unknown")


def look_up(gate: Gate, link: str, *, known: bool = True, whose: str = ROOM) -> str:
    """Return what became of looking a link up."""
    try:
        with gate.looking_up(link, whose):
            find(known=known)
    except TurnedAway as turned:
        return turned.reason
    return "in"


def test_thirty_people_and_many_more_behind_one_address_come_in() -> None:
    gate = Gate(Limits(misses=Rate(5, 1)), Clock())

    assert {look_up(gate, f"person-{n}") for n in range(500)} == {"in"}


def test_who_guesses_links_is_slowed_down() -> None:
    gate = Gate(Limits(misses=Rate(5, 1)), Clock())
    guessed = [look_up(gate, f"guess-{n}", known=False) for n in range(8)]

    assert guessed == ["unknown"] * 5 + ["too_many"] * 3


def test_known_links_of_the_room_still_open_while_somebody_there_guesses() -> None:
    gate = Gate(Limits(misses=Rate(5, 1)), Clock())
    look_up(gate, "anna")
    for n in range(8):
        look_up(gate, f"guess-{n}", known=False)

    assert look_up(gate, "anna") == "in"
    assert look_up(gate, "guess-9", whose="198.51.100.1") == "in"


def test_one_link_may_be_opened_only_so_often() -> None:
    clock = Clock()
    gate = Gate(Limits(token=Rate(3, 2)), clock)

    assert [look_up(gate, "anna") for _ in range(4)] == ["in", "in", "in", "too_many"]
    assert look_up(gate, "ben") == "in"
    clock.now += 1
    assert look_up(gate, "anna") == "in"


def test_an_error_while_looking_up_is_no_found_link() -> None:
    gate = Gate(Limits(misses=Rate(1, 1)), Clock())
    with pytest.raises(KeyError), gate.looking_up("anna", ROOM):
        raise KeyError

    assert look_up(gate, "anna") == "too_many"


def test_what_is_asked_in_vain_and_what_is_made_count_apart() -> None:
    gate = Gate(Limits(misses=Rate(1, 0.1), new=Rate(1, 0.5)), Clock())
    gate.miss(ROOM)
    gate.make(ROOM)

    with pytest.raises(TurnedAway) as missed:
        gate.miss(ROOM)
    with pytest.raises(TurnedAway) as made:
        gate.make(ROOM)
    waits = [one.value.headers["retry-after"] for one in (missed, made)]
    assert waits == ["10", "2"]
