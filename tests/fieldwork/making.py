"""Waves, invitations and studies in a line; whatever is not said is usual."""

from datetime import UTC, datetime, timedelta
from typing import Any

from validation.fieldwork import InvitationFacts, MessageFacts, Terms, WaveFacts
from validation.study import Study

OPENS = datetime(2027, 3, 1, 7, tzinfo=UTC)  # a Monday, 09:00 in Helsinki
HOUR = 1 / 24


def day(days: float = 0) -> datetime:
    """Return the time so many days after the opening."""
    return OPENS + timedelta(days=days)


def terms(**values: Any) -> Terms:  # noqa: ANN401 (any field of the terms)
    """Return the terms of a wave of two weeks with two reminders."""
    usual = {
        "opens_at": OPENS,
        "closes_at": day(14),
        "reminders": (day(7), day(13)),
        "zone": "Europe/Helsinki",
    }
    return Terms.model_validate(usual | values)


def open_wave(**values: Any) -> WaveFacts:  # noqa: ANN401 (any field of the terms)
    """Return a wave that was opened, and sent its invitations, on time."""
    return WaveFacts("open", terms(**({"done": {"invite": OPENS}} | values)), opened_at=OPENS)


def invited(sent: float = 0, **values: Any) -> InvitationFacts:  # noqa: ANN401 (any fact)
    """Return somebody whose invitation arrived so many days after the opening."""
    usual = {"code": "a", "contact": "7", "messages": {"invite": message(sent)}}
    return InvitationFacts(**(usual | values))


def message(sent: float = 0, fate: Any = "delivered") -> MessageFacts:  # noqa: ANN401 (a fate)
    """Return a message that left so many days after the opening."""
    return MessageFacts("sent", day(sent), fate)


def study(**fieldwork: Any) -> Study:  # noqa: ANN401 (any key of fieldwork)
    """Return a study that invites people."""
    controller = {"name": "A firm", "contact": "a@example.com"}
    return Study.model_validate(
        {
            "study": "s",
            "languages": ["fi", "sv"],
            "audience": {"size": 1000, "reaches": ["customers"]},
            "hypotheses": [],
            "fieldwork": {"mode": "invite", **fieldwork},
            "privacy": {"controller": controller, "purpose": "To learn"},
        }
    )
