"""Put the digest of a wave into the outbox, a message a reader, once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.mail import Message
from validation.rendering import Rendered, digest_words, render_digest
from validation.reporting import Material, build_digest
from validation.settings import Settings
from validation.steps.keeping import folder_of, opened
from validation.steps.telling import load_material
from validation.store import OutboxMessage, WaveKey, queue_message
from validation.study import Digest


@dataclass(frozen=True, slots=True)
class Queued:
    """How many readers the study names, and how many messages are new in the outbox."""

    readers: int
    new: int


def queue_digest(where: WaveKey, settings: Settings, *, now: datetime) -> Queued:
    """Put the digest into the outbox, a message a reader; the same verdicts are told once.

    Raises:
        TodennaError: the wave was not assessed.
    """
    with opened(settings) as store, store.transaction() as connection:
        material = load_material(connection, where, now=now)
        readers = material.study.digest
        if readers is None:
            return Queued(0, 0)
        language = readers.language or material.study.languages[0]
        report = folder_of(settings, where.study, where.wave) / f"report.{language}.html"
        digest = build_digest(material, digest_words(language), report=str(report))
        new = _queue(connection, material, readers, render_digest(digest), now=now)
    return Queued(len(readers.to), new)


def _queue(
    connection: Connection,
    material: Material,
    readers: Digest,
    rendered: Rendered,
    *,
    now: datetime,
) -> int:
    said = hashlib.sha256(material.assessment.model_dump_json().encode()).hexdigest()[:16]
    step = f"{material.study.study}/{material.wave}/digest-{said}"
    language = readers.language or material.study.languages[0]
    return sum(
        queue_message(connection, _kept(f"{step}/{address}", address, language, rendered), now=now)
        for address in readers.to
    )


def _kept(key: str, address: str, language: str, rendered: Rendered) -> OutboxMessage:
    message = Message(
        key=key,
        outbox_id=secrets.token_hex(16),
        kind="digest",
        to=address,
        language=language,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        images=rendered.images,
    )
    return OutboxMessage(key, message.kind, address, message.subject, message.model_dump_json())
