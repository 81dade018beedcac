"""Starting and ending the stand-in; the web framework is loaded only then."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from validation.errors import DeliveryError

if TYPE_CHECKING:
    import uvicorn

LOOPBACK = "127.0.0.1"
PORTS = range(65536)
STANDIN_KEY = "stand-in-key"


@contextmanager
def run_standin(port: int = 0, *, key: str = STANDIN_KEY) -> Iterator[str]:
    """Run a stand-in beside the caller's code and give its address, such as http://127.0.0.1:8025.

    Raises:
        DeliveryError: when the port is taken.
    """
    listener = _listen(port)
    server = _build_server(key)
    thread = Thread(target=server.run, args=([listener],), name="mail-standin", daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _listen(port: int) -> socket.socket:
    if port not in PORTS:
        raise DeliveryError(_no_port(port, "there is no such port"))
    # It listens before the server runs: who connects at once waits, and needs no second try.
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise DeliveryError(_no_port(port, error.strerror or str(error))) from error


def _no_port(port: int, why: str) -> str:
    return (
        f"mail stand-in: found port {port} that cannot be had ({why}), must be a free one. "
        "Choose another, or 0 for any."
    )


def _build_server(key: str) -> "uvicorn.Server":
    # The door of this room stays light.
    from validation.mail.standin.app import build_app  # noqa: PLC0415
    from validation.mail.standin.connections import build_server  # noqa: PLC0415
    from validation.mail.standin.state import Standin  # noqa: PLC0415

    standin = Standin(key)
    return build_server(build_app(standin), standin.connections)
