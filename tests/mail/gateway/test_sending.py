import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from validation.errors import DeliveryError
from validation.mail import InlineImage, Message, Outcome, SendGridAccount, SendGridGateway

if TYPE_CHECKING:
    from tests.mail.conftest import Standin

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]


def states(outcomes: list[Outcome]) -> list[str]:
    return [one.state for one in outcomes]


def test_a_message_arrives_as_it_was_written(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount, picture: InlineImage
) -> None:
    message = make_message(
        subject="Väittämistä 5/12 pitää – ”odotus” laskee",
        html='<p>Hyvää päivää, Åsa ✓</p><img alt="Kuvio" src="cid:forest">',
        text="Hyvää päivää, Åsa ✓",
        images=[picture],
        list_unsubscribe="https://example.com/u/1",
    )

    (outcome,) = SendGridGateway(make_account()).deliver([message])

    (mail,) = standin.inbox()
    assert outcome == Outcome(message.key, "accepted", message_id=mail["message_id"])
    assert (mail["to"], mail["subject"]) == (message.to, message.subject)
    assert (mail["html"], mail["text"]) == (message.html, message.text)
    assert standin.payloads()[0]["attachments"][0]["content_id"] == "forest"
    assert mail["headers"] == {
        "List-Unsubscribe": "<https://example.com/u/1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_nobody_sees_another_address_and_nothing_personal_is_an_argument(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    names = ("anna", "bo", "carl")
    messages = [make_message(name, outbox_id=f"0193-{n}") for n, name in enumerate(names)]

    assert states(SendGridGateway(make_account()).deliver(messages)) == ["accepted"] * 3

    (payload,) = standin.payloads()
    envelopes = payload["personalizations"]
    assert [one["to"] for one in envelopes] == [[{"email": message.to}] for message in messages]
    assert all(set(one) == {"to", "custom_args"} for one in envelopes)
    assert all(set(one["custom_args"]) == {"outbox_id", "kind"} for one in envelopes)
    assert "categories" not in payload
    told = json.dumps([list(one["custom_args"].values()) for one in envelopes])
    assert not any(name in told for name in (*names, "mobile", "@"))


def test_five_hundred_people_are_one_request(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    messages = [make_message(f"n{number}") for number in range(501)]

    outcomes = SendGridGateway(make_account()).deliver(messages)

    assert states(outcomes) == ["accepted"] * 501
    assert [len(one["personalizations"]) for one in standin.payloads()] == [500, 1]


def test_the_sandbox_checks_and_sends_nothing(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    (outcome,) = SendGridGateway(make_account(sandbox=True)).deliver([make_message()])

    assert (outcome.state, outcome.message_id) == ("accepted", "")
    assert standin.inbox() == []


def test_a_refused_key_is_one_clear_error(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    gateway = SendGridGateway(make_account(key="wrong"))

    with pytest.raises(DeliveryError, match=r"SendGrid key: .*401.* must be .*Mail Send") as caught:
        gateway.deliver([make_message("anna"), make_message("bo", text="Other")])

    assert caught.value.status == 401
    assert "wrong" not in str(caught.value)
    assert standin.inbox() == []


def test_what_left_before_the_key_was_refused_is_not_forgotten(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    standin.fault("spent", seconds=0)
    standin.fault("answer", status=401)
    messages = [make_message("anna"), make_message("bo", text="2"), make_message("carl", text="3")]

    outcomes = SendGridGateway(make_account(), wait=lambda _: None).deliver(messages)

    assert states(outcomes) == ["accepted", "later", "later"]
    assert "SendGrid key" in outcomes[1].reason


def test_one_bad_address_does_not_hold_up_the_others(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    bad = make_message("bo").model_copy(update={"to": "bo"})
    messages = [make_message("anna"), bad, make_message("carl")]

    outcomes = SendGridGateway(make_account()).deliver(messages)

    found = {one.key: one for one in outcomes}
    assert [found[one.key].state for one in messages] == ["accepted", "refused", "accepted"]
    assert "personalizations.1.to.0.email" in found[bad.key].reason
    assert [mail["to"] for mail in standin.inbox()] == ["anna@example.com", "carl@example.com"]


def test_a_spent_limit_is_waited_for(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    waited: list[float] = []
    standin.fault("slow_down", seconds=5)

    outcomes = SendGridGateway(make_account(), wait=waited.append).deliver([make_message()])

    assert states(outcomes) == ["accepted"]
    assert len(standin.inbox()) == 1
    (seconds,) = waited
    assert 5 <= seconds <= 7


def test_a_limit_is_respected_before_it_is_broken(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    waited: list[float] = []
    standin.fault("spent", seconds=5)
    messages = [make_message("anna"), make_message("bo", text="Other")]

    outcomes = SendGridGateway(make_account(), wait=waited.append).deliver(messages)

    assert states(outcomes) == ["accepted", "accepted"]
    assert len(waited) == 1


def test_a_limit_spent_by_one_delivery_holds_up_the_next(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    waited: list[float] = []
    standin.fault("spent", seconds=5)
    gateway = SendGridGateway(make_account(), wait=waited.append)

    outcomes = [gateway.deliver([make_message(name)]) for name in ("anna", "bo", "carl")]

    assert [states(one) for one in outcomes] == [["accepted"]] * 3
    assert len(waited) == 1


def test_the_patience_of_a_run_comes_to_an_end(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    waited: list[float] = []
    standin.fault("spent", seconds=5, times=3)
    gateway = SendGridGateway(make_account(), wait=waited.append, patience=14.9)

    names = ("anna", "bo", "carl", "dora")
    outcomes = [gateway.deliver([make_message(name)]) for name in names]

    assert [states(one) for one in outcomes] == [["accepted"]] * 3 + [["later"]]
    assert outcomes[-1][0].wait >= timedelta(seconds=5)
    assert len(waited) == 2
    assert sum(waited) < 15


@pytest.mark.parametrize("kind", ["spent", "slow_down"])
def test_without_a_way_to_wait_the_rest_comes_later(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount, kind: str
) -> None:
    standin.fault("spent", seconds=1)
    standin.fault(kind, seconds=30)
    messages = [make_message(name, text=name) for name in ("anna", "bo", "carl")]

    outcomes = SendGridGateway(make_account()).deliver(messages)

    assert states(outcomes) == ["accepted", "later", "later"]
    assert outcomes[1].wait >= timedelta(seconds=1)
    assert len(standin.inbox()) == 1


def test_a_limit_that_lasts_too_long_or_never_ends_is_left_for_later(
    standin: "Standin", make_message: MakeMessage, make_account: MakeAccount
) -> None:
    waited: list[float] = []
    gateway = SendGridGateway(make_account(), wait=waited.append, patience=20)
    standin.fault("slow_down", seconds=3600)
    standin.fault("slow_down", seconds=0, times=3)

    long, endless = gateway.deliver([make_message()]), gateway.deliver([make_message()])

    assert (states(long), states(endless)) == (["later"], ["later"])
    assert long[0].wait >= timedelta(hours=1)
    assert len(waited) == 2
    assert standin.inbox() == []


@pytest.mark.parametrize("accepts", [False, True])
@pytest.mark.parametrize("kind", ["answer", "hang", "cut"])
def test_after_an_uncertain_answer_nothing_is_tried_again(
    standin: "Standin",
    make_message: MakeMessage,
    make_account: MakeAccount,
    kind: str,
    *,
    accepts: bool,
) -> None:
    standin.fault(kind, accepts=accepts)
    messages = [make_message("anna"), make_message("bo", text="Other")]

    outcomes = SendGridGateway(make_account(timeout=0.3)).deliver(messages)

    assert states(outcomes) == ["unknown"]
    assert outcomes[0].reason.endswith("It may have taken the mail.")
    assert len(standin.inbox()) == accepts
