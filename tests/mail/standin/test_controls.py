import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.mail.standin.test_webhook import listening
from validation.mail import Message, SendGridAccount, SendGridGateway, read_public_key

if TYPE_CHECKING:
    from tests.mail.conftest import Standin

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("/faults", {"kind": "explode"}),
        ("/_local/absence", {"seconds": -1}),
        ("/_local/webhook", {"url": "https://example.com"}),
        ("/_local/suppressions", {}),
    ],
)
def test_what_cannot_be_is_refused(standin: "Standin", path: str, wrong: dict[str, object]) -> None:
    assert standin.client.post(path, json=wrong).status_code == 422


def test_the_key_is_one_that_the_product_reads(standin: "Standin") -> None:
    key = standin.client.get("/_local/key").json()["public_key"]

    assert read_public_key(key).curve.name == "secp256r1"


def test_a_suppressed_address_is_dropped(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    standin.client.post("/_local/suppressions", json={"email": "ANNA@example.com"})

    SendGridGateway(make_account()).deliver([make_message("anna"), make_message("bo")])

    events = standin.client.get("/_local/events").json()
    assert [(one["email"], one["event"]) for one in events] == [
        ("anna@example.com", "dropped"),
        ("bo@example.com", "processed"),
        ("bo@example.com", "delivered"),
    ]
    assert standin.client.get("/_local/suppressions").json() == {
        "anna@example.com": "Unsubscribed Address"
    }


def test_events_are_told_when_that_is_asked_for(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    SendGridGateway(make_account()).deliver([make_message("anna")])
    with listening(500) as listener:
        standin.client.post("/_local/webhook", json={"url": listener.url})
        answers = [standin.client.post("/_local/webhook/post").json() for _ in range(3)]

    assert answers == [
        {"told": 0, "waiting": 2},
        {"told": 2, "waiting": 0},
        {"told": 0, "waiting": 0},
    ]


def test_events_are_told_as_they_happen_and_again_when_nobody_heard(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    heard = threading.Event()
    with listening(500) as listener:
        listener.on_good = heard.set
        automatic = {"url": listener.url, "automatic": True}
        standin.client.post("/_local/webhook", json=automatic)
        SendGridGateway(make_account()).deliver([make_message("anna")])
        assert heard.wait(timeout=30)

    assert len(listener.posts) == 2


def test_who_is_away_refuses_and_comes_back(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    for _ in range(2):
        answer = standin.client.post("/_local/absence", json={"seconds": 0.3})
        assert answer.status_code == 204
    (away,) = SendGridGateway(make_account()).deliver([make_message()])
    wait_for(standin.url)
    (back,) = SendGridGateway(make_account()).deliver([make_message()])

    assert (away.state, "ConnectionRefusedError" in away.reason) == ("later", True)
    assert back.state == "accepted"


def wait_for(url: str) -> None:
    """Try until somebody answers."""
    with httpx.Client(transport=httpx.HTTPTransport(retries=20), trust_env=False) as client:
        assert client.get(f"{url}/faults").status_code == 405
