"""Fieldwork, cadences and digests."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from validation.study.cadence import (
    Cadence,
    Digest,
    EventCadence,
    Fieldwork,
    MeasureCadence,
    ScheduledCadence,
)

CADENCE: TypeAdapter[Cadence] = TypeAdapter(Cadence)


def test_lengths_of_time_are_written_in_words() -> None:
    fieldwork = Fieldwork.model_validate(
        {"open_for": "2 weeks", "reminders": ["4 days", "36 hours"]}
    )
    assert fieldwork.open_for == timedelta(days=14)
    assert fieldwork.reminders == (timedelta(days=4), timedelta(hours=36))


def test_no_reminders_is_something_else_than_the_usual_ones() -> None:
    assert Fieldwork().reminders is None
    assert Fieldwork.model_validate({"reminders": []}).reminders == ()


def test_what_fieldwork_expects_where_nothing_is_said() -> None:
    fieldwork = Fieldwork()
    assert fieldwork.response_rate == 0.25
    assert fieldwork.lateness == timedelta(days=2)
    assert (fieldwork.invitations, fieldwork.strata, fieldwork.thank_you) == (None, (), False)


@pytest.mark.parametrize(
    "wrong",
    [{"response_rate": 0}, {"response_rate": 25}, {"invitations": 0}, {"open_for": "0 days"}],
)
def test_fieldwork_that_reaches_nobody_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fieldwork.model_validate(wrong)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({"rrule": "FREQ=MONTHLY;INTERVAL=3", "zone": "Europe/Helsinki"}, ScheduledCadence),
        ({"cron": "0 9 1 * *"}, ScheduledCadence),
        ({"measure": "spring", "on": "2027-03-01", "before": "7 days"}, MeasureCadence),
        ({"event": "lead.became_customer", "after": ["14 days", "90 days"]}, EventCadence),
    ],
)
def test_kind_of_cadence_follows_from_its_keys(written: dict[str, str], kind: type) -> None:
    assert isinstance(CADENCE.validate_python(written), kind)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"rrule": "every month"}, "is no RRULE"),
        ({"cron": "0 9 1 * *", "zone": "Europe/Hellsinki"}, "is no time zone"),
        ({"event": "x", "after": ["soon"]}, "is no length of time"),
        ({}, "rrule or cron"),
        ({"cron": "0 9 1 *"}, "is no cron expression"),
    ],
)
def test_cadences_that_cannot_be_kept_are_refused(written: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        CADENCE.validate_python(written)


def test_digest_goes_to_addresses() -> None:
    assert Digest.model_validate({"to": "a@example.com"}).to == ("a@example.com",)
    with pytest.raises(ValidationError, match="is no e-mail address"):
        Digest.model_validate({"to": ["nobody"]})
