"""The stand-in's web server, which can hang up on whoever is connected."""

import asyncio
import socket

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

Transports = dict[tuple[str, int], asyncio.Transport]


def build_server(app: FastAPI, transports: Transports) -> uvicorn.Server:
    """Return a server that keeps the transport of each open connection in `transports`."""
    config = uvicorn.Config(
        app,
        http=_build_protocol(transports),
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    return _build_server(config, transports)


def _build_protocol(transports: Transports) -> type[H11Protocol]:
    class Tracked(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the class above
            super().connection_made(transport)
            transports[transport.get_extra_info("peername")] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self.transport.get_extra_info("peername"), None)
            super().connection_lost(exc)

    return Tracked


def _build_server(config: uvicorn.Config, transports: Transports) -> uvicorn.Server:
    class Abrupt(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Whoever still waits for an answer that was held back gets none.
            for transport in list(transports.values()):
                transport.abort()
            await super().shutdown(sockets)

    return Abrupt(config)
