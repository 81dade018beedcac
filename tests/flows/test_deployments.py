"""Every flow can be started from Prefect's own pages, with its parameters explained."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from validation.study import Study

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("prefect", "home")]

STUDY = {
    "study": "shop",
    "title": {"en": "The shop"},
    "stages": [{"id": "use", "title": "Use"}],
    "items": [{"id": "q", "text": "Q", "type": "rating", "scale": {"from": 1, "to": 5}}],
    "hypotheses": [
        {"id": "h", "says": "H", "claim": {"kind": "level", "item": "q", "at_least": 3}}
    ],
    "cadence": {"cron": "0 9 1 */3 *", "zone": "Europe/Helsinki"},
}


def test_every_flow_has_a_deployment_that_a_person_understands() -> None:
    from prefect.client.orchestration import get_client

    from flows.deployments import BY_HAND, FLOWS, build_deployments

    async def registered() -> dict[str, dict[str, Any]]:
        for deployment in await build_deployments():
            await deployment.aapply()
        async with get_client() as client:
            kept = await client.read_deployments()
        return {
            str(one.description): (one.parameter_openapi_schema or {})["properties"]
            for one in kept
            if one.name == BY_HAND
        }

    found = asyncio.run(registered())
    assert len(found) == len(FLOWS)
    (form,) = (form for about, form in found.items() if about.startswith("Draw a sample and plan"))
    assert [one["title"] for one in form.values()] == [
        "Study file",
        "Wave",
        "Frame",
        "Invitations",
        "Opens at",
        "Pilot",
    ]
    assert [one for form in found.values() for one in form.values() if not one["description"]] == []
    assert [about for about in found if "Args:" in about] == []


def test_the_heartbeat_the_outbox_retention_and_digests_go_by_the_clock() -> None:
    from flows.deployments import BY_CLOCK, build_deployments

    beating = {
        str(one.flow_name): one for one in asyncio.run(build_deployments()) if one.name == BY_CLOCK
    }
    assert set(beating) == {"advance-waves", "deliver-mail", "purge", "send-digests"}
    assert "cron='*/5 * * * *'" in str(beating["advance-waves"].schedules)
    assert beating["purge"].parameters == {"dry_run": False}
    assert {one.concurrency_limit for one in beating.values()} == {1}
    assert {str(one.concurrency_options) for one in beating.values()} == {
        str(beating["purge"].concurrency_options)
    }
    assert "CANCEL_NEW" in str(beating["purge"].concurrency_options)


def test_a_study_has_what_it_needs_with_its_own_values() -> None:
    from flows.deployments import build_deployments
    from flows.schedules import Recurring

    seen = Recurring(Path("studies/shop.yaml"), Study.model_validate(STUDY))
    built = {
        one.full_name: one
        for one in asyncio.run(build_deployments([seen], pool="todenna"))
        if one.name == "shop"
    }
    assert set(built) == {
        "field-study/shop",
        "validate-wave/shop",
        "send-digest/shop",
        "launch-wave/shop",
        "import-responses/shop",
    }
    recurring = built["field-study/shop"]
    assert recurring.parameters == {"study": "shop"}
    assert recurring.tags == ["todenna", "study:shop"]
    assert "timezone='Europe/Helsinki'" in str(recurring.schedules)
    assert str(recurring.description).startswith(
        "**The shop**\n\na wave by `0 9 1 */3 *` (Europe/Helsinki)\n\nMake the waves of a study"
    )
    assert built["launch-wave/shop"].parameters == {"study_file": "studies/shop.yaml"}
    assert {one.work_pool_name for one in built.values()} == {"todenna"}
    assert recurring.entrypoint == "flows.recurring.field_study"
