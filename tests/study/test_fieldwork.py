"""How one wave is fielded."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from validation.study.fieldwork import Fieldwork


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
