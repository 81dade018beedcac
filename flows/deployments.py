"""The flows as Prefect's own pages offer them: started by hand, or by the clock."""

from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment

from flows import fielding, surveys

BY_HAND = "by-hand"
BY_CLOCK = "by-clock"
FLOWS = (
    surveys.generate_survey,
    surveys.import_responses,
    surveys.validate_wave,
    surveys.send_digest,
    surveys.validate_study,
    fielding.launch_wave,
    fielding.advance_waves,
    fielding.deliver_mail,
    fielding.purge,
)
# Times are for the scheduler alone: what is due, our own tables say.
BEATS: tuple[tuple[Flow[..., Any], str, dict[str, bool]], ...] = (
    (fielding.advance_waves, "*/5 * * * *", {}),
    (fielding.deliver_mail, "*/5 * * * *", {}),
    (fielding.purge, "30 3 * * *", {"dry_run": False}),
)
# After a night without a server there may be a hundred late beats, of which one is enough.
ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def build_deployments() -> list[RunnerDeployment]:
    """Return a deployment for each flow, started from Prefect's pages, and those that beat."""
    by_hand = [
        await flow.ato_deployment(BY_HAND, description=str(flow.__doc__), tags=["todenna"])
        for flow in FLOWS
    ]
    by_clock = [
        await flow.ato_deployment(
            BY_CLOCK,
            cron=cron,
            parameters=parameters,
            concurrency_limit=ONE,
            description=str(flow.__doc__),
            tags=["todenna"],
        )
        for flow, cron, parameters in BEATS
    ]
    return [*by_hand, *by_clock]
