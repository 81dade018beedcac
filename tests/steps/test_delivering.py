"""The outbox is emptied through SendGrid, or into a folder without a key; nothing leaves twice."""

import json
import urllib.request
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.steps.conftest import MONDAY, MORNING, NOON
from validation.errors import DeliveryError, SettingsError
from validation.mail import SendResult, run_standin
from validation.settings import Settings, read_settings
from validation.steps import (
    Source,
    advance_waves,
    assess_wave,
    check_delivered,
    deliver_mail,
    import_responses,
    queue_digest,
)
from validation.steps.keeping import opened
from validation.store import (
    Submission,
    WaveKey,
    claim_messages,
    decline,
    erase_contact,
    load_invitations,
    load_messages,
    submit_all,
    suppress_invited,
)

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
            "TODENNA_DATABASE": settings.database,
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


FIELDED = WaveKey("shop", "1")


def reasons(settings: Settings) -> Counter[tuple[str, str]]:
    """Return the states of the messages that are kept, and why they are so."""
    with opened(settings) as store, store.reading() as connection:
        return Counter((one.state, one.last_error) for one in load_messages(connection))


def test_invitations_leave_in_the_language_of_each_with_a_link_of_their_own(
    asked: Settings,
) -> None:
    with run_standin(key=KEY) as url:
        mailing = with_key(asked, url)
        assert deliver_mail(mailing, now=MONDAY).accepted == 40
        mails = inbox(url)
        assert deliver_mail(mailing, now=MONDAY).accepted == 0
    assert len({one["to"] for one in mails}) == 40
    assert states(asked) == ["sent"] * 40


def test_whoever_need_not_be_asked_any_more_is_dropped_with_the_reason(asked: Settings) -> None:
    with opened(asked) as store, store.transaction() as connection:
        codes = [one.code for one in load_invitations(connection, FIELDED)]
        submit_all(connection, [Submission(codes[0], {"q": "4"}, "en", MONDAY)])
        decline(connection, codes[1], now=MONDAY)
        suppress_invited(connection, codes[2], "shop", "unsubscribed", now=MONDAY)
        gone = load_invitations(connection, FIELDED)[3].contact
        erase_contact(connection, str(gone), now=MONDAY)
    assert deliver_mail(asked, now=MONDAY).accepted == 36
    assert reasons(asked) == {
        ("sent", ""): 36,
        ("failed", "answered"): 1,
        ("failed", "declined"): 1,
        ("failed", "suppressed"): 1,
        ("failed", "erased"): 1,
    }


def test_mail_of_a_wave_that_has_closed_meanwhile_does_not_leave(asked: Settings) -> None:
    assert deliver_mail(asked, now=MONDAY + timedelta(days=14)).accepted == 0
    assert reasons(asked) == {("failed", "wave_closed"): 40}


def test_who_answers_between_the_queue_and_the_sending_is_not_reminded(asked: Settings) -> None:
    week = MONDAY + timedelta(days=7)
    deliver_mail(asked, now=MONDAY)
    advance_waves(asked, now=week)
    with opened(asked) as store, store.transaction() as connection:
        code = load_invitations(connection, FIELDED)[0].code
        submit_all(connection, [Submission(code, {"q": "4"}, "en", week)])
    assert deliver_mail(asked, now=week).accepted == 39
    assert reasons(asked)["failed", "answered"] == 1


def test_neither_address_nor_text_nor_token_is_in_the_outbox(asked: Settings) -> None:
    deliver_mail(asked, now=MONDAY)
    with opened(asked) as store, store.reading() as connection:
        kept = [one.message for one in load_messages(connection)]
    assert {(one.payload, one.subject) for one in kept} == {("{}", "")}
    assert not any("@" in f"{one.recipient}{one.key}" for one in kept)
