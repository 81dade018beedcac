"""The digest goes into the outbox once for the same verdicts, a message a reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.mail import Message
from validation.settings import Settings
from validation.steps import Queued, Source, assess_wave, import_responses, queue_digest
from validation.steps.keeping import opened
from validation.store import WaveKey, load_messages

Answers = Callable[..., Source]
WAVE = WaveKey("shop", "1")
READERS = "digest: {to: [a@example.com, b@example.com], language: fi}\n"


@pytest.fixture
def kept(study: Path, settings: Settings, answers: Answers) -> Path:
    """Keep forty answers to a study with two readers, and their verdicts."""
    study.write_text(study.read_text() + READERS)
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    return study


@pytest.mark.usefixtures("kept")
def test_every_reader_gets_a_message_in_the_language_asked_for(settings: Settings) -> None:
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 2)
    with opened(settings) as store, store.reading() as connection:
        messages = [one.message for one in load_messages(connection)]
    assert [one.recipient for one in messages] == ["a@example.com", "b@example.com"]
    written = Message.model_validate_json(messages[0].payload)
    assert written.language == "fi"
    assert 'lang="fi"' in written.html


@pytest.mark.usefixtures("kept")
def test_same_verdicts_are_told_once(settings: Settings) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 0)


def test_other_verdicts_are_told_again(kept: Path, settings: Settings, answers: Answers) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    import_responses(kept, answers(*("4", "5") * 20, "1", "1"), settings, now=NOON)
    assess_wave(WAVE, settings, now=NOON)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 2)


def test_study_without_readers_has_no_digest(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(0, 0)
