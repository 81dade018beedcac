"""A server of Prefect makes runs of a deployment that has a schedule.

Some versions of what Prefect stands on let flows run and never make a scheduled run: everything
looks well, and no survey is ever sent (docs/decisions/0002-versions.md). So it is asked of a real
server, in the versions that are installed.
"""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import httpx
import pytest

from flows.environment import QUIET
from tests.unmeasured import unmeasured

if TYPE_CHECKING:  # Prefect loads for seconds
    from uuid import UUID

    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas import FlowRun

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

HELSINKI = ZoneInfo("Europe/Helsinki")
PATIENCE = 120.0
# Both kinds of scheduler look at once instead of after a minute.
SOON = {
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a Prefect server that keeps everything in a folder of the test."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with running(["--host", "127.0.0.1", "--port", port, "--no-ui"], tmp_path) as process:
        address = f"http://127.0.0.1:{port}/api"
        asyncio.run(wait_for(address, process))
        yield address


def test_scheduled_run_appears_at_the_time_of_the_zone(server: str) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: server}):
        runs = asyncio.run(schedule())

    assert {run.state_name for run in runs} == {"Scheduled"}
    assert {run.auto_scheduled for run in runs} == {True}
    assert [run.parameters for run in runs] == [{"study": "shop", "wave": "1"}] * len(runs)
    due = [run.expected_start_time for run in runs]
    times = {moment.astimezone(HELSINKI).strftime("%H:%M") for moment in due if moment}
    assert times == {"09:00"}


async def schedule() -> list["FlowRun"]:
    """Register a deployment that runs every morning, and return the runs the server made for it."""
    from prefect.client.orchestration import get_client
    from prefect.schedules import Cron

    from flows.surveys import validate_wave

    deployment = await validate_wave.ato_deployment(
        name="every morning",
        schedule=Cron("0 9 * * *", timezone="Europe/Helsinki"),
        parameters={"study": "shop", "wave": "1"},
    )
    made = await deployment.aapply()
    async with get_client() as client, asyncio.timeout(PATIENCE):
        return await wait_for_runs(client, made)


async def wait_for_runs(client: "PrefectClient", deployment: "UUID") -> list["FlowRun"]:
    """Return the runs of a deployment once there are some."""
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId

    of_it = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
    while True:
        runs = await client.read_flow_runs(deployment_filter=of_it)
        if runs:
            return runs
        await asyncio.sleep(0.2)  # a server can only be asked again; the caller sets a deadline


async def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers, or fail when it has ended."""
    async with httpx.AsyncClient(base_url=address) as client, asyncio.timeout(PATIENCE):
        while not await is_well(client):
            assert process.poll() is None, "the server ended before it answered"
            await asyncio.sleep(0.2)  # as above


async def is_well(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/health")).is_success
    except httpx.TransportError:
        return False


@contextmanager
def running(options: list[str], home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server, and end it; what it said is shown where the test fails."""
    command = [sys.executable, "-m", "prefect", "server", "start", *options]
    log = home / "server.log"
    with (
        log.open("wb") as said,
        subprocess.Popen(command, env=environment(home), stdout=said, stderr=said) as process,
    ):
        try:
            yield process
        finally:
            end(process)
            sys.stdout.write(log.read_text("utf-8", errors="replace"))


def end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()


def environment(home: Path) -> dict[str, str]:
    """Return an environment without a word about another server."""
    return {**unmeasured("PREFECT_"), **QUIET, **SOON, "PREFECT_HOME": str(home / "prefect")}
