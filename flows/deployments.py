"""The flows as Prefect's own pages offer them: to be started by hand, with parameters explained."""

from prefect.deployments.runner import RunnerDeployment

from flows import surveys

BY_HAND = "by-hand"
FLOWS = (
    surveys.generate_survey,
    surveys.import_responses,
    surveys.validate_wave,
    surveys.send_digest,
    surveys.validate_study,
)


async def build_deployments() -> list[RunnerDeployment]:
    """Return a deployment for each flow, which a person starts from Prefect's pages."""
    return [
        await flow.ato_deployment(BY_HAND, description=str(flow.__doc__), tags=["todenna"])
        for flow in FLOWS
    ]
