"""A Prefect server on PostgreSQL with workers, as on several machines, all of them on this one."""

import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from flows.environment import QUIET
from tests.servers.machines import running_machine
from tests.unmeasured import unmeasured

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0
# What waits for a minute elsewhere is looked at once a second, or a test would wait for it.
SOON = {
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "1",
    "PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY": "PT1S",
    "PREFECT_WORKER_QUERY_SECONDS": "1",
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "2",
}


@dataclass(frozen=True)
class PrefectServer:
    """A server: its address, and the environment of whoever has to do with it."""

    address: str
    environment: Mapping[str, str]
    folder: Path


@contextmanager
def running_prefect(
    folder: Path, *, start: Sequence[str], prefect: str, todenna: str, more: Mapping[str, str]
) -> Iterator[PrefectServer]:
    """Yield a server that answers.

    Args:
        folder: for all that it keeps.
        start: the command; it is only told to listen on this machine alone.
        prefect: the address of the database of Prefect.
        todenna: the address of that of Todenna.
        more: what else stands in the environment.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    address = f"http://127.0.0.1:{port}/api"
    environment = {
        **unmeasured("PREFECT_"),
        **QUIET,
        **SOON,
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": address,
        "PREFECT_API_DATABASE_CONNECTION_URL": prefect.replace(
            "postgresql://", "postgresql+asyncpg://"
        ),
        "TODENNA_HOME": str(folder / "todenna"),
        "TODENNA_DATABASE": todenna,
        "PYTHONPATH": str(ROOT),
        **more,
    }
    with running_machine("server", environment, folder) as machine:
        local = ["127.0.0.1" if one == "0.0.0.0" else one for one in start]  # noqa: S104 (it is replaced)
        process = machine.start([*local, "--port", port], "server.log")
        _await_answer(address, process)
        yield PrefectServer(address, environment, folder)


def _await_answer(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    with httpx.Client(base_url=address, trust_env=False, timeout=5) as client:
        while not _is_well(client):
            assert process.poll() is None, "the server ended before it answered"
            assert time.monotonic() < deadline, "the server did not answer"
            try:
                process.wait(0.2)  # it answers, ends, or is asked again
            except subprocess.TimeoutExpired:
                continue


def _is_well(client: httpx.Client) -> bool:
    try:
        return client.get("/health").is_success
    except httpx.TransportError:
        return False
