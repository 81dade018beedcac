"""Who is reminded in a wave of follow-ups: each by the age of the own invitation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from validation.fieldwork import (
    InvitationFacts,
    WaveFacts,
    due_reminder,
    oldest_due,
    reminders_due,
)
from validation.store import WaveKey, load_unreminded


def with_reminders(
    connection: Connection, where: WaveKey, facts: WaveFacts, now: datetime
) -> WaveFacts:
    """Return what is known of a wave together with which reminders somebody is due in it."""
    if facts.state != "open":
        return facts
    found = reminders_due(facts, _old_enough(connection, where, facts, now), now)
    return replace(facts, reminders_due=found)


def unreminded(
    connection: Connection, where: WaveKey, facts: WaveFacts, step: str, now: datetime
) -> list[str]:
    """Return the codes of those who are due a reminder now, in the order of their invitations."""
    found = []
    for one in _old_enough(connection, where, facts, now):
        due = due_reminder(facts, one, now)
        if due is not None and due[0] == step:
            found.append(one.code)
    return [*dict.fromkeys(found)]


def _old_enough(
    connection: Connection, where: WaveKey, facts: WaveFacts, now: datetime
) -> Iterator[InvitationFacts]:
    terms = facts.terms
    for place, step in enumerate(terms.reminding):
        left = oldest_due(terms, step, now)
        yield from load_unreminded(connection, where, terms.reminding[place:], left)
