"""A study that follows up what happens to customers, started, and ways to live through its time."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from validation.settings import Settings
from validation.steps import ContactSource, Event, emit_events, import_contacts, prepare_study
from validation.steps.generating import keep_study
from validation.steps.keeping import opened
from validation.store import (
    Recurrence,
    load_invitations,
    load_waves,
    start_recurrence,
)
from validation.store.tables import domain_events, followups

STARTED = datetime(2026, 12, 1, 7, tzinfo=UTC)  # 09:00 in Helsinki
CARE = """study: care
languages: [en, fi]
items:
  - {id: start, text: Start?, type: rating, scale: {from: 1, to: 5}}
  - {id: stay, text: Stay?, type: rating, scale: {from: 1, to: 5}}
  - {id: age, text: Age?, type: number, background: true}
hypotheses:
  - {id: easy, says: The start is easy, claim: {kind: level, item: start, at_least: 3}}
  - {id: stays, says: They stay, claim: {kind: level, item: stay, at_least: 3}}
fieldwork: {mode: invite, open_for: 14 days, reminders: [4 days], EXTRA}
privacy: {controller: {name: Shop, contact: privacy@example.com}, purpose: to do better}
cadence:
  event: lead.became_customer
  steps: [{after: 14 days, ask: [easy]}, {after: 90 days, ask: [stays]}]
  while: {status: [customer]}
  until_event: [contract.ended]
  window: 7 days
  zone: Europe/Helsinki
"""
BOUGHT, ENDED = "lead.became_customer", "contract.ended"


def day(days: float) -> datetime:
    """Return the time so many days after the study was started."""
    return STARTED + timedelta(days=days)


def start(
    folder: Path,
    settings: Settings,
    *,
    extra: str = "rest_period: 0 days",
    holds: str = "status: [customer]",
) -> Path:
    """Keep the study and let it repeat."""
    path = folder / "care.yaml"
    path.write_text(CARE.replace("EXTRA", extra).replace("status: [customer]", holds))
    prepared = prepare_study(path)
    with opened(settings) as store, store.transaction() as connection:
        keep_study(connection, prepared, now=STARTED)
        start_recurrence(connection, Recurrence("care", STARTED))
    return path


def keep_people(folder: Path, settings: Settings, people: dict[str, str]) -> None:
    """Keep a list of contacts by their key, each with a status."""
    path = folder / "contacts.csv"
    rows = [f"{key},{key}@example.com,en,{status}" for key, status in people.items()]
    path.write_text("\n".join(["id,email,language,status", *rows]) + "\n")
    import_contacts(ContactSource(path, basis="consent"), settings, now=STARTED)


def happen(settings: Settings, now: datetime, *events: tuple[str, str, float]) -> None:
    """Tell of events: the contact, what happened, and how many days after the start."""
    told = [Event(name, contact, day(days)) for contact, name, days in events]
    emit_events(told, settings, now=now)


def ends(settings: Settings) -> Counter[tuple[str, str, str, str]]:
    """Return of every follow-up that came to an end: contact, step, outcome and reason."""
    column = followups.c
    query = select(domain_events.c.contact_key, column.step, column.outcome, column.reason).join(
        domain_events, domain_events.c.id == column.event_id
    )
    with opened(settings) as store, store.reading() as connection:
        found = connection.execute(query).all()
    return Counter((key, step, outcome, reason or "") for key, step, outcome, reason in found)


def messages(settings: Settings) -> dict[tuple[str, str, str | None], datetime]:
    """Return when which message went into the outbox: wave, step and contact."""
    with opened(settings) as store, store.reading() as connection:
        return {
            (wave.where.wave, step, one.contact): message.at
            for wave in load_waves(connection, "care")
            for one in load_invitations(connection, wave.where)
            for step, message in one.messages.items()
        }
