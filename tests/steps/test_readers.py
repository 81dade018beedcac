"""Who reads digests has a link to end them, and is told nothing once they have used it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.mail import Message
from validation.sampling import hash_address
from validation.settings import Settings
from validation.steps import Source, assess_wave, deliver_mail, import_responses, queue_digest
from validation.steps.keeping import opened
from validation.steps.readers import address_readers
from validation.store import WaveKey, load_messages, suppress, suppress_linked, suppressed
from validation.web.tokens import digest

Answers = Callable[..., Source]
WAVE = WaveKey("shop", "1")
READERS = "digest: {to: [{address: a@example.com, language: fi}, b@example.com]}\n"


@pytest.fixture
def queued(study: Path, settings: Settings, answers: Answers) -> Settings:
    """Queue a digest for two readers."""
    study.write_text(study.read_text() + READERS)
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    queue_digest(WAVE, settings, now=MORNING)
    return settings


def addressed(settings: Settings) -> list[Message]:
    with opened(settings) as store, store.transaction() as connection:
        payloads = [one.message.payload for one in load_messages(connection)]
        waiting = [Message.model_validate_json(one) for one in payloads]
        return [*address_readers(connection, waiting, settings, NOON).leaving]


def test_each_reader_gets_a_link_of_their_own(queued: Settings) -> None:
    first, second = addressed(queued)

    assert first.list_unsubscribe is not None
    assert first.list_unsubscribe != second.list_unsubscribe
    assert first.list_unsubscribe.endswith("?to=fi")
    assert first.list_unsubscribe in first.filled(first.html)
    assert first.list_unsubscribe in first.filled(first.text)


def test_the_link_ends_the_digests_of_its_reader_alone(queued: Settings) -> None:
    first, _ = addressed(queued)
    token = str(first.list_unsubscribe).rpartition("/")[2].partition("?")[0]
    with opened(queued) as store, store.transaction() as connection:
        assert suppress_linked(connection, digest(token), "shop", "unsubscribed", now=NOON)
        assert suppressed(connection, "shop") == {hash_address("a@example.com")}
        assert suppressed(connection, "other") == frozenset()


def test_who_unsubscribed_meanwhile_is_not_written_to(queued: Settings) -> None:
    with opened(queued) as store, store.transaction() as connection:
        suppress(connection, hash_address("a@example.com"), "shop", "unsubscribed", now=NOON)
    result = deliver_mail(queued, now=NOON)

    assert result.accepted == 1
    with opened(queued) as store, store.reading() as connection:
        kept = load_messages(connection)
    fates = {one.message.recipient: (one.state, one.last_error) for one in kept}
    assert fates == {"a@example.com": ("failed", "unsubscribed"), "b@example.com": ("sent", "")}


def test_who_unsubscribed_before_gets_nothing_queued(
    study: Path, settings: Settings, answers: Answers
) -> None:
    study.write_text(study.read_text() + READERS)
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    with opened(settings) as store, store.transaction() as connection:
        suppress(connection, hash_address("b@example.com"), "*", "complained", now=MORNING)

    assert queue_digest(WAVE, settings, now=NOON).new == 1
