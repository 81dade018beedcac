"""What respondents are told before they answer, as the settings of the study have it."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Self

from markupsafe import Markup

from validation.questionnaire import Questionnaire
from validation.rendering.respondent.frames import render
from validation.rendering.respondent.questions import Speaker
from validation.study import Privacy

YEAR = 365


@dataclass(frozen=True, slots=True)
class Told:
    """What respondents are told, and whether they come by a link that is open to all."""

    privacy: Privacy
    open_link: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in whole years, or in days where it is not."""

    years: int
    days: int

    @classmethod
    def of(cls, span: timedelta) -> Self:
        """Return a length of time, rounded up to days.

        >>> Length.of(timedelta(days=730)), Length.of(timedelta(hours=36))
        (Length(years=2, days=730), Length(years=0, days=2))
        """
        days = ceil(span / timedelta(days=1))
        return cls(0 if days % YEAR else days // YEAR, days)


def consent_text(
    questionnaire: Questionnaire, told: Told, speaker: Speaker, language: str
) -> Markup:
    """Return the text that people agree to, in one language."""
    privacy = told.privacy
    values = {
        "minutes": whole_minutes(questionnaire),
        "purpose": speaker.say(privacy.purpose),
        "controller": speaker.say(privacy.controller.name),
        "contact": mail_link(privacy),
        "anonymous": privacy.anonymous,
        "open_link": told.open_link,
        "answers": Length.of(privacy.keep_answers),
        "contacts": Length.of(privacy.keep_contacts),
    }
    return Markup(render(language, "consent_text.html.j2", values))  # noqa: S704 (escaped there)


def mail_link(privacy: Privacy) -> Markup:
    """Return the address at which the controller is reached, as a link; nothing without one."""
    if not privacy.controller.contact:
        return Markup()
    return Markup('<a href="mailto:{0}">{0}</a>').format(privacy.controller.contact)


def whole_minutes(questionnaire: Questionnaire) -> int:
    """Return the estimated time in whole minutes, one at the least."""
    return max(1, round(questionnaire.minutes))
