from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from validation.mail import InlineImage, Message, SendGridAccount, SendGridGateway

if TYPE_CHECKING:
    from tests.mail.conftest import Standin

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]


def test_the_inbox_shows_the_mail_and_the_request(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount, picture: InlineImage
) -> None:
    message = make_message(
        subject="<b>Väite</b> pitää",
        html="<script>alert(1)</script><img alt=\"A\" src='cid:forest'>",
        text="Teksti & </pre>",
        images=[picture],
        list_unsubscribe="https://example.com/u/1",
    )
    SendGridGateway(make_account()).deliver([message])

    answer = standin.client.get("/inbox")

    page = answer.text
    assert "&lt;b&gt;Väite&lt;/b&gt; pitää</h2>" in page
    assert "<script" not in page
    assert 'srcdoc="&lt;script&gt;alert(1)' in page
    assert "src=&#39;data:image/png;base64,iVBOR" in page
    assert "<pre>Teksti &amp; &lt;/pre&gt;</pre>" in page
    assert "<dd>&lt;https://example.com/u/1&gt;</dd>" in page
    assert "&#34;outbox_id&#34;: &#34;0193-anna&#34;" in page
    assert "<iframe sandbox " in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_request_for_many_is_shown_by_itself(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    SendGridGateway(make_account()).deliver([make_message(f"n{n}") for n in range(51)])

    page = standin.client.get("/inbox").text

    assert page.count("<article") == 50
    assert "51 mails, the last 50 of them shown." in page
    assert 'href="/requests/1.json"' in page
    shown = standin.client.get("/requests/1.json").json()
    assert shown == standin.payloads()[0]
    assert len(shown["personalizations"]) == 51


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_request_that_was_not_made_is_not_found(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount, number: int
) -> None:
    SendGridGateway(make_account()).deliver([make_message()])

    assert standin.client.get(f"/requests/{number}.json").status_code == 404


def test_an_empty_inbox_says_so(standin: "Standin") -> None:
    assert "<p>0 mails.</p>" in standin.client.get("/inbox").text


def test_the_inbox_shows_each_person_the_own_link(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    people = [
        make_message(
            name,
            html='<a href="%link%">Answer</a>',
            substitutions={"%link%": f"https://example.com/r/{name}"},
        )
        for name in ("anna", "bo")
    ]
    SendGridGateway(make_account()).deliver(people)

    page = standin.client.get("/inbox").text

    assert "https://example.com/r/anna" in page
    assert "https://example.com/r/bo" in page
    assert "%link%" not in page


def test_mails_are_found_by_address_and_by_custom_argument(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    SendGridGateway(make_account()).deliver([make_message(name) for name in ("anna", "bo")])

    def found(**wanted: str) -> list[str]:
        listed = standin.client.get("/_local/mails", params=wanted).json()
        return [one["to"] for one in listed]

    assert found() == ["anna@example.com", "bo@example.com"]
    assert found(to="bo@example.com") == found(outbox_id="0193-bo") == ["bo@example.com"]
    assert found(to="bo@example.com", outbox_id="0193-anna") == found(nothing="x") == []


def test_copies_are_counted_by_custom_argument(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    gateway = SendGridGateway(make_account())
    for names in (("anna", "bo"), ("anna",)):
        gateway.deliver([make_message(name) for name in names])

    assert standin.client.get("/_local/copies/outbox_id").json() == {"0193-anna": 2, "0193-bo": 1}
    assert standin.client.get("/_local/copies/nothing").json() == {}
