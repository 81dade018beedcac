import socket

import pytest

from tests.web.conftest import Served
from validation.web.protocol import LONGEST_HEAD


def say(served: Served, *parts: bytes) -> bytes:
    """Send parts on a connection and return all that comes back until it is closed."""
    heard = b""
    with socket.create_connection((served.host, served.port), timeout=20) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            while part := connection.recv(65_536):
                heard += part
        except ConnectionError:
            return heard
    return heard


def test_a_plain_request_is_answered(served: Served) -> None:
    answer = say(served, b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"word")


@pytest.mark.parametrize(
    "more",
    [
        b"x-long: " + b"x" * LONGEST_HEAD + b"\r\n\r\n",
        b"".join(b"x-%d: 1234567890\r\n" % n for n in range(4_000)) + b"\r\n",
    ],
    ids=["one", "many"],
)
def test_headers_without_end_are_not_kept(served: Served, more: bytes) -> None:
    answer = say(served, b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n", more)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


def test_an_address_without_end_is_not_kept(served: Served) -> None:
    answer = say(served, b"GET /" + b"x" * 2 * LONGEST_HEAD + b" HTTP/1.1\r\n\r\n")

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


def test_who_sends_no_whole_head_is_hung_up_on(served: Served) -> None:
    served.patience(0.05)

    assert say(served, b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n") == b""
    assert say(served) == b""


def test_two_requests_of_one_connection_are_both_answered(served: Served) -> None:
    served.patience(5)
    first = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
    last = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"

    assert say(served, first, last).count(b"HTTP/1.1 200 OK") == 2
