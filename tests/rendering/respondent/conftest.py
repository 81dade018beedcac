"""A questionnaire with every type of question, and what respondents are told."""

from typing import Any

import pytest

from validation.questionnaire import Form, Questionnaire
from validation.rendering.respondent import RespondentPages, Visitor
from validation.study import Privacy


def said(text: str) -> dict[str, str]:
    """Return a text that says in which language it is."""
    return {tag: f"{text} {tag}" for tag in ("en", "fi", "sv")}


CHOICES = [{"code": code, "label": said(code)} for code in ("shop", "web", "friend")]
POINTS = [{"code": str(point), "label": str(point)} for point in range(1, 11)]
NUMBERED = [
    {"code": "1", "label": said("poor")},
    *POINTS[1:9],
    {"code": "10", "label": said("good")},
]
WORDED = [{"code": str(point), "label": said(f"word {point}")} for point in range(1, 6)]


def asked(name: str, kind: str, **keys: Any) -> dict[str, Any]:  # noqa: ANN401 (as in a document)
    """Return an item as a document has it."""
    return {"id": name, "type": kind, "text": said(f"<b>{name}?"), **keys}


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """Return a questionnaire with every type of question."""
    battery = {"choices": WORDED, "battery": "all.1", "offers": ["not_applicable"]}
    return Questionnaire.model_validate(
        {
            "study": "shop", "title": said("Shop study"), "languages": ["en", "fi", "sv"],
            "seed": 7, "minutes": 6.6,
            "non_answers": {"refused": said("no say"), "not_applicable": said("not mine")},
            "sections": [
                {"id": "all", "title": said("All types"), "items": [
                    asked("met", "single", choices=CHOICES, required=True),
                    asked("channels", "multi", choices=CHOICES, shuffle=True, help=said("Help")),
                    asked("rated", "rating", choices=NUMBERED, offers=["refused"]),
                    asked("worded", "rating", choices=WORDED),
                    asked("age", "number", low=15, high=110, unit=said("years"),
                          offers=["refused"]),
                    asked("why", "text", when={"met": ["shop"]}),
                    asked("order", "ranking", choices=CHOICES),
                    *(asked(f"row{n}", "rating", **battery) for n in (1, 2, 3)),
                ]},
                {"id": "end", "title": said("The end"), "text": said("Last page."), "items": [
                    asked("missed", "text"),
                ]},
            ],
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def form(questionnaire: Questionnaire) -> Form:
    """Return the questionnaire page by page."""
    return Form(questionnaire)


@pytest.fixture(scope="session")
def privacy() -> Privacy:
    """Return what respondents are told."""
    return Privacy.model_validate(
        {
            "controller": {"name": said("The <Shop>"), "contact": "privacy@example.com"},
            "purpose": said("to serve better"),
        }
    )


@pytest.fixture(scope="session")
def pages(questionnaire: Questionnaire, privacy: Privacy) -> RespondentPages:
    """Return the pages of the questionnaire."""
    return RespondentPages(questionnaire, privacy)


@pytest.fixture
def anna() -> Visitor:
    """Return a respondent who reads English."""
    return Visitor("/r/token", "signed", "en", "anna")
