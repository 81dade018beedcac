from datetime import timedelta

import pytest

from validation.questionnaire import Questionnaire
from validation.rendering.respondent.consent import Length, Told, consent_text, whole_minutes
from validation.rendering.respondent.questions import Speaker
from validation.study import Privacy


@pytest.mark.parametrize(
    ("span", "length"),
    [
        (timedelta(days=365), Length(1, 365)),
        (timedelta(days=90), Length(0, 90)),
        (timedelta(hours=1), Length(0, 1)),
    ],
)
def test_lengths_of_time_are_told_in_whole_years_or_days(span: timedelta, length: Length) -> None:
    assert Length.of(span) == length


def text(questionnaire: Questionnaire, privacy: Privacy, *, open_link: bool = False) -> str:
    speaker = Speaker(questionnaire, "en", "en")
    return consent_text(questionnaire, Told(privacy, open_link), speaker, "en")


def test_people_are_told_who_asks_and_what_for(
    questionnaire: Questionnaire, privacy: Privacy
) -> None:
    told = text(questionnaire, privacy)
    assert "about 7 minutes" in told
    assert "to serve better en" in told
    assert "The &lt;Shop&gt; en" in told
    assert 'href="mailto:privacy@example.com"' in told
    assert "2 years after the survey" in told
    assert "90 days after the last survey" in told


def test_only_the_anonymous_are_told_that_nothing_can_be_erased(
    questionnaire: Questionnaire, privacy: Privacy
) -> None:
    anonymous = text(questionnaire, privacy.model_copy(update={"anonymous": True}))
    pseudonymous = text(questionnaire, privacy)
    assert "can no longer be changed or erased" in anonymous
    assert "You can erase your answers with the same link" in pseudonymous
    assert "can no longer" not in pseudonymous
    assert "even after you have sent them" not in anonymous


@pytest.mark.parametrize("anonymous", [True, False])
def test_people_are_told_that_only_what_was_sent_counts(
    questionnaire: Questionnaire, privacy: Privacy, *, anonymous: bool
) -> None:
    told = text(questionnaire, privacy.model_copy(update={"anonymous": anonymous}))
    assert "If you never send your answers, they do not count in the results." in told


def test_who_comes_by_an_open_link_is_told_nothing_of_contact_details(
    questionnaire: Questionnaire, privacy: Privacy
) -> None:
    assert "contact details" not in text(questionnaire, privacy, open_link=True)


def test_the_shortest_takes_a_minute(questionnaire: Questionnaire) -> None:
    assert whole_minutes(questionnaire.model_copy(update={"minutes": 0.2})) == 1
