import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from validation.mail import Message, SendGridAccount
from validation.mail.standin import STANDIN_KEY

if TYPE_CHECKING:
    from tests.mail.conftest import Standin

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]
GOOD = {
    "personalizations": [{"to": [{"email": "anna@example.com"}]}],
    "from": {"email": "research@example.com"},
    "subject": "Hello",
    "content": [{"type": "text/plain", "value": "Hi"}],
}


def post(standin: "Standin", body: str | bytes, **headers: str) -> httpx.Response:
    usual = {"Authorization": f"Bearer {STANDIN_KEY}", "Content-Type": "application/json"}
    return standin.client.post("/v3/mail/send", content=body, headers=usual | headers)


def errors(answer: httpx.Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["errors"]
    assert all(set(one) == {"message", "field", "help"} for one in found)
    return found


def test_good_mail_is_taken_with_an_id_and_the_limits(standin: "Standin") -> None:
    answer = post(standin, json.dumps(GOOD))

    assert (answer.status_code, answer.content) == (202, b"")
    assert answer.headers["X-Message-Id"] == standin.inbox()[0]["message_id"]
    limits = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]
    assert all(answer.headers[name].isdigit() for name in limits)


def test_the_sandbox_answers_200_and_takes_nothing(standin: "Standin") -> None:
    settings = {"mail_settings": {"sandbox_mode": {"enable": True}}}

    good, wrong = post(standin, json.dumps(GOOD | settings)), post(standin, json.dumps(settings))

    assert (good.status_code, wrong.status_code) == (200, 400)
    assert "X-Message-Id" not in good.headers
    assert standin.inbox() == []


@pytest.mark.parametrize("key", ["", "Bearer wrong", STANDIN_KEY])
def test_a_wrong_key_is_refused(standin: "Standin", key: str) -> None:
    answer = post(standin, json.dumps(GOOD), Authorization=key)

    assert answer.status_code == 401
    assert [one["field"] for one in errors(answer)] == [None]
    assert standin.inbox() == []


@pytest.mark.parametrize("body", ["", "{", "\xff"])
def test_what_is_no_json_is_refused(standin: "Standin", body: str) -> None:
    answer = post(standin, body.encode("latin-1"))

    assert answer.status_code == 400
    assert "not JSON" in errors(answer)[0]["message"]


def test_another_type_of_content_is_refused(standin: "Standin") -> None:
    assert post(standin, json.dumps(GOOD), **{"Content-Type": "text/plain"}).status_code == 415


def test_more_than_30_mb_are_refused(standin: "Standin") -> None:
    answer = post(standin, json.dumps(GOOD).encode() + b" " * 30_000_000)

    assert answer.status_code == 413
    assert standin.inbox() == []


@pytest.mark.parametrize(
    ("fault", "status", "taken"),
    [
        ({"kind": "answer", "status": 503}, 503, 0),
        ({"kind": "answer", "status": 500, "accepts": True}, 500, 1),
        ({"kind": "slow_down"}, 429, 0),
        ({"kind": "spent"}, 202, 1),
    ],
)
def test_it_makes_the_trouble_that_is_asked_for_once(
    standin: "Standin", fault: dict[str, Any], status: int, taken: int
) -> None:
    standin.fault(**fault)

    first, second = post(standin, json.dumps(GOOD)), post(standin, json.dumps(GOOD))

    assert (first.status_code, second.status_code) == (status, 202)
    assert len(standin.inbox()) == taken + 1
    assert first.headers.get("X-RateLimit-Remaining", "0") == "0"


def test_it_is_reached_under_no_other_name(standin: "Standin") -> None:
    answer = standin.client.get("/inbox", headers={"Host": "mail.example.com"})

    assert answer.status_code == 400
