"""What Prefect does by itself when something happens: our events, lost runs, failed and late ones.

A run whose machine is lost falls silent and stays `Running`; Prefect's server then calls it
crashed, and a crashed run is begun anew by whichever worker is left.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events import ResourceSpecification
from prefect.events.actions import ActionTypes, ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

from flows.deployments import BY_AUTOMATION, BY_CLOCK, TAG
from flows.relaying import CAME

OURS = "Todenna: "
RUN = "prefect.resource.id"
RUNS = {RUN: ["prefect.flow-run.*"]}
OF_TODENNA = {RUN: [f"prefect.tag.{TAG}"], "prefect.resource.role": ["tag"]}
# Three signs of life that did not come.
LOST_AFTER = timedelta(seconds=90)
STUCK_AFTER = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=10)
OVER = {f"prefect.flow-run.{one}" for one in ("Completed", "Failed", "Cancelled", "Crashed")}
HEARD = "prefect.flow-run.heartbeat"
TAKEN, BEGUN = "prefect.flow-run.Pending", "prefect.flow-run.Running"
LATE, AWAITED = "prefect.flow-run.Late", "prefect.flow-run.Scheduled"
THE_RUN = {"run": "{{ flow_run.id | string }}"}  # the server cannot write an id as it is


async def deploy_automations(
    client: PrefectClient,
    *,
    lost_after: timedelta = LOST_AFTER,
    late_after: timedelta = LATE_AFTER,
) -> tuple[str, ...]:
    """Register all automations, each once, and return their names.

    Args:
        client: of the server.
        lost_after: how long a run may be silent before it counts as lost.
        late_after: how long a late run may wait for a worker before the operator is told.
    """
    advance = await client.read_deployment_by_name(f"advance-waves/{BY_CLOCK}")
    tend = await client.read_deployment_by_name(f"tend-run/{BY_AUTOMATION}")
    after = {"lost_after": lost_after, "late_after": late_after}
    wanted = tuple(build_automations(advance.id, tend.id, **after))
    for one in wanted:
        kept = await client.read_automations_by_name(one.name)
        for surplus in kept[1:]:
            await client.delete_automation(surplus.id)
        if kept:
            await client.update_automation(kept[0].id, one)
        else:
            await client.create_automation(one)
    return tuple(one.name for one in wanted)


def build_automations(
    advance: UUID,
    tend: UUID,
    *,
    lost_after: timedelta = LOST_AFTER,
    late_after: timedelta = LATE_AFTER,
) -> Iterator[AutomationCore]:
    """Yield the automations.

    Args:
        advance: the deployment that does what is due.
        tend: the deployment that looks after a run.
        lost_after: how long a run may be silent before it counts as lost.
        late_after: how long a late run may wait for a worker before the operator is told.
    """
    look_after = RunDeployment(deployment_id=tend, parameters=THE_RUN)
    tell = RunDeployment(deployment_id=tend, parameters=THE_RUN | {"late": True})
    crash = ChangeFlowRunState(state=StateType.CRASHED, message="Nothing was heard of it any more.")
    yield _automation(
        "events are acted upon at once",
        "An event that was told to Todenna starts the heartbeat, so that nobody waits for it.",
        EventTrigger(expect={CAME}, match=ResourceSpecification({RUN: [CAME]})),
        RunDeployment(deployment_id=advance),
    )
    yield _automation(
        "a silent run counts as lost",
        f"A run that gave no sign of life for {lost_after.seconds} s is crashed.",
        _missing({HEARD}, {HEARD, AWAITED, *OVER}, lost_after),
        crash,
    )
    yield _automation(
        "a run that never begins counts as lost",
        "A run that a worker took and did not begin would keep others from beginning.",
        _missing({TAKEN}, {BEGUN, HEARD, AWAITED, *OVER}, STUCK_AFTER),
        crash,
    )
    yield _automation(
        "a lost or failed run is looked after",
        "A run whose machine was lost is begun anew; of a failed one the operator is told.",
        _seen({"prefect.flow-run.Crashed", "prefect.flow-run.Failed"}),
        look_after,
    )
    yield _automation(
        "of a late run the operator is told",
        "No worker took it: there is none, or all are busy.",
        _missing({LATE}, {TAKEN, BEGUN, HEARD, *OVER}, late_after),
        tell,
    )


def _automation(
    name: str, about: str, trigger: EventTrigger, action: ActionTypes
) -> AutomationCore:
    built = AutomationCore(
        name=f"{OURS}{name}", description=about, tags=[TAG], trigger=trigger, actions=[action]
    )
    # Prefect's client leaves out what was not set, and its server then misses it.
    return AutomationCore.model_validate(built.model_dump(mode="json", exclude={"owner_resource"}))


def _seen(events: set[str]) -> EventTrigger:
    return EventTrigger(
        expect=events,
        match=ResourceSpecification(RUNS),
        match_related=ResourceSpecification(OF_TODENNA),
        for_each={RUN},
    )


def _missing(after: set[str], expected: set[str], within: timedelta) -> EventTrigger:
    return EventTrigger(
        posture=Posture.Proactive,
        after=after,
        expect=expected,
        match=ResourceSpecification(RUNS),
        match_related=ResourceSpecification(OF_TODENNA),
        for_each={RUN},
        threshold=1,
        within=within,
    )
