"""Put the digest of a wave into the outbox, a message a reader, once."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.mail import Message
from validation.rendering import (
    STOP,
    Rendered,
    changes_words,
    digest_words,
    render_digest,
    render_trend_digest,
)
from validation.reporting import (
    Material,
    brings_change,
    build_digest,
    build_trend_digest,
    is_news,
)
from validation.sampling import hash_address
from validation.settings import Settings
from validation.steps.keeping import opened, place_of
from validation.steps.readers import shared_stop
from validation.steps.telling import load_material
from validation.steps.trending import keep_trend
from validation.store import (
    KeptAssessment,
    OutboxMessage,
    WaveKey,
    load_assessment,
    load_told,
    queue_message,
    suppressed,
)
from validation.study import Digest, Reader
from validation.trends import Trend


@dataclass(frozen=True, slots=True)
class Queued:
    """How many readers the study names, how many have news, and how many messages are new."""

    readers: int
    due: int
    new: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What readers are told of: the verdicts of a wave, and of a later one the trend up to it."""

    told: KeptAssessment
    material: Material
    trend: Trend | None
    settings: Settings

    @property
    def changed(self) -> bool | None:
        """Whether the wave brought a change; None for the first one."""
        return None if self.trend is None else brings_change(self.trend, self.material.floor)

    def render(self, language: str) -> Rendered:
        """Return the digest in a language, with a place for the link that ends these mails."""
        page = f"{'report' if self.trend is None else 'trend'}.{language}.html"
        places = {"report": place_of(self.settings, self.told.where, page), "stop": STOP}
        if self.trend is None:
            return render_digest(build_digest(self.material, digest_words(language), **places))
        words = changes_words(language)
        return render_trend_digest(build_trend_digest(self.material, self.trend, words, **places))

    def write(
        self, rendered: Mapping[str, Rendered], readers: Iterable[Reader]
    ) -> Iterator[Message]:
        """Yield a message to each reader; rendered once a language, whoever reads it."""
        shared = {language: self._shared(language, one) for language, one in rendered.items()}
        for reader in readers:
            key = f"{self._key}/{hash_address(reader.address)}"
            own = {"key": key, "outbox_id": secrets.token_hex(16), "to": reader.address}
            yield shared[self.language(reader)].model_copy(update=own)

    def language(self, reader: Reader) -> str:
        """Return the language that a reader chose, else the first of the study."""
        return reader.language or self.material.study.languages[0]

    @property
    def _key(self) -> str:
        where = self.told.where
        return f"{where.study}/{where.wave}/digest-{self.told.number}"

    def _shared(self, language: str, rendered: Rendered) -> Message:
        stop = shared_stop(self.settings)
        return Message(
            key=self._key,
            outbox_id="shared",
            kind="digest",
            to="nobody@example.com",
            language=language,
            subject=rendered.subject,
            html=rendered.html,
            text=rendered.text,
            images=rendered.images,
            list_unsubscribe=stop,
            substitutions={STOP: stop},
        )


def queue_digest(where: WaveKey, settings: Settings, *, now: datetime) -> Queued:
    """Put the digest into the outbox, a message a reader; nobody is told the same verdicts twice.

    When a reader is told again is for the study to say (`digest.send`). Of a later wave it tells
    what changed; who unsubscribed from the study is not told.

    Raises:
        TodennaError: the wave was not assessed with all its answers.
    """
    with opened(settings) as store, store.transaction() as connection:
        telling, readers = _telling(connection, where, settings, now=now)
        if readers is None:
            return Queued(0, 0, 0)
        due = tuple(_with_news(connection, telling, readers))
        languages = {telling.language(one) for one in due}
        rendered = {one: telling.render(one) for one in languages}
        new = sum(
            queue_message(connection, _kept(message), tells=telling.told, now=now)
            for message in telling.write(rendered, due)
        )
    return Queued(len(readers.readers(where.study)), len(due), new)


def _telling(
    connection: Connection, where: WaveKey, settings: Settings, *, now: datetime
) -> tuple[Telling, Digest | None]:
    trended = keep_trend(connection, where, now=now)
    material = load_material(connection, where, now=now)
    told = load_assessment(connection, where, material.assessment.plan_hash)
    trend = trended.trend if trended.is_one else None
    return Telling(told, material, trend, settings), material.study.digest


def _with_news(connection: Connection, telling: Telling, readers: Digest) -> Iterator[Reader]:
    told, changed = telling.told, telling.changed
    alone = suppressed(connection, told.where.study)
    for reader in readers.readers(told.where.study):
        if hash_address(reader.address) in alone:
            continue
        kept = load_told(connection, told.where.study, reader.address)
        before = [(one.where.wave, one.assessment) for one in kept]
        now = (told.where.wave, told.assessment)
        # Who was never told of the study hears of a wave as of the first one.
        if is_news(readers.send, now, before, changed=changed):
            yield reader


def _kept(message: Message) -> OutboxMessage:
    content = (message.subject, message.model_dump_json())
    return OutboxMessage(message.key, message.kind, message.to, *content, message.outbox_id)
