import socket
import sys

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse, Response

from tests.web.conftest import Served, serving
from validation.errors import SettingsError
from validation.web.serving import listen, take_turns


def test_a_server_answers_at_the_address_that_it_told(served: Served) -> None:
    answer = httpx.get(served.url, trust_env=False)

    assert answer.text == "word"
    assert "server" not in answer.headers


def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} of 127.0.0.1 .* another with --port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("proxies", "asking"), [((), "127.0.0.1"), (("127.0.0.1",), "192.0.2.7")])
def test_who_asks_is_taken_from_a_proxy_only_where_it_is_named(
    proxies: tuple[str, ...], asking: str
) -> None:
    forwarded = {"x-forwarded-for": "198.51.100.9, 192.0.2.7"}
    with serving(told(), proxies) as url:
        answer = httpx.get(url, headers=forwarded, trust_env=False)

    assert answer.text == asking


def told() -> FastAPI:
    """Return an application that tells who asks it."""

    async def tell(request: Request) -> Response:
        return PlainTextResponse(request.client.host if request.client else "nobody")

    app = FastAPI()
    app.add_api_route("/", tell, response_model=None)
    return app


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_told(port: int) -> None:
    with pytest.raises(SettingsError, match="there is no such port"):
        listen("127.0.0.1", port)


def test_threads_give_way_after_a_turn() -> None:
    before = sys.getswitchinterval()
    take_turns(0.001)
    try:
        assert sys.getswitchinterval() == pytest.approx(0.001)
    finally:
        take_turns(before)


def test_a_socket_listens_at_once() -> None:
    with listen("127.0.0.1", 0) as listener:
        place = listener.getsockname()
        with socket.create_connection(place, timeout=5):
            assert place[1] > 0
