"""The stand-in's web server, which can hang up on whoever is connected, and be away."""

import asyncio
import socket
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

Address = tuple[str, int]


@dataclass(slots=True)
class Connections:
    """Who is connected, and the server that takes more of them."""

    transports: dict[Address, asyncio.Transport] = field(default_factory=dict)
    server: "Abrupt | None" = None

    def cut(self, client: Address) -> None:
        """Hang up on one of those who are connected."""
        self.transports[client].abort()

    def cut_all(self) -> None:
        """Hang up on all of them."""
        for transport in list(self.transports.values()):
            transport.abort()

    def refuse(self, seconds: float) -> None:
        """Refuse every new connection for so long."""
        if self.server is not None:
            self.server.refuse(seconds)


class Abrupt(uvicorn.Server):
    """A server that ends at once, and that can stop listening for a while."""

    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config)
        self._connections = connections

    def refuse(self, seconds: float) -> None:
        """Close the port, and open it again after so many seconds; who is away stays away."""
        for address in [one.getsockname() for server in self.servers for one in server.sockets]:
            asyncio.get_running_loop().call_later(seconds, self._listen, address)
        for server in self.servers:
            server.close()

    def _listen(self, address: Address) -> None:
        again = asyncio.ensure_future(self.startup([socket.create_server(address)]))
        self._again = again  # a task that nobody keeps may vanish

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, and let whoever still waits for an answer that was held back get none."""
        self._connections.cut_all()
        await super().shutdown(sockets)


def build_server(app: FastAPI, connections: Connections) -> Abrupt:
    """Return a server that keeps the transport of each open connection."""
    config = uvicorn.Config(
        app,
        http=_build_protocol(connections),
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    connections.server = Abrupt(config, connections)
    return connections.server


def _build_protocol(connections: Connections) -> type[H11Protocol]:
    transports = connections.transports

    class Tracked(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the class above
            super().connection_made(transport)
            transports[transport.get_extra_info("peername")] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self.transport.get_extra_info("peername"), None)
            super().connection_lost(exc)

    return Tracked
