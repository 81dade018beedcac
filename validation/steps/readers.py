"""The readers of digests: who is left alone, and the link with which each one ends them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from validation.mail import Message
from validation.rendering import STOP
from validation.sampling import hash_address
from validation.settings import Settings
from validation.steps.linking import STOP_LIVES, mint_token
from validation.store import Link, Settlement, WaveKey, save_links, suppressed, waves_told

LEFT_ALONE = "unsubscribed"


@dataclass(frozen=True, slots=True)
class Told:
    """Messages that may leave to readers, and those that may not any more."""

    leaving: tuple[Message, ...]
    dropped: tuple[Settlement, ...]


def shared_stop(settings: Settings) -> str:
    """Return what stands for a reader's own link as long as the message waits."""
    return f"{settings.address}/u/shared"


def address_readers(
    connection: Connection, messages: Iterable[Message], settings: Settings, now: datetime
) -> Told:
    """Return messages with a link of each reader's own, the hashes of these links kept.

    Whoever does not want to be told of the study any more is left out.
    """
    waiting = list(messages)
    waves = waves_told(connection, [one.key for one in waiting])
    alone = {one.study: suppressed(connection, one.study) for one in {*waves.values()}}
    dropped = {
        one.key for one in waiting if one.key in waves and _is_alone(one, waves[one.key], alone)
    }
    leaving = tuple(
        _with_link(connection, one, waves[one.key], settings, now) if STOP in _places(one) else one
        for one in waiting
        if one.key not in dropped
    )
    return Told(leaving, tuple(Settlement(key, "failed", LEFT_ALONE) for key in sorted(dropped)))


def _places(message: Message) -> Mapping[str, str]:
    return message.substitutions


def _is_alone(message: Message, where: WaveKey, alone: Mapping[str, frozenset[str]]) -> bool:
    return hash_address(message.to) in alone[where.study]


def _with_link(
    connection: Connection, message: Message, where: WaveKey, settings: Settings, now: datetime
) -> Message:
    token, sha256 = mint_token()
    expires_at, address = now + STOP_LIVES, hash_address(message.to)
    link = Link(sha256, "stop", expires_at=expires_at, address_sha256=address)
    save_links(connection, where, [link], now=now)
    stop = f"{settings.address}/u/{token}?to={message.language}"
    own = {"list_unsubscribe": stop, "substitutions": message.substitutions | {STOP: stop}}
    return message.model_copy(update=own)
