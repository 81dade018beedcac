"""The mails of a wave: one text for all who read it in a language, and links of each one's own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from validation.errors import FieldworkError
from validation.fieldwork import Terms
from validation.mail import Message
from validation.rendering import LINK, STOP, render_invitation
from validation.settings import Settings
from validation.steps.linking import ANSWER_LIVES, STOP_LIVES, mint_token
from validation.store import (
    KeptWave,
    Link,
    Mailing,
    WaveKey,
    load_questionnaire,
    load_study,
    save_links,
)
from validation.study import Study

NOBODY = "nobody@example.com"
SHARED = "shared"
ODD = re.compile(r"[;,]|[^\S ]")
LONGEST_NAME = 200


@dataclass(slots=True)
class Addressing:
    """Makes messages of what was claimed; a text is rendered once a wave, step and language.

    Two tokens are minted for each message, one to answer and one to stop. Only their SHA-256 is
    kept; the tokens themselves are nowhere but in the message.
    """

    settings: Settings
    shared: dict[tuple[WaveKey, str, str], Message] = field(default_factory=dict)

    def address(
        self, connection: Connection, wave: KeptWave, mailings: Iterable[Mailing], now: datetime
    ) -> list[Message]:
        """Return a message for each mailing, the hashes of its links kept.

        Raises:
            TodennaError: the mail cannot be written.
        """
        messages: list[Message] = []
        links: list[Link] = []
        closes_at = _terms(wave).closes_at
        for one in mailings:
            tokens = {place: mint_token() for place in (LINK, STOP)}
            links += _links(one, {place: kept for place, (_, kept) in tokens.items()}, closes_at)
            urls = {
                LINK: f"{self.settings.address}/r/{tokens[LINK][0]}",
                STOP: f"{self.settings.address}/u/{tokens[STOP][0]}",
            }
            messages.append(_addressed(self._shared(connection, wave, one), one, urls))
        save_links(connection, wave.where, links, now=now)
        return messages

    def _shared(self, connection: Connection, wave: KeptWave, one: Mailing) -> Message:
        place = (wave.where, one.step, one.facts.language)
        if place not in self.shared:
            self.shared[place] = self._render(connection, wave, one.step, one.facts.language)
        return self.shared[place]

    def _render(self, connection: Connection, wave: KeptWave, step: str, language: str) -> Message:
        study = load_study(connection, wave.where.study)
        minutes = load_questionnaire(connection, wave.questionnaire).minutes
        mail = render_invitation(step, study, _terms(wave), language, minutes=minutes)
        places = [place for place in (LINK, STOP) if place in mail.html + mail.text]
        return Message(
            key=f"{wave.where.study}/{wave.where.wave}/{step}",
            outbox_id=SHARED,
            kind=step.partition("-")[0],
            to=NOBODY,
            language=language,
            subject=mail.subject,
            html=mail.html,
            text=mail.text,
            images=mail.images,
            sender_name=_sender_name(study, language),
            reply_to=None if study.privacy is None else study.privacy.controller.contact,
            list_unsubscribe=f"{self.settings.address}/u/{SHARED}",
            substitutions=dict.fromkeys(places, f"{self.settings.address}/{SHARED}"),
        )


def _addressed(shared: Message, one: Mailing, urls: dict[str, str]) -> Message:
    # What all share was checked once, and the addresses when the list was imported.
    own = {
        "key": one.key,
        "outbox_id": one.reference,
        "to": one.address,
        "list_unsubscribe": urls[STOP],
        "substitutions": {place: urls[place] for place in shared.substitutions},
    }
    return shared.model_copy(update=own)


def _links(one: Mailing, hashes: dict[str, str], closes_at: datetime) -> list[Link]:
    return [
        Link(hashes[LINK], "answer", one.facts.code, closes_at + ANSWER_LIVES),
        Link(hashes[STOP], "stop", one.facts.code, closes_at + STOP_LIVES),
    ]


def _sender_name(study: Study, language: str) -> str | None:
    """Return whose mail it is; commas would end the name, and are left out."""
    if study.privacy is None:
        return None
    name = ODD.sub(" ", study.privacy.controller.name.within(language))
    return " ".join(name.split())[:LONGEST_NAME] or None


def _terms(wave: KeptWave) -> Terms:
    if wave.terms is None:
        message = f"wave {wave.where}: found no terms, must be a wave that we field ourselves."
        raise FieldworkError(f"{message} Mail is written for those alone.")
    return wave.terms
