import asyncio
import socket

import pytest

from tests.web.conftest import Served
from validation.web.protocol import LONGEST_HEAD, Joined


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


class Line(asyncio.Transport):
    """A connection that remembers what was done with it."""

    def __init__(self) -> None:
        super().__init__({"peername": "somebody"})
        self.done: list[bytes | str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.done.append(bytes(data))

    def close(self) -> None:
        self.done.append("closed")


def test_what_is_written_in_one_turn_is_sent_in_one_piece() -> None:
    line = Line()

    async def turns() -> object:
        joined = Joined(line, asyncio.get_running_loop())
        for parts in ((b"head ", b"page"), (b"next",)):
            for part in parts:
                joined.write(part)
            await asyncio.sleep(0)
        return joined.get_extra_info("peername")

    assert asyncio.run(turns()) == "somebody"
    assert line.done == [b"head page", b"next"]


def test_what_was_written_is_sent_before_the_connection_ends() -> None:
    line = Line()

    async def turn() -> None:
        joined = Joined(line, asyncio.get_running_loop())
        joined.write(b"last")
        joined.close()
        await asyncio.sleep(0)

    asyncio.run(turn())
    assert line.done == [b"last", "closed"]
