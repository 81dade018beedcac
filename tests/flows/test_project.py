"""`prefect.yaml` says of what all studies share the same as the command that registers it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

pytestmark = pytest.mark.xdist_group("prefect")

COMMAND = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
KEPT = Path(__file__).parents[2] / "prefect.yaml"


def test_the_file_is_the_one_that_the_command_prints() -> None:
    from flows.project import write_project

    assert KEPT.read_text(encoding="utf-8") == write_project()


def test_a_pool_may_be_named_and_every_beat_is_there() -> None:
    from flows.project import write_project

    entries = YAML(typ="safe", pure=True).load(write_project("survey"))["deployments"]
    assert {one["work_pool"]["name"] for one in entries} == {"survey"}
    beats = {one["entrypoint"]: one for one in entries if one["name"] == "by-clock"}
    assert beats["flows.fielding.advance_waves"]["schedules"] == [
        {"cron": "*/5 * * * *", "timezone": "UTC", "slug": "every-5-minutes"}
    ]
    assert beats["flows.fielding.purge"]["parameters"] == {"dry_run": False}
    assert {one["concurrency_limit"]["collision_strategy"] for one in beats.values()} == {
        "CANCEL_NEW"
    }


@pytest.mark.slow
@pytest.mark.usefixtures("prefect")
def test_prefect_s_own_command_registers_the_same_however_often(tmp_path: Path) -> None:
    from prefect.settings import get_current_settings

    from flows.project import write_project

    (tmp_path / "prefect.yaml").write_text(write_project("by-prefect"))
    environment = os.environ | {
        "PREFECT_API_URL": str(get_current_settings().api.url),
        "PYTHONPATH": str(KEPT.parent),
    }

    def deploy() -> None:
        done = subprocess.run(
            COMMAND, cwd=tmp_path, env=environment, check=False, capture_output=True
        )
        assert done.returncode == 0, (done.stdout, done.stderr)

    found, wanted = asyncio.run(registered(deploy))
    assert found == wanted


async def registered(deploy: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401 (a function)
    """Deploy twice, and return what is there, and what ours would register; then remove it."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate

    from flows.deployments import build_deployments

    found, wanted = {}, {}
    async with get_client() as client:
        await client.create_work_pool(WorkPoolCreate(name="by-prefect", type="process"))
        deploy()
        deploy()
        for one in await build_deployments(pool="by-prefect"):
            kept = await client.read_deployment_by_name(one.full_name)
            found[one.full_name] = told_of(kept)
            wanted[one.full_name] = told_of(one)
            assert kept.pull_steps == []  # a folder of the machine that deploys is nowhere else
            assert (kept.global_concurrency_limit is not None) == (kept.name == "by-clock")
            await client.delete_deployment(kept.id)
        await client.delete_work_pool("by-prefect")
    return found, wanted


def told_of(deployment: Any) -> dict[str, Any]:  # noqa: ANN401 (as wanted, or as the server has it)
    return {
        "entrypoint": deployment.entrypoint,
        "schedules": [(one.schedule.cron, one.slug) for one in deployment.schedules],
        "parameters": deployment.parameters,
        "pool": deployment.work_pool_name,
        "tags": deployment.tags,
        "environment": deployment.job_variables,
    }
