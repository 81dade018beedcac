"""Every flow can be started from Prefect's own pages, with its parameters explained."""

import asyncio

import pytest

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("prefect", "home")]


def test_every_flow_has_a_deployment_that_a_person_understands() -> None:
    from prefect.client.orchestration import get_client

    from flows.deployments import BY_HAND, FLOWS, build_deployments

    async def registered() -> dict[str, list[str]]:
        for deployment in await build_deployments():
            await deployment.aapply()
        async with get_client() as client:
            kept = await client.read_deployments()
        schemas = {str(one.description): one.parameter_openapi_schema or {} for one in kept}
        return {about: [*schema["properties"]] for about, schema in schemas.items()}

    found = asyncio.run(registered())
    assert len(found) == len(FLOWS)
    assert found[str(FLOWS[2].__doc__)] == ["study", "wave"]
    assert BY_HAND == "by-hand"


def test_the_heartbeat_the_outbox_and_retention_go_by_the_clock() -> None:
    from flows.deployments import BY_CLOCK, build_deployments

    beating = {
        str(one.flow_name): (one.parameters, str(one.schedules))
        for one in asyncio.run(build_deployments())
        if one.name == BY_CLOCK
    }
    assert set(beating) == {"advance-waves", "deliver-mail", "purge"}
    assert "cron='*/5 * * * *'" in beating["advance-waves"][1]
    assert beating["purge"][0] == {"dry_run": False}
