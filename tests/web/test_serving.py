import socket

import httpx
import pytest

from tests.web.conftest import Served
from validation.errors import SettingsError
from validation.web.serving import listen


def test_a_server_answers_at_the_address_that_it_told(served: Served) -> None:
    answer = httpx.get(served.url, trust_env=False)

    assert answer.text == "word"
    assert "server" not in answer.headers


def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} of 127.0.0.1 .* another with --port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_told(port: int) -> None:
    with pytest.raises(SettingsError, match="there is no such port"):
        listen("127.0.0.1", port)


def test_a_socket_listens_at_once() -> None:
    with listen("127.0.0.1", 0) as listener:
        place = listener.getsockname()
        with socket.create_connection(place, timeout=5):
            assert place[1] > 0
