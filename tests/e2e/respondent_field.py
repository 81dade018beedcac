"""The study that asks every kind of question, in the field: its pages served, links to hand out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from tests.e2e.respondent_gallery import STUDY, questionnaire
from tests.web.conftest import serving
from tests.web.fielded import NOW
from validation.fieldwork import Terms
from validation.files import read_study
from validation.sampling import Contact
from validation.settings import read_settings
from validation.store import (
    Asked,
    Link,
    Store,
    WaveKey,
    load_invitations,
    move_wave,
    open_store,
    save_frame,
    save_invitations,
    save_links,
    save_questionnaire,
    save_study,
    save_terms,
    save_wave,
)
from validation.web import Clocks, build_app
from validation.web.tokens import digest, new_token

WHERE = WaveKey("every-kind", "2027")
PEOPLE = 20


@dataclass
class Field:
    """A wave in the field: where its pages are, and the links that nobody has opened yet."""

    url: str
    store: Store
    answer: list[str]
    stop: list[str]
    opened: list[str] = field(default_factory=list)

    def link(self) -> str:
        """Return the address of somebody who was not here before."""
        self.opened.append(self.answer.pop())
        return f"{self.url}/r/{self.opened[-1]}"

    def stop_link(self) -> str:
        """Return an address at which somebody unsubscribes."""
        return f"{self.url}/u/{self.stop.pop()}"

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return what the store holds, the newest last."""
        with self.store.reading() as connection:
            found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 (a test's own table)
            return [dict(row) for row in found.mappings()]


@contextmanager
def fielding(folder: Path) -> Iterator[Field]:
    """Yield the wave, served on this machine."""
    address = f"sqlite:///{folder / 'todenna.db'}"
    answer, stop = [[new_token() for _ in range(PEOPLE)] for _ in range(2)]
    with open_store(address) as store:
        with store.transaction() as connection:
            _field(connection, answer, stop)
        app = build_app(
            read_settings({"TODENNA_DATABASE": address}), clocks=Clocks(now=lambda: NOW)
        )
        with serving(app) as url:
            yield Field(url, store, answer, stop)


def _field(connection: Connection, answer: list[str], stop: list[str]) -> None:
    terms = Terms(opens_at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=7))
    save_study(connection, read_study(STUDY), now=NOW)
    save_questionnaire(connection, questionnaire(), now=NOW)
    save_wave(connection, WHERE, questionnaire().fingerprint, now=NOW)
    save_terms(connection, WHERE, terms)
    move_wave(connection, WHERE, before="planned", after="open", now=NOW)
    names = [f"p{n}" for n in range(PEOPLE)]
    people = [Contact(name, f"{name}@example.com", "en", "consent", {}) for name in names]
    save_frame(connection, WHERE.study, people, sha256="0" * 64, now=NOW)
    save_invitations(connection, WHERE, [Asked(name, "en") for name in names], now=NOW)
    codes = [one.code for one in load_invitations(connection, WHERE)]
    links = [Link(digest(t), "answer", c) for t, c in zip(answer, codes, strict=True)]
    links += [Link(digest(t), "stop", c) for t, c in zip(stop, codes, strict=True)]
    save_links(connection, WHERE, links, now=NOW)
