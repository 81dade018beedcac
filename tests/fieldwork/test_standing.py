from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from validation.fieldwork import WaveState, standing

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    wave_state: WaveState = "open"
    closes_at: datetime | None = NOW + HOUR
    expires_at: datetime | None = NOW + 2 * HOUR
    answered: bool = False
    declined: bool = False
    dropped: str | None = None


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (Visit(), "welcome"),
        (Visit(closes_at=None, expires_at=None), "welcome"),
        (Visit(wave_state="planned"), "not_open"),
        (Visit(wave_state="closed"), "closed"),
        (Visit(wave_state="assessed"), "closed"),
        (Visit(wave_state="reported"), "closed"),
        (Visit(wave_state="cancelled"), "closed"),
        (Visit(closes_at=NOW), "closed"),
        (Visit(closes_at=NOW + timedelta(microseconds=1)), "welcome"),
        (Visit(expires_at=NOW), "expired"),
        (Visit(closes_at=NOW - HOUR, expires_at=NOW - HOUR), "closed"),
        (Visit(declined=True), "declined"),
        (Visit(dropped="withdrawn"), "declined"),
        (Visit(dropped="erased"), "erased"),
    ],
)
def test_only_an_open_wave_takes_answers_and_only_until_it_closes(
    visit: Visit, expected: str
) -> None:
    assert standing(visit, NOW) == expected


@pytest.mark.parametrize("state", ["open", "closed", "reported", "cancelled"])
def test_who_has_answered_hears_that_whatever_became_of_the_wave(state: WaveState) -> None:
    answered = Visit(wave_state=state, answered=True, closes_at=NOW - HOUR, expires_at=NOW - HOUR)

    assert standing(answered, NOW) == "answered"
    assert standing(replace(answered, declined=True), NOW) == "answered"
