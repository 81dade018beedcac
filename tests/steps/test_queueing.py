"""The digest goes into the outbox once for the same verdicts, a message a reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import StoreError
from validation.mail import Message
from validation.settings import Settings
from validation.steps import (
    Queued,
    Source,
    assess_wave,
    generate_survey,
    import_responses,
    queue_digest,
)
from validation.steps.keeping import opened
from validation.store import WaveKey, claim_messages, load_messages, load_told, settle_message

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
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 2, 2)
    with opened(settings) as store, store.reading() as connection:
        messages = [one.message for one in load_messages(connection)]
    assert [one.recipient for one in messages] == ["a@example.com", "b@example.com"]
    written = Message.model_validate_json(messages[0].payload)
    assert written.language == "fi"
    assert 'lang="fi"' in written.html


@pytest.mark.usefixtures("kept")
def test_same_verdicts_are_told_once(settings: Settings) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 0, 0)


def test_another_verdict_is_told_again(kept: Path, settings: Settings, answers: Answers) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    judge(kept, settings, answers(*"12" * 40, replace=True))
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 2, 2)
    judge(kept, settings, answers(*"45" * 20, replace=True))
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 2, 2)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 0, 0)


def test_another_number_with_the_same_verdict_is_not_told(
    kept: Path, settings: Settings, answers: Answers
) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    judge(kept, settings, answers(*"45" * 20, "1", "1"))
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 0, 0)


@pytest.mark.parametrize(("send", "due"), [("when_changed", 0), ("always", 2)])
def test_next_wave_with_the_same_verdicts_is_told_when_the_study_says_always(
    send: str, due: int, kept: Path, settings: Settings, answers: Answers
) -> None:
    says = kept.read_text().replace("language: fi}", f"language: fi, send: {send}}}")
    kept.write_text(says.replace("data: {", "data: {wave: year, "))
    queue_digest(WAVE, settings, now=MORNING)
    path = answers().path
    path.write_text("person,q,year\n" + "".join(f"{n},{4 + n % 2},2027\n" for n in range(40)))
    judge(kept, settings, Source(path, "2027"))
    second = WaveKey("shop", "2027")
    assert queue_digest(second, settings, now=NOON) == Queued(2, due, due)
    assert queue_digest(second, settings, now=NOON) == Queued(2, 0, 0)


def test_new_reader_gets_the_first_digest(kept: Path, settings: Settings) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    kept.write_text(kept.read_text().replace("b@example.com", "b@example.com, c@example.com"))
    generate_survey(kept, settings, now=NOON)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(3, 1, 1)


@pytest.mark.usefixtures("kept")
def test_refused_address_was_told_nothing_and_is_not_tried_again(settings: Settings) -> None:
    queue_digest(WAVE, settings, now=MORNING)
    with opened(settings) as store, store.transaction() as connection:
        [first, _] = claim_messages(connection, 2, now=NOON)
        settle_message(connection, first.key, "failed", now=NOON)
        assert load_told(connection, "shop", first.recipient) == ()
    assert queue_digest(WAVE, settings, now=NOON) == Queued(2, 1, 0)


def test_verdicts_that_do_not_rest_on_all_answers_are_not_told(
    kept: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(kept, answers(*"45" * 20, "1"), settings, now=NOON)
    with pytest.raises(StoreError, match="found answers that came after it, must rest on all"):
        queue_digest(WAVE, settings, now=NOON)


def judge(study: Path, settings: Settings, source: Source) -> None:
    """Keep answers and the verdicts on them."""
    where = import_responses(study, source, settings, now=NOON).where
    assess_wave(where, settings, now=NOON)


def test_study_without_readers_has_no_digest(
    study: Path, settings: Settings, answers: Answers
) -> None:
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    assert queue_digest(WAVE, settings, now=NOON) == Queued(0, 0, 0)


@pytest.mark.usefixtures("kept")
def test_readers_are_led_to_where_reports_are_published(settings: Settings) -> None:
    published = settings.model_copy(update={"reports": "https://intra.example.com/surveys"})
    queue_digest(WAVE, published, now=NOON)
    with opened(settings) as store, store.reading() as connection:
        payload = load_messages(connection)[0].message.payload
    written = Message.model_validate_json(payload)
    address = "https://intra.example.com/surveys/shop/1/report.fi.html"
    assert f'href="{address}"' in written.html
    assert address in written.text
    assert str(settings.home) not in written.html + written.text
