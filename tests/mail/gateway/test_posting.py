import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from validation.mail import Message, SendGridAccount
from validation.mail.gateway.payload import Payload, build_payload
from validation.mail.gateway.posting import Reply, post_mail, read_errors

if TYPE_CHECKING:
    from tests.mail.conftest import Standin

MakeMessage = Callable[..., Message]
MakeAccount = Callable[..., SendGridAccount]
SHORT = 0.3
LENGTH = b"content-length:"


@pytest.fixture
def payload(make_message: MakeMessage, make_account: MakeAccount) -> Payload:
    return build_payload((make_message(),), make_account())


def test_an_accepted_request_has_a_message_id(
    standin: "Standin", make_account: MakeAccount, payload: Payload
) -> None:
    reply = post_mail(payload, make_account())

    assert reply == Reply(202, "", standin.inbox()[0]["message_id"])


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 500, 502, 503, 504, 418])
def test_each_error_status_is_a_reply_with_its_body(
    standin: "Standin", make_account: MakeAccount, payload: Payload, status: int
) -> None:
    standin.fault("answer", status=status)

    reply = post_mail(payload, make_account())

    assert reply.status == status
    assert read_errors(reply.body) == [("", f"Trouble that was asked for: {status}.")]


@pytest.mark.parametrize("seconds", [0, 7])
def test_a_spent_limit_says_how_long_it_lasts(
    standin: "Standin", make_account: MakeAccount, payload: Payload, seconds: int
) -> None:
    standin.fault("slow_down", seconds=seconds)

    reply = post_mail(payload, make_account())

    assert reply.status == 429
    assert reply.wait is not None
    # The header Date is renewed once a second or a little later.
    assert seconds <= reply.wait <= seconds + 2


def test_the_last_request_of_a_period_says_so_too(
    standin: "Standin", make_account: MakeAccount, payload: Payload
) -> None:
    standin.fault("spent", seconds=7)

    reply = post_mail(payload, make_account())

    assert (reply.status, reply.wait is not None) == (202, True)


@pytest.mark.parametrize("accepts", [False, True])
def test_a_service_that_hangs_is_left_after_the_timeout(
    standin: "Standin", make_account: MakeAccount, payload: Payload, *, accepts: bool
) -> None:
    standin.fault("hang", accepts=accepts)

    reply = post_mail(payload, make_account(timeout=SHORT))

    assert (reply.status, reply.reached) == (None, True)
    assert "TimeoutError" in reply.body
    assert len(standin.inbox()) == accepts


@pytest.mark.parametrize("accepts", [False, True])
def test_a_cut_connection_leaves_open_what_happened(
    standin: "Standin", make_account: MakeAccount, payload: Payload, *, accepts: bool
) -> None:
    standin.fault("cut", accepts=accepts)

    reply = post_mail(payload, make_account())

    assert (reply.status, reply.reached) == (None, True)
    assert len(standin.inbox()) == accepts


@pytest.mark.usefixtures("standin")
def test_where_nobody_listens_nothing_was_sent(make_account: MakeAccount, payload: Payload) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    reply = post_mail(payload, make_account(host=f"http://127.0.0.1:{port}"))

    assert (reply.status, reply.reached) == (None, False)
    assert "ConnectionRefusedError" in reply.body


@pytest.mark.parametrize(
    ("raw", "status", "wait"),
    [
        ("HTTP/1.1 429 Slow\r\nRetry-After: 12\r\nContent-Length: 0\r\n\r\n", 429, 12.0),
        ("HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n", 429, 1.0),
        ("HTTP/1.1 429 Slow\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n", 429, 1.0),
        ("HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\n\r\nhalf", None, None),
        ("What do you want?\r\n\r\n", None, None),
        ("", None, None),
    ],
)
@pytest.mark.usefixtures("standin")
def test_an_odd_answer_is_a_reply_too(
    make_account: MakeAccount, payload: Payload, raw: str, status: int | None, wait: float | None
) -> None:
    with answering(raw.encode()) as url:
        reply = post_mail(payload, make_account(host=url))

    assert (reply.status, reply.wait, reply.reached) == (status, wait, True)


@contextmanager
def answering(raw: bytes) -> Iterator[str]:
    """Run a service that reads one request, answers with these bytes and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, args=(listener, raw))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def answer(listener: socket.socket, raw: bytes) -> None:
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as request:
        length = next(int(line.split()[1]) for line in request if line.lower().startswith(LENGTH))
        while request.readline().strip():
            pass
        request.read(length)
        connection.sendall(raw)


def test_the_log_shows_neither_key_nor_address(
    standin: "Standin",
    make_account: MakeAccount,
    payload: Payload,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    standin.fault("answer", status=500)

    post_mail(payload, make_account())
    post_mail(payload, make_account())

    assert len(standin.inbox()) == 1
    assert "stand-in-key" not in caplog.text
    assert "anna@example.com" not in caplog.text


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"errors": null}', '{"errors": ["x"]}'])
def test_a_body_without_errors_names_none(body: str) -> None:
    assert read_errors(body) == []
