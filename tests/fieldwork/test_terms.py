from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from tests.fieldwork.making import OPENS, day, terms
from validation.fieldwork import Terms, record, remind


def test_terms_come_back_from_json_as_they_were() -> None:
    before = record(terms(lateness=timedelta(hours=36), released=("open",)), "invite", day(0.5))

    assert Terms.model_validate_json(before.model_dump_json()) == before


def test_times_are_kept_in_utc_whatever_zone_they_come_in() -> None:
    helsinki = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Europe/Helsinki"))

    found = terms(opens_at=helsinki).opens_at

    assert found.isoformat() == "2027-03-01T07:00:00+00:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="should have timezone info"):
        terms(opens_at="2027-03-01T09:00")


def test_a_wave_closes_after_it_opens() -> None:
    with pytest.raises(ValidationError, match="must close later"):
        terms(closes_at=OPENS)


def test_the_steps_are_those_in_which_somebody_is_written_to() -> None:
    assert terms(thank_you=True).steps == ("invite", "remind-1", "remind-2", "thank")
    assert terms(mode="open_link", thank_you=True).steps == ()


def test_a_step_is_done_once_and_keeps_its_time() -> None:
    once = record(terms(), remind(1), day(7))

    assert record(once, "remind-1", day(8)) == once
    assert once.done == {"remind-1": day(7)}
    assert terms().done == {}
