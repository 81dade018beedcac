import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from pydantic import ValidationError

from validation.mail import InlineImage, Message, SendGridAccount
from validation.mail.gateway.payload import build_payload

ACCOUNT = SendGridAccount.model_validate({"key": "k", "sender": "research@example.com"})
MakeMessage = Callable[..., Message]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("subject", "Hello\nBcc: all@example.com", "one line"),
        ("subject", "", "at least 1 character"),
        ("to", "anna@example.com, bo@example.com", "one e-mail address"),
        ("to", "Anna <anna@example.com>", "one e-mail address"),
        ("to", "anna", "one e-mail address"),
        ("reply_to", "no one", "one e-mail address"),
        ("text", " \n", "pattern"),
        ("html", "", "pattern"),
        ("html", "ä" * 51_000, "found 102000 bytes, must be under 102000"),
        ("outbox_id", "anna@example.com", "pattern"),
        ("kind", "Digest for Anna", "pattern"),
        ("language", "Finnish language", "pattern"),
        ("key", "a\r\nb", "one line"),
        ("list_unsubscribe", "http://example.com/u/1", "begins with https"),
        ("list_unsubscribe", "https://example.com/u/1>, <mailto:x@example.com", "https"),
        ("html", '<img src="cid:forest">', "must be each of those that the HTML shows"),
    ],
)
def test_what_cannot_be_mailed_is_refused(
    make_message: MakeMessage, field: str, value: str, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        make_message(**{field: value})


LINK = {"%link%": "https://example.com/r/1"}


@pytest.mark.parametrize(
    ("body", "values", "said"),
    [
        ("Answer: %link%", {}, r"the places \[\], must be for those of the body: \['%link%'\]"),
        ("Answer", LINK, r"the places \['%link%'\], must be for those of the body: \[\]"),
        ("%link% %stop%", LINK, "'%stop%'"),
        ("%link%", {"%link%": '/"><script>'}, "pattern"),
        ("%link%", {"%link%": "%link%"}, "pattern"),
        ("%link%", {"%link%": ""}, "pattern"),
        ("[link]", {"[link]": "/r/1"}, "pattern"),
        ("%link%", {"%link%": "x" * 10_000}, "found values of 10014 bytes"),
    ],
)
def test_each_place_of_a_body_has_its_value(
    make_message: MakeMessage, body: str, values: dict[str, str], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        make_message(text=body, substitutions=values)


def test_a_message_is_read_with_its_places_filled(make_message: MakeMessage) -> None:
    message = make_message(
        subject="%name%", text="%link% 100% %ä%", html="<p>%link%</p>",
        substitutions=LINK | {"%name%": "Åsa"},
    )  # fmt: skip

    assert message.filled(message.subject) == "Åsa"
    assert message.filled(message.text) == "https://example.com/r/1 100% %ä%"
    assert message.filled(message.html) == "<p>https://example.com/r/1</p>"
    assert Message.model_validate_json(message.model_dump_json()) == message


def test_five_hundred_of_the_largest_messages_fit_into_a_request(
    make_message: MakeMessage,
) -> None:
    link = "https://example.com/" + "x" * 1_980
    largest = make_message(
        html="a" * 101_900 + "%link%",
        text="a" * 19_990_000,
        list_unsubscribe=link,
        substitutions={"%link%": "x" * 9_900},
    )

    payload = build_payload((largest,) * 500, ACCOUNT)

    assert len(json.dumps(payload).encode()) < 30_000_000
    with pytest.raises(ValidationError, match="must be at most 20000000"):
        make_message(text="a" * 20_000_001)


def test_a_message_just_under_the_limit_is_taken(make_message: MakeMessage) -> None:
    assert len(make_message(html="ä" * 50_999 + "a").html.encode()) == 101_999


def test_pictures_and_html_must_name_each_other(
    make_message: MakeMessage, picture: InlineImage
) -> None:
    html = "<p>Speaks of cid:nothing</p><img alt='A chart' SRC='cid:forest'>"

    assert make_message(html=html, images=[picture]).images == (picture,)
    with pytest.raises(ValidationError, match=r"\['forest', 'forest'\]"):
        make_message(html=html, images=[picture, picture])
    with pytest.raises(ValidationError, match=r"\['forest'\].*: \[\]"):
        make_message(images=[picture])


def test_a_picture_must_be_png() -> None:
    with pytest.raises(ValidationError, match="must be a PNG image"):
        InlineImage(content_id="chart", png=b"<svg></svg>")


@pytest.mark.parametrize("name", ["../chart", "", "a b", ".hidden"])
def test_the_name_of_a_picture_is_a_plain_word(picture: InlineImage, name: str) -> None:
    with pytest.raises(ValidationError, match="content_id"):
        InlineImage(content_id=name, png=picture.png)


def test_a_message_can_be_kept_as_json_and_read_back(
    make_message: MakeMessage, picture: InlineImage
) -> None:
    html = '<p>Odotus laskee: äöå</p><img alt="Chart" src="cid:forest">'
    url = "http://127.0.0.1:8000/u/1"
    message = make_message(html=html, images=[picture], list_unsubscribe=url)

    assert Message.model_validate_json(message.model_dump_json()) == message


def test_a_message_cannot_be_changed_or_given_more(make_message: MakeMessage) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        make_message().subject = "Other"  # type: ignore[misc]  # what is tried here
    with pytest.raises(ValidationError, match="Extra inputs"):
        make_message(bcc="bo@example.com")


def test_the_door_loads_neither_client_nor_web_framework() -> None:
    heavy = ["fastapi", "uvicorn", "sendgrid", "python_http_client", "jinja2", "validation.store"]
    heavy += ["cryptography"]
    code = f"import sys, validation.mail; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
