import pytest

from validation.mail.standin.events import Suppressions, tell
from validation.mail.standin.inbox import Inbox, Mail


def mail_to(address: str) -> Mail:
    inbox = Inbox()
    inbox.accept(
        {
            "personalizations": [{"to": [{"email": address}], "custom_args": {"outbox_id": "7"}}],
            "subject": "Hello",
            "content": [{"type": "text/plain", "value": "Hi"}],
        }
    )
    return inbox.mails[0]


@pytest.mark.parametrize(
    ("address", "events"),
    [
        ("anna@example.com", ["processed", "delivered"]),
        ("bounce-1@example.com", ["processed", "bounce"]),
        ("Block@example.com", ["processed", "bounce"]),
        ("dropped@example.com", ["dropped"]),
        ("deferred@example.com", ["processed", "deferred", "delivered"]),
        ("complainer@example.com", ["processed", "delivered", "spamreport"]),
        ("unsubscribed@example.com", ["processed", "delivered", "group_unsubscribe"]),
    ],
)
def test_what_an_address_begins_with_says_what_happens(address: str, events: list[str]) -> None:
    assert [one["event"] for one in tell(mail_to(address), Suppressions(), 5.0)] == events


def test_an_event_has_the_fields_of_the_api_with_the_custom_arguments_among_them() -> None:
    mail = mail_to("bounce@example.com")

    first, last = tell(mail, Suppressions(), 5.9)

    assert set(first) == {
        "email", "timestamp", "event", "smtp-id", "sg_event_id", "sg_message_id", "outbox_id",
    }  # fmt: skip
    assert (first["email"], first["timestamp"], first["outbox_id"]) == (mail.to, 5, "7")
    assert first["sg_event_id"] != last["sg_event_id"]
    assert (last["type"], last["timestamp"]) == ("bounce", 6)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("bounce@example.com", "Bounced Address"),
        ("complain@example.com", "Spam Reporting Address"),
        ("unsubscribe@example.com", "Unsubscribed Address"),
    ],
)
def test_who_gets_no_more_mail_is_remembered(address: str, reason: str) -> None:
    suppressions = Suppressions()

    [*_] = tell(mail_to(address), suppressions, 5.0)
    [again] = tell(mail_to(address.upper()), suppressions, 6.0)

    assert (again["event"], again["reason"]) == ("dropped", reason)


def test_who_is_suppressed_by_hand_gets_nothing_until_that_is_forgotten() -> None:
    suppressions = Suppressions()
    suppressions.add("Anna@example.com", "Invalid")
    assert [one["event"] for one in tell(mail_to("anna@example.com"), suppressions, 5.0)] == [
        "dropped"
    ]

    suppressions.clear()

    assert suppressions.reasons == {}
    assert len(list(tell(mail_to("anna@example.com"), suppressions, 5.0))) == 2
