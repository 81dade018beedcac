"""The web server in this process: started, told where it is, and stopped without losing a page."""

import gc
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI

from validation.errors import SettingsError
from validation.web.protocol import BoundedProtocol

PORTS = range(65536)
MOST_CONNECTIONS = 4_000
BACKLOG = 4_096
# Longer than a page takes to be saved; who is still connected then has his answer.
GRACE = 15
RARELY = 20_000


def take_turns(seconds: float) -> None:
    """Let the threads of this process give way to each other after so many seconds of work."""
    sys.setswitchinterval(seconds)


def run_server(
    app: FastAPI,
    host: str,
    port: int,
    *,
    told: Callable[[str], None],
    proxies: Sequence[str] = (),
) -> None:
    """Serve an application until the process is told to stop.

    Args:
        app: the application.
        host: the address of this machine at which it listens.
        port: 0 for any that is free.
        told: is given the address when it can be asked.
        proxies: the addresses of proxies whose word is taken for who asks.

    Raises:
        SettingsError: the port cannot be had.
    """
    with listen(host, port) as listener:
        told(f"http://{_written(host)}:{listener.getsockname()[1]}")
        _settle_memory()
        build_server(app, proxies).run([listener])


@contextmanager
def serving(app: FastAPI, listener: socket.socket) -> Iterator[None]:
    """Serve an application beside the caller's code until the block ends.

    Args:
        app: the application.
        listener: where connections wait, as `listen` returns it.
    """
    server = build_server(app)
    thread = Thread(target=server.run, args=([listener],), name="todenna-web", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket on which connections wait already.

    Raises:
        SettingsError: the port cannot be had.
    """
    if port not in PORTS:
        raise SettingsError(_no_port(host, port, "there is no such port"))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise SettingsError(_no_port(host, port, error.strerror or str(error))) from error


def build_server(app: FastAPI, proxies: Sequence[str] = ()) -> uvicorn.Server:
    """Return the server of an application: addresses are not logged, for they hold tokens."""
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        limit_concurrency=MOST_CONNECTIONS,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def _settle_memory() -> None:
    # What is loaded stays: looking through it for garbage again and again takes a fifth of the time
    # of a page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(RARELY, 10, 10)


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _no_port(host: str, port: int, why: str) -> str:
    return (
        f"web server: found port {port} of {host} that cannot be had ({why}), must be a free one. "
        "Choose another with --port, or 0 for any."
    )
