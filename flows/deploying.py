"""Register with a Prefect server all that runs by the clock, by hand, or because of something."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect import aserve
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound

from flows.automations import LATE_AFTER, LOST_AFTER, deploy_automations
from flows.deployments import POOL, TAG, TENDING, build_deployments
from flows.relaying import keep_relaying
from flows.schedules import Recurring
from validation.errors import TodennaError
from validation.settings import Settings, read_settings
from validation.steps import Recurring as RecurringOptions
from validation.steps import generate_survey, list_waves, prepare_study, start_recurring

MOST = 200  # that Prefect lists at once
AFTER = (
    (
        "--lost-after",
        LOST_AFTER,
        "how long a run may be silent before it counts as lost and is begun anew",
    ),
    (
        "--late-after",
        LATE_AFTER,
        "how long a late run may wait for a worker before the operator is told",
    ),
)


@dataclass(frozen=True, slots=True)
class Deploying:
    """What is deployed: which study files, to which pool, and what else."""

    files: tuple[Path, ...] = ()
    pool: str = POOL
    lost_after: timedelta = LOST_AFTER
    late_after: timedelta = LATE_AFTER
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Deployed:
    """What is registered by now: deployments and automations, what was removed, what is surplus."""

    deployments: tuple[str, ...]
    automations: tuple[str, ...]
    removed: tuple[str, ...]
    surplus: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield what there is, a line each, and what to do next."""
        yield from (f"deployment  {one}" for one in self.deployments)
        yield from (f"automation  {one}" for one in self.automations)
        yield from (f"removed     {one}" for one in self.removed)
        yield from (f"surplus     {one} (--prune removes it)" for one in self.surplus)


def build_parser() -> ArgumentParser:
    """Return how the command is written."""
    parser = ArgumentParser(prog="python -m flows deploy", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="STUDY.yaml")
    parser.add_argument("--pool", default=POOL, help=f"the work pool ({POOL}); made if needed")
    for name, usual, what in AFTER:
        seconds = int(usual.total_seconds())
        parser.add_argument(name, type=int, default=seconds, metavar="SECONDS", help=what)
    parser.add_argument(
        "--prune", action="store_true", help="remove deployments that are not named any more"
    )
    return parser


def wanted_of(given: Namespace) -> Deploying:
    """Return what a command asked for."""
    return Deploying(
        tuple(given.files),
        given.pool,
        lost_after=timedelta(seconds=given.lost_after),
        late_after=timedelta(seconds=given.late_after),
        prune=given.prune,
    )


async def serve(files: Sequence[Path]) -> None:
    """Offer the flows on a Prefect server's pages, and run what is started there, until stopped.

    Raises:
        TodennaError: a study cannot be used.
    """
    built = await build_deployments(read_studies(files))
    async with get_client() as client:
        await _leave_pools(client, built)
        for one in built:
            await one.aapply()
        await deploy_automations(client)
    relaying = asyncio.create_task(keep_relaying())
    try:
        await aserve(*built, pause_on_shutdown=False)
    finally:
        relaying.cancel()


async def deploy(wanted: Deploying) -> Deployed:
    """Register deployments and automations and return what there is by now; again, it adds nothing.

    Raises:
        TodennaError: a study cannot be used, or the server does not take something.
    """
    built = await build_deployments(read_studies(wanted.files), pool=wanted.pool)
    async with get_client() as client:
        await _open_pool(client, wanted.pool)
        for one in built:
            await one.aapply()
        after = {"lost_after": wanted.lost_after, "late_after": wanted.late_after}
        automations = await deploy_automations(client, **after)
        surplus = await _surplus(client, built)
        named = [f"{(await client.read_flow(one.flow_id)).name}/{one.name}" for one in surplus]
        for other in surplus if wanted.prune else ():
            await client.delete_deployment(other.id)
    removed = tuple(named) if wanted.prune else ()
    left = () if wanted.prune else tuple(named)
    return Deployed(tuple(one.full_name for one in built), automations, removed, left)


def read_studies(files: Sequence[Path], *, keep: bool = True) -> tuple[Recurring, ...]:
    """Return the studies of files, each kept in the database, from which their waves are made.

    Args:
        files: the study files.
        keep: false only to look at them.

    Raises:
        TodennaError: a study cannot be used, or two files hold the same one.
    """
    read = [Recurring(path.absolute(), prepare_study(path).study) for path in files]
    twice = {one.study for one in read if [other.study for other in read].count(one.study) > 1}
    if twice:
        names = ", ".join(sorted(twice))
        raise TodennaError(f"studies: found {names} in several files, must be in one each.")
    for one in read if keep else ():
        now = datetime.now(UTC)  # noqa: TID251 (flows read the clock, the steps do not)
        _keep(one, read_settings(), now)
    return tuple(read)


def _keep(study: Recurring, settings: Settings, now: datetime) -> None:
    """Keep a study, and let it repeat unless a person started or stopped it before."""
    generate_survey(study.path, settings, now=now)
    kept = list_waves(study.study, settings, now=now, coming=0)
    if study.document.cadences and kept.recurrence is None:
        start_recurring(study.path, RecurringOptions(), settings, now=now)


async def _open_pool(client: PrefectClient, name: str) -> None:
    try:
        pool = await client.read_work_pool(name)
    except ObjectNotFound:
        await client.create_work_pool(WorkPoolCreate(name=name, type="process"))
        return
    if pool.type != "process":
        message = f"work pool {name}: found type {pool.type}, must be of type process."
        raise TodennaError(f"{message} Name another (--pool); it is made if there is none.")


async def _leave_pools(client: PrefectClient, built: Sequence[RunnerDeployment]) -> None:
    """Remove what workers ran: a deployment that is in a pool once would never leave it."""
    named = {one.full_name for one in built}
    for one in await _ours(client):
        name = f"{(await client.read_flow(one.flow_id)).name}/{one.name}"
        if one.work_pool_name is not None and name in named:
            await client.delete_deployment(one.id)


async def _surplus(
    client: PrefectClient, built: Sequence[RunnerDeployment]
) -> list[DeploymentResponse]:
    """Return the deployments of ours that are not among those that were built."""
    flows = {one.flow_name: await client.read_flow_by_name(str(one.flow_name)) for one in built}
    wanted = {(flows[one.flow_name].id, one.name) for one in built}
    return [one for one in await _ours(client) if (one.flow_id, one.name) not in wanted]


async def _ours(client: PrefectClient) -> list[DeploymentResponse]:
    """Return every deployment with our tags."""
    ours = DeploymentFilter(tags=DeploymentFilterTags(any_=[TAG, TENDING]))
    found: list[DeploymentResponse] = []
    while page := await client.read_deployments(
        deployment_filter=ours, limit=MOST, offset=len(found)
    ):
        found += page
    return found
