"""What Prefect does by itself: each automation once, with nothing left to its client's defaults."""

from datetime import timedelta
from uuid import uuid4

import pytest

pytestmark = pytest.mark.xdist_group("prefect")

ADVANCE, TEND = uuid4(), uuid4()


def test_events_start_the_heartbeat_and_lost_runs_are_crashed_and_looked_after() -> None:
    from flows.automations import build_automations

    built = {one.name: one for one in build_automations(ADVANCE, TEND)}
    assert list(built) == [
        "Todenna: events are acted upon at once",
        "Todenna: a silent run counts as lost",
        "Todenna: a run that never begins counts as lost",
        "Todenna: a lost or failed run is looked after",
        "Todenna: of a late run the operator is told",
    ]
    begun = {one.name: getattr(one.actions[0], "deployment_id", None) for one in built.values()}
    assert [*begun.values()] == [ADVANCE, None, None, TEND, TEND]
    assert all(one.description for one in built.values())


def test_the_silence_after_which_a_run_is_lost_may_be_chosen() -> None:
    from prefect.events.schemas.automations import EventTrigger, Posture

    from flows.automations import build_automations

    built = list(build_automations(ADVANCE, TEND, lost_after=timedelta(seconds=40)))
    trigger = built[1].trigger
    assert isinstance(trigger, EventTrigger)
    assert (trigger.posture, trigger.within) == (Posture.Proactive, timedelta(seconds=40))
    assert "prefect.flow-run.Completed" in trigger.expect
    assert trigger.for_each == {"prefect.resource.id"}
    # What was not set would not be sent, and Prefect's server would refuse it.
    assert "posture" in trigger.model_dump(exclude_unset=True)


def test_how_long_a_run_may_wait_for_a_worker_may_be_chosen() -> None:
    from prefect.events.actions import RunDeployment
    from prefect.events.schemas.automations import EventTrigger

    from flows.automations import build_automations

    (late,) = list(build_automations(ADVANCE, TEND, late_after=timedelta(seconds=20)))[-1:]
    assert isinstance(late.trigger, EventTrigger)
    assert late.trigger.within == timedelta(seconds=20)
    (action,) = late.actions
    assert isinstance(action, RunDeployment)
    assert (action.parameters or {})["late"] is True
