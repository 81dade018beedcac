"""Put the digest of a wave into the outbox, a message a reader, once."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.mail import Message
from validation.rendering import Rendered, digest_words, render_digest
from validation.reporting import Material, build_digest, is_news
from validation.sampling import hash_address
from validation.settings import Settings
from validation.steps.keeping import folder_of, opened
from validation.steps.telling import load_material
from validation.store import (
    KeptAssessment,
    OutboxMessage,
    WaveKey,
    load_assessment,
    load_told,
    queue_message,
)
from validation.study import Digest, Reader


@dataclass(frozen=True, slots=True)
class Queued:
    """How many readers the study names, how many have news, and how many messages are new."""

    readers: int
    due: int
    new: int


def queue_digest(where: WaveKey, settings: Settings, *, now: datetime) -> Queued:
    """Put the digest into the outbox, a message a reader; nobody is told the same verdicts twice.

    When a reader is told again is for the study to say (`digest.send`).

    Raises:
        TodennaError: the wave was not assessed with all its answers.
    """
    with opened(settings) as store, store.transaction() as connection:
        material = load_material(connection, where, now=now)
        readers = material.study.digest
        if readers is None:
            return Queued(0, 0, 0)
        told = load_assessment(connection, where, material.assessment.plan_hash)
        due = tuple(_with_news(connection, told, readers))
        kept = _messages(told, due, material, settings)
        new = sum(queue_message(connection, one, tells=told, now=now) for one in kept)
    return Queued(len(readers.readers(where.study)), len(due), new)


def _messages(
    told: KeptAssessment, due: tuple[Reader, ...], material: Material, settings: Settings
) -> Iterator[OutboxMessage]:
    languages = {one.address: one.language or material.study.languages[0] for one in due}
    in_words = {one: _render(material, one, settings) for one in {*languages.values()}}
    for address, language in languages.items():
        yield _message(told, address, language, in_words[language])


def _with_news(connection: Connection, kept: KeptAssessment, readers: Digest) -> Iterator[Reader]:
    now = (kept.where.wave, kept.assessment)
    for reader in readers.readers(kept.where.study):
        before = load_told(connection, kept.where.study, reader.address)
        if is_news(readers.send, now, [(one.where.wave, one.assessment) for one in before]):
            yield reader


def _render(material: Material, language: str, settings: Settings) -> Rendered:
    folder = folder_of(settings, material.study.study, str(material.wave))
    report = folder / f"report.{language}.html"
    return render_digest(build_digest(material, digest_words(language), report=str(report)))


def _message(told: KeptAssessment, reader: str, language: str, rendered: Rendered) -> OutboxMessage:
    where = told.where
    message = Message(
        key=f"{where.study}/{where.wave}/digest-{told.number}/{hash_address(reader)}",
        outbox_id=secrets.token_hex(16),
        kind="digest",
        to=reader,
        language=language,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        images=rendered.images,
    )
    content = (message.subject, message.model_dump_json())
    return OutboxMessage(message.key, message.kind, reader, *content, message.outbox_id)
