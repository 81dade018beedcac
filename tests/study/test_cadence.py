"""How a study repeats."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from validation.study.cadence import (
    Cadence,
    Cadences,
    EventCadence,
    MeasureCadence,
    ScheduledCadence,
)

CADENCE: TypeAdapter[Cadence] = TypeAdapter(Cadence)
CADENCES: TypeAdapter[tuple[Cadence, ...]] = TypeAdapter(Cadences)
QUARTERLY = {"rrule": "FREQ=MONTHLY;INTERVAL=3", "start": "2026-11-30"}
SPRING = {"measure": "spring", "on": "2027-03-01"}
BOUGHT = {"event": "lead.became_customer"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (QUARTERLY | {"zone": "Europe/Helsinki", "skip": ["2026-11-30"]}, ScheduledCadence),
        ({"cron": "0 9 1 * *", "respondents": "panel"}, ScheduledCadence),
        (SPRING | {"before": "7 days", "at": "08:30"}, MeasureCadence),
        (BOUGHT | {"after": ["14 days", "90 days"]}, EventCadence),
    ],
)
def test_kind_of_cadence_follows_from_its_keys(written: dict[str, Any], kind: type) -> None:
    assert isinstance(CADENCE.validate_python(written), kind)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({}, "rrule or cron"),
        (QUARTERLY | {"cron": "0 9 1 * *"}, "exactly one of rrule or cron"),
        ({"rrule": "FREQ=MONTHLY"}, "needs a start to count from"),
        (QUARTERLY | {"until": "2026-11-29"}, "until 2026-11-29 is before the start"),
        (SPRING, "a measure needs waves"),
        (SPRING | {"before": "0 days"}, "must be some time before"),
        (SPRING | {"after": "7 days", "at": "09:00+02:00"}, "has an offset of its own"),
        (BOUGHT, "needs either after"),
        (BOUGHT | {"after": "1 day", "steps": [{"after": "1 day"}]}, "needs either after"),
        (BOUGHT | {"after": ["2 weeks", "14 days"]}, "stands twice"),
        (BOUGHT | {"after": "0 days"}, "no time at all"),
        (BOUGHT | {"after": "1 day", "window": "0 days"}, "no time at all"),
    ],
)
def test_cadences_that_cannot_be_kept_are_refused(written: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        CADENCE.validate_python(written)


def test_cadence_is_one_or_a_list() -> None:
    assert len(CADENCES.validate_python(QUARTERLY)) == 1
    assert len(CADENCES.validate_python([QUARTERLY, SPRING | {"after": "7 days"}])) == 2
    assert CADENCES.validate_python(None) == ()


def test_sequence_after_an_event_is_in_the_order_of_time_with_names() -> None:
    steps = [{"after": "90 days"}, {"after": "36 hours", "ask": "h"}, {"after": "2 weeks"}]
    asked = CADENCE.validate_python(BOUGHT | {"steps": steps})
    plain = CADENCE.validate_python(BOUGHT | {"after": ["90 days", "2 weeks"]})

    assert isinstance(asked, EventCadence)
    assert isinstance(plain, EventCadence)
    assert [(one.name, one.ask) for one in asked.sequence] == [
        ("hour-36", ("h",)),
        ("day-14", ()),
        ("day-90", ()),
    ]
    assert [one.name for one in plain.sequence] == ["day-14", "day-90"]


def test_condition_of_a_sequence_is_written_while() -> None:
    cadence = CADENCE.validate_python(BOUGHT | {"after": "1 day", "while": {"status": "customer"}})
    assert isinstance(cadence, EventCadence)
    assert cadence.holds == {"status": ("customer",)}


def test_cadences_come_back_equal_from_json() -> None:
    written = [
        QUARTERLY | {"until": "2029-12-31", "skip": ["2027-02-28"]},
        SPRING | {"after": "7 days", "compared_with": {"segment": "region", "level": "north"}},
        BOUGHT | {"steps": [{"after": "14 days", "ask": ["h"]}], "while": {"status": ["customer"]}},
    ]
    cadences = CADENCES.validate_python(written)
    assert CADENCES.validate_json(CADENCES.dump_json(cadences, by_alias=True)) == cadences
