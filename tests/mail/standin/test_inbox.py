from typing import Any

from validation.mail.standin.inbox import Inbox


def request(**other: object) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "personalizations": [{"to": [{"email": "anna@example.com"}]}],
        "from": {"email": "research@example.com"},
        "subject": "Hello",
        "content": [
            {"type": "text/plain", "value": "Hi"},
            {"type": "text/html", "value": "<p>Hi</p>"},
        ],
    }
    return usual | other


def test_each_address_gets_its_mail() -> None:
    inbox = Inbox()
    envelopes = [
        {"to": [{"email": "anna@example.com"}], "cc": [{"email": "bo@example.com"}]},
        {"to": [{"email": "carl@example.com"}], "subject": "Hej"},
    ]

    message_id = inbox.accept(request(personalizations=envelopes))
    inbox.accept(request())

    found = [(one.number, one.request, one.to, one.subject) for one in inbox.mails]
    assert found == [
        (1, 1, "anna@example.com", "Hello"),
        (2, 1, "bo@example.com", "Hello"),
        (3, 1, "carl@example.com", "Hej"),
        (4, 2, "anna@example.com", "Hello"),
    ]
    assert [one.message_id == message_id for one in inbox.mails] == [True, True, True, False]


def test_what_an_envelope_says_goes_before_what_the_request_says() -> None:
    inbox = Inbox()
    person = {"to": [{"email": "anna@example.com"}], "headers": {"X-A": "own"}}
    person |= {"custom_args": {"outbox_id": "1"}}

    inbox.accept(
        request(
            personalizations=[person],
            headers={"X-A": "all", "X-B": "all"},
            custom_args={"kind": "digest"},
        )
    )

    (mail,) = inbox.mails
    assert mail.headers == {"X-A": "own", "X-B": "all"}
    assert mail.custom_args == {"kind": "digest", "outbox_id": "1"}


def test_each_address_gets_its_own_link() -> None:
    inbox = Inbox()
    envelopes = [
        {"to": [{"email": f"{name}@example.com"}], "substitutions": {"%link%": f"/r/{name}"}}
        for name in ("anna", "bo")
    ]
    content = [
        {"type": "text/plain", "value": "%link% and %stop%"},
        {"type": "text/html", "value": '<a href="%link%">%link%</a>'},
    ]

    inbox.accept(request(personalizations=envelopes, content=content, subject="To %link%"))

    assert [(one.subject, one.text, one.html) for one in inbox.mails] == [
        ("To /r/anna", "/r/anna and %stop%", '<a href="/r/anna">/r/anna</a>'),
        ("To /r/bo", "/r/bo and %stop%", '<a href="/r/bo">/r/bo</a>'),
    ]
    assert inbox.mails[1].listed()["text"] == "/r/bo and %stop%"


def test_pictures_are_shown_in_the_html() -> None:
    inbox = Inbox()
    html = "<img src=\"cid:a\"><td style='background:url(cid:a)'><img src='cid:b'> cid:a"
    picture = {"content": "AAAA", "type": "image/png", "filename": "a.png", "content_id": "a"}
    loose = {"content": "BBBB", "type": "image/png", "filename": "b.png"}

    inbox.accept(
        request(content=[{"type": "text/html", "value": html}], attachments=[picture, loose])
    )

    (mail,) = inbox.mails
    data = "data:image/png;base64,AAAA"
    assert mail.shown() == (
        f"<img src=\"{data}\"><td style='background:url({data})'><img src='cid:b'> cid:a"
    )
    assert (mail.html, mail.text) == (html, "")


def test_an_emptied_inbox_begins_anew() -> None:
    inbox = Inbox()
    inbox.accept(request())
    inbox.clear()
    assert (inbox.mails, inbox.requests) == ((), ())

    inbox.accept(request())

    assert [(one.number, one.request) for one in inbox.mails] == [(1, 1)]
    assert inbox.requests == (request(),)


def test_mails_are_found_and_counted_by_custom_argument() -> None:
    inbox = Inbox()
    for value in ("1", "1", "2"):
        inbox.accept(request(custom_args={"outbox_id": value}))

    assert [one.number for one in inbox.find({"outbox_id": "1"})] == [1, 2]
    assert [one.number for one in inbox.find({"to": "anna@example.com"})] == [1, 2, 3]
    assert inbox.find({"to": "bo@example.com"}) == []
    assert inbox.count("outbox_id") == {"1": 2, "2": 1}
    assert inbox.count("to") == {"anna@example.com": 3}
