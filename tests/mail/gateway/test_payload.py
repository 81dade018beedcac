import base64
from collections.abc import Callable

from validation.mail import InlineImage, Message, SendGridAccount
from validation.mail.gateway.payload import build_groups, build_payload

MakeMessage = Callable[..., Message]
ACCOUNT = SendGridAccount.model_validate({"key": "k", "sender": "research@example.com"})


def test_the_request_is_what_the_api_documents(
    make_message: MakeMessage, picture: InlineImage
) -> None:
    message = make_message(
        html='<img alt="A" src="cid:forest">',
        images=[picture],
        reply_to="help@example.com",
        list_unsubscribe="https://example.com/u/1",
    )

    assert build_payload((message,), ACCOUNT) == {
        "personalizations": [
            {
                "to": [{"email": "anna@example.com"}],
                "custom_args": {"outbox_id": "0193-anna", "kind": "digest"},
                "headers": {
                    "List-Unsubscribe": "<https://example.com/u/1>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                },
            }
        ],
        "from": {"email": "research@example.com"},
        "reply_to": {"email": "help@example.com"},
        "subject": "5 of 12 hypotheses hold, 2 changed",
        "content": [
            {"type": "text/plain", "value": "Five hold."},
            {"type": "text/html", "value": '<img alt="A" src="cid:forest">'},
        ],
        "attachments": [
            {
                "content": base64.b64encode(picture.png).decode(),
                "type": "image/png",
                "filename": "forest.png",
                "disposition": "inline",
                "content_id": "forest",
            }
        ],
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": False},
            "subscription_tracking": {"enable": False},
            "ganalytics": {"enable": False},
        },
        "mail_settings": {"sandbox_mode": {"enable": False}},
    }


def test_only_messages_with_one_body_travel_together(make_message: MakeMessage) -> None:
    fi = [make_message("anna"), make_message("bo")]
    sv = make_message("carl", language="sv", text="Fem håller.")

    assert build_groups([fi[0], sv, fi[1]], 100) == [tuple(fi), (sv,)]


def test_who_shares_a_body_has_an_own_link_in_an_own_envelope(make_message: MakeMessage) -> None:
    people = tuple(
        make_message(
            name,
            text="Answer: %link%",
            substitutions={"%link%": f"https://example.com/r/{name}"},
            list_unsubscribe=f"https://example.com/u/{name}",
        )
        for name in ("anna", "bo")
    )

    [group] = build_groups(people, 500)
    payload = build_payload(group, ACCOUNT)

    assert group == people
    assert payload["content"][0]["value"] == "Answer: %link%"
    assert [
        (one["to"][0]["email"], one["substitutions"], one["headers"]["List-Unsubscribe"])
        for one in payload["personalizations"]
    ] == [
        (
            f"{name}@example.com",
            {"%link%": f"https://example.com/r/{name}"},
            f"<https://example.com/u/{name}>",
        )
        for name in ("anna", "bo")
    ]


def test_an_address_is_once_in_a_request(make_message: MakeMessage) -> None:
    first, again = make_message("anna"), make_message("anna", key="other", to="ANNA@example.com")
    bo = make_message("bo")

    assert build_groups([first, again, bo], 100) == [(first, bo), (again,)]


def test_a_request_holds_no_more_than_asked(make_message: MakeMessage) -> None:
    messages = [make_message(f"n{number}") for number in range(7)]

    groups = build_groups(messages, 3)

    assert [len(group) for group in groups] == [3, 3, 1]
    assert [one for group in groups for one in group] == messages


def test_the_name_of_the_sender_is_that_of_the_message_else_of_the_account(
    make_message: MakeMessage,
) -> None:
    named = ACCOUNT.model_copy(update={"sender_name": "Research"})
    own, plain = make_message("anna", sender_name="Shop Ltd"), make_message("bo")

    assert len(build_groups([own, plain], 10)) == 2
    assert build_payload((own,), named)["from"] == {
        "email": "research@example.com",
        "name": "Shop Ltd",
    }
    assert build_payload((plain,), named)["from"]["name"] == "Research"
