from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from validation.errors import FieldworkError
from validation.fieldwork import Happening, read_happenings
from validation.sampling import hash_address

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
WON: dict[str, Any] = {"event": "lead.won", "contact": "C-1"}


def read(**values: Any) -> Happening:  # noqa: ANN401 (whatever is told)
    [found] = read_happenings([WON | values], NOW)
    return found


def test_an_event_keeps_what_was_told() -> None:
    told = read(at="2026-11-30T12:00:00+02:00", key="crm-7", attributes={"plan": "pro"})
    at = datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert told == Happening("crm-7", "lead.won", "C-1", at, {"plan": "pro"})


def test_what_is_told_twice_has_the_same_key_if_it_says_when() -> None:
    at = "2026-11-30T12:00:00Z"
    assert read(at=at).key == read(at=at).key
    others = [read(at=at, contact="C-2"), read(at=at, event="lost"), read(at="2026-11-30T12:01Z")]
    assert len({read(at=at).key, *(one.key for one in others)}) == 4
    assert read().key != read().key
    assert read().happened_at == NOW


def test_an_address_is_kept_as_its_sha256() -> None:
    told = read(contact=" Anna@Example.com ", at="2026-11-30T12:00:00Z")
    assert told.contact == hash_address("anna@example.com")
    assert "anna" not in repr(told).lower()


@pytest.mark.parametrize(
    "values",
    [
        {"event": "no name"},
        {"event": None},
        {"contact": ""},
        {"contact": "a\x00b"},
        {"contact": "x" * 201},
        {"at": "2026-11-30T12:00:00"},
        {"at": "yesterday"},
        {"at": (NOW + timedelta(hours=1.1)).isoformat()},
        {"attributes": {"plan": 1}},
        {"attributes": {f"a{n}": "x" for n in range(21)}},
        {"attributes": {"plan": "x" * 201}},
        {"anna@example.com": "x"},
    ],
)
def test_what_cannot_be_is_refused_without_repeating_it(values: dict[str, Any]) -> None:
    with pytest.raises(FieldworkError, match="Nothing was kept") as caught:
        read(**values)
    assert "anna" not in str(caught.value)
    assert "yesterday" not in str(caught.value)


@pytest.mark.parametrize("told", [None, 1, "lead.won", [], [WON]])
def test_what_is_no_event_is_refused(told: Any) -> None:  # noqa: ANN401 (anything)
    with pytest.raises(FieldworkError, match="Nothing was kept"):
        read_happenings([told], NOW)


def test_all_problems_come_at_once_with_their_places() -> None:
    with pytest.raises(FieldworkError) as caught:
        read_happenings([WON, {"event": "x"}, WON | {"at": "?"}], NOW)
    assert [one.where for one in caught.value.problems] == ["1.contact", "2.at"]
    with pytest.raises(FieldworkError, match="first 20 of 40 problems"):
        read_happenings([{}] * 20, NOW)


def test_a_clock_that_is_a_little_ahead_is_no_problem() -> None:
    soon = NOW + timedelta(minutes=59)
    assert read(at=soon.isoformat()).happened_at == soon
