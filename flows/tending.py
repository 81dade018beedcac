"""The flow that looks after runs that broke off, failed, or do not begin."""

from uuid import UUID

from prefect import flow, get_run_logger
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.states import Scheduled
from prefect.utilities.urls import url_for

from flows import recurring_tasks
from flows.logs import tell_plainly
from validation.steps import OperatorNotice

MOST_RUNS = 3  # whatever brought three machines down will bring the fourth down too
AGAIN = "started again"
LATE = "late"
NEEDED = {
    "failed": "Mend what it says, and start it again; nothing that was done is done twice.",
    "crashed": "It was begun as often as it may be. Look after the machines, and start it again.",
    LATE: "No worker took it for long. Look whether workers run, and whether they are busy.",
}

tell_plainly()


@flow(name="tend-run")
async def tend_run(run: UUID, *, late: bool = False) -> str:
    """Start a run again whose machine was lost, and tell the operator of any other trouble.

    All flows of Todenna do nothing twice, so a run that broke off may begin from its start. The
    operator (TODENNA_OPERATOR) is told by e-mail, once a day for each deployment.

    Args:
        run: the id of the run; automations fill it in.
        late: it was late when this was asked for, whatever has become of it by now.
    """
    async with get_client() as client:
        troubled = await client.read_flow_run(run)
        if not late and _is_lost(troubled):
            message = f"Its machine was lost; begun anew, run {troubled.run_count + 1}."
            await client.set_flow_run_state(run, Scheduled(name="Again", message=message))
            return AGAIN
        name = await _name(client, troubled)
    notice = build_notice(name, troubled, late=late)
    told = recurring_tasks.queue_notice(notice)
    get_run_logger().warning("%s %s", notice.subject, " ".join(notice.paragraphs))
    return "operator told" if told else "operator told before, or not named (TODENNA_OPERATOR)"


def build_notice(deployment: str, run: FlowRun, *, late: bool = False) -> OperatorNotice:
    """Return what the operator is told of a run; its words stay where they are.

    What a run says when it fails may name people, so the mail does not say it.

    Args:
        deployment: what was run.
        run: the run.
        late: of a run that was late; whoever tells of it waited for a worker too.
    """
    now = str(run.state_name or "unknown").lower()
    state = LATE if late else now
    was = f"was {LATE}, and is {now} by now" if state != now else f"is {now}"
    where = url_for(run) or f"prefect flow-run inspect {run.id}"
    return OperatorNotice(
        topic=f"{deployment}/{state}",
        subject=f"Todenna: {deployment} {'is' if state == now else 'was'} {state}",
        paragraphs=(
            f"The run {run.name} of {deployment} {was}, begun {run.run_count} times.",
            NEEDED.get(state, NEEDED["failed"]),
            f"What it said: {where}",
        ),
    )


def _is_lost(run: FlowRun) -> bool:
    return bool(run.state and run.state.is_crashed() and run.run_count < MOST_RUNS)


async def _name(client: PrefectClient, run: FlowRun) -> str:
    flow = await client.read_flow(run.flow_id)
    if run.deployment_id is None:
        return flow.name
    return f"{flow.name}/{(await client.read_deployment(run.deployment_id)).name}"
