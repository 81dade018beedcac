"""The outbox is emptied through SendGrid, or into a folder without a key; nothing leaves twice."""

import json
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.steps.conftest import MORNING, NOON
from validation.errors import DeliveryError, SettingsError
from validation.mail import SendResult, run_standin
from validation.settings import Settings, read_settings
from validation.steps import (
    Source,
    assess_wave,
    check_delivered,
    deliver_mail,
    import_responses,
    queue_digest,
)
from validation.steps.keeping import opened
from validation.store import WaveKey, claim_messages, load_messages

Answers = Callable[..., Source]
WAVE = WaveKey("shop", "1")
KEY = "stand-in-key"


@pytest.fixture
def queued(study: Path, settings: Settings, answers: Answers) -> None:
    """Put the digest of forty answers into the outbox."""
    study.write_text(study.read_text() + "digest: {to: [a@example.com]}\n")
    import_responses(study, answers(*("4", "5") * 20), settings, now=MORNING)
    assess_wave(WAVE, settings, now=MORNING)
    queue_digest(WAVE, settings, now=MORNING)


def with_key(settings: Settings, host: str, key: str = KEY) -> Settings:
    """Return the same settings with a key for SendGrid at a host."""
    return read_settings(
        {
            "TODENNA_HOME": str(settings.home),
            "SENDGRID_API_KEY": key,
            "TODENNA_SENDER": "todenna@example.com",
            "TODENNA_SENDGRID_HOST": host,
        }
    )


def inbox(url: str) -> Any:  # noqa: ANN401 (any JSON)
    """Return what the stand-in received."""
    with urllib.request.urlopen(f"{url}/inbox.json", timeout=10) as answer:  # noqa: S310 (loopback)
        return json.load(answer)


def states(settings: Settings) -> list[str]:
    """Return the states of the messages that are kept."""
    with opened(settings) as store, store.reading() as connection:
        return [str(one.state) for one in load_messages(connection)]


@pytest.mark.usefixtures("queued")
def test_without_a_key_mail_is_a_folder_to_open(settings: Settings) -> None:
    assert deliver_mail(settings, now=NOON).accepted == 1
    [page] = settings.outbox.glob("*/message.html")
    assert "shop" in page.read_text(encoding="utf-8")
    assert states(settings) == ["sent"]


@pytest.mark.usefixtures("queued")
def test_second_run_sends_nothing(settings: Settings) -> None:
    deliver_mail(settings, now=MORNING)
    assert deliver_mail(settings, now=NOON).accepted == 0


@pytest.mark.usefixtures("queued")
def test_with_a_key_mail_goes_to_sendgrid(settings: Settings) -> None:
    with run_standin(key=KEY) as url:
        assert deliver_mail(with_key(settings, url), now=NOON).accepted == 1
        assert len(inbox(url)) == 1
    assert states(settings) == ["sent"]


@pytest.mark.usefixtures("queued")
def test_refused_key_is_one_sentence_and_the_mail_waits(settings: Settings) -> None:
    with run_standin(key=KEY) as url, pytest.raises(DeliveryError, match="key"):
        deliver_mail(with_key(settings, url, "another-key"), now=NOON)
    assert states(settings) == ["queued"]


@pytest.mark.usefixtures("queued")
def test_claim_of_a_run_that_broke_off_is_unknown_and_not_sent_again(settings: Settings) -> None:
    with opened(settings) as store, store.transaction() as connection:
        claim_messages(connection, 10, now=MORNING)
    later = MORNING + timedelta(hours=1)
    assert deliver_mail(settings, now=later).accepted == 0
    assert states(settings) == ["unknown"]


def test_mail_that_did_not_leave_is_an_error_that_says_why() -> None:
    check_delivered(SendResult(accepted=3))
    some = SendResult(accepted=1, refused=2, unknown=1, reasons=("no such address", "no answer"))
    with pytest.raises(DeliveryError) as caught:
        check_delivered(some)
    assert str(caught.value).startswith(
        "mail: found 2 refused, 1 unknown (no such address; no answer), must be sent. What waits"
    )


def test_sender_that_sendgrid_cannot_take_is_told(settings: Settings) -> None:
    wrong = with_key(settings, "http://127.0.0.1:9").model_copy(update={"sender": "nobody"})
    with pytest.raises(SettingsError, match="SendGrid sender"):
        deliver_mail(wrong, now=NOON)
