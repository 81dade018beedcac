import json
from collections.abc import Callable

import pytest

from validation.errors import DeliveryError
from validation.mail import Message
from validation.mail.gateway.judging import judge
from validation.mail.gateway.posting import Reply

MakeMessage = Callable[..., Message]


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Reply(202, "", "id"), "accepted"),
        (Reply(200, ""), "unknown"),
        (Reply(302, ""), "unknown"),
        (Reply(400, ""), "refused"),
        (Reply(408, ""), "unknown"),
        (Reply(413, ""), "refused"),
        (Reply(429, "", wait=3.0), "later"),
        (Reply(500, ""), "unknown"),
        (Reply(502, "<html>"), "unknown"),
        (Reply(503, ""), "unknown"),
        (Reply(None, "TimeoutError: timed out"), "unknown"),
        (Reply(None, "ConnectionRefusedError: refused", reached=False), "later"),
    ],
)
def test_each_answer_has_its_meaning(make_message: MakeMessage, reply: Reply, state: str) -> None:
    (outcome,) = judge((make_message(),), reply)

    assert (outcome.key, outcome.state) == (make_message().key, state)


def test_in_the_sandbox_a_checked_message_is_accepted(make_message: MakeMessage) -> None:
    (outcome,) = judge((make_message(),), Reply(200, ""), sandbox=True)

    assert (outcome.state, outcome.reason) == ("accepted", "checked in the sandbox, not sent")


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "SendGrid key"), (403, "verified sender"), (404, "SendGrid host"), (405, "host")],
)
def test_what_is_wrong_with_the_account_is_an_error(
    make_message: MakeMessage, status: int, said: str
) -> None:
    body = json.dumps({"errors": [{"message": "no", "field": None, "help": None}]})

    with pytest.raises(DeliveryError, match=said) as caught:
        judge((make_message(),), Reply(status, body))

    assert (caught.value.status, caught.value.body) == (status, body)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        (["personalizations.1.to.0.email"], ["bo"]),
        (["personalizations.0.to", "personalizations.2.headers"], ["anna", "carl"]),
        (["personalizations.1.to", "content"], ["anna", "bo", "carl"]),
        (["personalizations.9.to"], ["anna", "bo", "carl"]),
        (["personalizations"], ["anna", "bo", "carl"]),
        ([None], ["anna", "bo", "carl"]),
        ([], ["anna", "bo", "carl"]),
    ],
)
def test_only_those_that_an_error_names_are_refused(
    make_message: MakeMessage, fields: list[str | None], refused: list[str]
) -> None:
    group = tuple(make_message(name) for name in ("anna", "bo", "carl"))
    body = json.dumps({"errors": [{"message": "no", "field": field} for field in fields]})

    outcomes = judge(group, Reply(400, body))

    assert [one.key for one in outcomes] == [make_message(name).key for name in refused]


def test_a_reason_is_one_short_line_without_addresses(make_message: MakeMessage) -> None:
    text = "First duplicate [anna@example.com]\nin <bo@example.com>. " + "x" * 900
    body = json.dumps({"errors": [{"message": text, "field": "to"}]})

    (outcome,) = judge((make_message(),), Reply(400, body))

    start = "SendGrid answered 400: First duplicate [(address)] in <(address)>. xx"
    assert outcome.reason.startswith(start)
    assert len(outcome.reason) == 500
