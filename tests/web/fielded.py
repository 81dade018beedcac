"""A wave in the field: a study of three pages, its contacts, and their links."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from validation.fieldwork import InvitationFacts, Terms
from validation.files import read_library
from validation.questionnaire import Questionnaire, build_questionnaire
from validation.sampling import Contact
from validation.store import (
    Asked,
    Link,
    Store,
    WaveKey,
    close_drafts,
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
from validation.study import Study
from validation.web.tokens import digest, new_token

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
OPENS = NOW - timedelta(days=1)
WHERE = WaveKey("shop", "2027")
STUDY: dict[str, Any] = {
    "study": "shop",
    "title": {"en": "The shop", "fi": "Kauppa", "sv": "Butiken"},
    "languages": ["en", "fi", "sv"],
    "stages": [
        {"id": "find", "title": {"en": "Finding", "fi": "Löytäminen", "sv": "Att hitta"}},
        {"id": "buy", "title": {"en": "Buying", "fi": "Ostaminen", "sv": "Att köpa"}},
    ],
    "items": [
        {"id": "channel", "type": "single", "text": "Where?", "stage": "find",
         "options": {"web": "Web", "shop": "Shop"}},
        {"id": "why", "type": "text", "text": "Why the shop?", "stage": "find",
         "when": {"channel": "shop"}},
        {"id": "ease", "type": "rating", "text": "How easy?", "stage": "buy", "required": True,
         "scale": {"from": 1, "to": 5}},
        {"id": "met", "type": "multi", "text": "Whom did you meet?", "stage": "buy",
         "options": {"seller": "Seller", "guard": "Guard"}},
        {"id": "age", "type": "number", "text": "Age?", "min": 15, "max": 110, "background": True},
    ],
    "hypotheses": [
        {"id": "easy", "stage": "buy", "says": "Buying is easy",
         "claim": {"kind": "level", "item": "ease", "at_least": 3}},
    ],
    "fieldwork": {"mode": "invite"},
    "privacy": {
        "controller": {"name": "Shop Ltd", "contact": "privacy@example.com"},
        "purpose": "To mend the shop",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Fielded:
    """A wave in the field, and the links into it; nobody else knows their tokens.

    `person` is whose turn it is: a test has somebody of its own in a wave that it shares.
    """

    address: str
    store: Store
    study: Study
    questionnaire: Questionnaire
    answer: tuple[str, ...]
    stop: tuple[str, ...]
    open: str
    person: int = 0

    @property
    def where(self) -> WaveKey:
        return WaveKey(self.study.study, WHERE.wave)

    @property
    def token(self) -> str:
        return self.answer[self.person]

    def responses(self) -> list[dict[str, Any]]:
        """Return what the store holds as this person's responses."""
        return self.own("response")

    def drafts(self) -> list[dict[str, Any]]:
        """Return what the store holds as this person's drafts."""
        return self.own("draft")

    def own(self, table: str) -> list[dict[str, Any]]:
        # Invitations were made in the order of people.
        return [row for row in self.rows(table) if row["invitation_id"] == self.person + 1]

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.store.reading() as connection:
            return rows(connection, table)

    def invitations(self) -> tuple[InvitationFacts, ...]:
        with self.store.reading() as connection:
            return load_invitations(connection, self.where)

    def plan(self) -> None:
        """Put the wave back to where it was before it opened."""
        with self.store.transaction() as connection:
            connection.exec_driver_sql("UPDATE wave SET state = 'planned'")

    def close(self) -> None:
        with self.store.transaction() as connection:
            close_drafts(connection, self.where, now=NOW)
            move_wave(connection, self.where, before="open", after="closed", now=NOW)


def study(mode: str = "invite") -> Study:
    return Study.model_validate(STUDY | {"fieldwork": {"mode": mode}})


def rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 (a test's own table)
    return [dict(row) for row in found.mappings()]


@contextmanager
def fielding(
    address: str, *, people: int = 3, asked: Study | None = None, **changed: str | bool
) -> Iterator[Fielded]:
    """Yield a wave in the field in a new database; `asked` is its study, `changed` its terms."""
    # A server in a process of its own has its own clock; then the wave is open for ever.
    open_for = timedelta(days=36_500) if changed.get("real") else timedelta(days=8)
    terms = Terms(
        opens_at=OPENS - open_for if changed.get("real") else OPENS,
        closes_at=OPENS + open_for,
        anonymous=bool(changed.get("anonymous")),
        mode="open_link" if changed.get("mode") == "open_link" else "invite",
    )
    asked = study(terms.mode) if asked is None else asked
    where = WaveKey(asked.study, WHERE.wave)
    questionnaire = build_questionnaire(asked, read_library())
    links = tuple(new_token() for _ in range(2 * people + 1))
    with open_store(address) as store:
        with store.transaction() as connection:
            save_study(connection, asked, now=NOW)
            save_questionnaire(connection, questionnaire, now=NOW)
            save_wave(connection, where, questionnaire.fingerprint, now=NOW)
            save_terms(connection, where, terms)
            move_wave(connection, where, before="planned", after="open", now=NOW)
            invite(connection, where, people, links, expires=terms.closes_at)
        own = (links[:people], links[people:-1], links[-1])
        yield Fielded(address, store, asked, questionnaire, *own)


def invite(
    connection: Connection, where: WaveKey, people: int, links: Sequence[str], *, expires: datetime
) -> None:
    names = [f"p{n}" for n in range(people)]
    contacts = [Contact(name, f"{name}@example.com", "en", "consent", {}) for name in names]
    save_frame(connection, where.study, contacts, sha256="0" * 64, now=NOW)
    save_invitations(connection, where, [Asked(name, "en") for name in names], now=NOW)
    codes = [one.code for one in load_invitations(connection, where)]
    made = [
        *(Link(digest(t), "answer", c, expires) for t, c in zip(links, codes, strict=False)),
        *(Link(digest(t), "stop", c) for t, c in zip(links[people:], codes, strict=False)),
        Link(digest(links[-1]), "open", None, expires),
    ]
    save_links(connection, where, made, now=NOW)
