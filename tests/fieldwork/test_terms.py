from datetime import UTC, datetime, timedelta

from validation.fieldwork import Terms

OPENS = datetime(2027, 3, 1, 7, tzinfo=UTC)


def test_terms_come_back_from_json_as_they_were() -> None:
    terms = Terms(
        opens_at=OPENS, closes_at=OPENS + timedelta(days=14), reminders=(OPENS + timedelta(days=4),)
    )

    assert Terms.model_validate_json(terms.model_dump_json()) == terms
