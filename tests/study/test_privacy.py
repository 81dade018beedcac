"""Who asks, what for, and for how long it is kept."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from validation.study.privacy import Privacy

WRITTEN = {
    "controller": {"name": {"en": "The shop", "fi": "Kauppa"}, "contact": "privacy@example.com"},
    "purpose": "To make the shop better",
}


def test_without_times_answers_are_kept_for_two_years_and_contacts_for_a_quarter() -> None:
    privacy = Privacy.model_validate(WRITTEN)
    assert privacy.keep_answers == timedelta(days=730)
    assert privacy.keep_contacts == timedelta(days=90)
    assert not privacy.anonymous


def test_times_and_texts_are_read_as_they_are_written() -> None:
    privacy = Privacy.model_validate(WRITTEN | {"keep_answers": "52 weeks", "anonymous": True})
    assert privacy.keep_answers == timedelta(days=364)
    assert privacy.controller.name.within("fi") == "Kauppa"
    assert privacy.anonymous


@pytest.mark.parametrize(
    "wrong",
    [
        {"controller": {"name": "The shop"}},
        {"controller": {"name": "The shop", "contact": "somebody"}},
        {"purpose": ""},
        {"keep_answers": "for ever"},
    ],
)
def test_a_controller_without_an_address_or_a_purpose_without_words_is_refused(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(ValidationError):
        Privacy.model_validate(WRITTEN | wrong)
