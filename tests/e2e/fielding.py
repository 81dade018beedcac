"""A wave that is fielded by mail, its steps as a process runs them, and the services around it."""

import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from subprocess import PIPE, Popen

import httpx

from validation.settings import Settings, read_settings
from validation.steps import (
    ContactSource,
    Launch,
    advance_waves,
    deliver_mail,
    import_contacts,
    launch_wave,
    settle_mail,
)
from validation.steps.keeping import opened
from validation.store import KeptMessage, OutboxState, load_messages
from validation.web import build_app, run_server

STUDY = """study: shop
title: {en: How the shop serves you, fi: Miten kauppa palvelee, sv: Hur affären betjänar dig}
languages: [en, fi, sv]
items: [{id: q, text: Q?, type: rating, scale: {from: 1, to: 5}}]
hypotheses: [{id: level, says: Good, claim: {kind: level, item: q, at_least: 2.5}}]
fieldwork: {mode: invite, open_for: 14 days, reminders: [5 days, 10 days]}
privacy: {controller: {name: The Shop, contact: privacy@example.com}, purpose: to do better}
"""
LANGUAGES = ("en", "fi", "sv")
MINUTE = timedelta(minutes=1)
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Fielded:
    """Where a wave is kept and how its mail leaves; each step of it is a process of its own."""

    home: Path
    host: str
    webhook_key: str
    batch: int
    database: str | None = None  # SQLite in its home if not named

    @property
    def settings(self) -> Settings:
        """The settings of every process."""
        database = {} if self.database is None else {"TODENNA_DATABASE": self.database}
        return read_settings(
            {
                **database,
                "TODENNA_HOME": str(self.home),
                "SENDGRID_API_KEY": "stand-in-key",
                "TODENNA_SENDER": "survey@example.com",
                "TODENNA_SENDGRID_HOST": self.host,
                "TODENNA_WEBHOOK_KEY": self.webhook_key,
            }
        )

    def launch(self, contacts: int, now: datetime) -> None:
        """Keep the contacts and a wave that asks them all."""
        self.home.mkdir(parents=True)
        study, listed = self.home / "study.yaml", self.home / "contacts.csv"
        study.write_text(STUDY, encoding="utf-8")
        rows = (f"c{n},c{n}@example.com,{LANGUAGES[n % 3]}\n" for n in range(contacts))
        listed.write_text("id,email,language\n" + "".join(rows))
        import_contacts(ContactSource(listed, basis="consent"), self.settings, now=now)
        later = Launch(invitations=contacts, opens_at=now + MINUTE)
        launch_wave(study, later, self.settings, now=now)

    def advance(self, now: datetime) -> None:
        """Let the heart beat once."""
        assert advance_waves(self.settings, now=now).problems == ()

    def send(self, now: datetime) -> None:
        """Empty the outbox."""
        deliver_mail(self.settings, now=now, batch=self.batch)

    def settle(self, now: datetime) -> None:
        """Settle mail by what was told, and by silence."""
        settle_mail(self.settings, now=now)

    def messages(self, state: OutboxState | None = None) -> tuple[KeptMessage, ...]:
        """Return the outbox, or what of it is in a state."""
        with opened(self.settings) as store, store.reading() as connection:
            return load_messages(connection, state)


@contextmanager
def mail_service() -> Iterator[httpx.Client]:
    """Run the stand-in of the mail service as a process of its own, and yield its client."""
    command = [sys.executable, "-m", "validation.mail.standin", "--port", "0"]
    with Popen(command, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        host = process.stdout.readline().split()[1]
        try:
            with httpx.Client(base_url=host, trust_env=False, timeout=60) as client:
                yield client
        finally:
            process.kill()


@contextmanager
def web_server(settings: Settings) -> Iterator[str]:
    """Run the web server as a process of its own, and yield its address."""
    told: SimpleQueue[str] = FORK.SimpleQueue()
    process = FORK.Process(target=_serve, args=(settings, told))
    process.start()
    try:
        yield told.get()
    finally:
        process.kill()
        process.join()


def _serve(settings: Settings, told: "SimpleQueue[str]") -> None:
    run_server(build_app(settings), "127.0.0.1", 0, told=told.put)
