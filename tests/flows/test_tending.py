"""Of a run that needs somebody the operator is told what to do, and nothing of what it said."""

from uuid import uuid4

import pytest

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("Failed", "Mend what it says"),
        ("Crashed", "Look after the machines"),
        ("Late", "Look whether workers run"),
    ],
)
def test_the_notice_says_what_to_do(state: str, expected: str) -> None:
    from prefect.client.schemas.objects import FlowRun, State
    from prefect.states import Failed

    from flows.tending import build_notice

    told: State[object] = Failed(name=state, message="anna@example.com is no address")
    run = FlowRun(id=uuid4(), flow_id=uuid4(), name="green-fox", run_count=3, state=told)
    run.state_name = state
    notice = build_notice("purge/by-clock", run)

    assert notice.topic == f"purge/by-clock/{state.lower()}"
    assert notice.subject == f"Todenna: purge/by-clock is {state.lower()}"
    said = " ".join(notice.paragraphs)
    assert expected in said
    assert str(run.id) in said
    assert "anna" not in said


@pytest.mark.parametrize(
    ("now", "subject", "said"),
    [
        ("Late", "Todenna: purge/by-clock is late", "green-fox of purge/by-clock is late, begun 0"),
        ("Completed", "Todenna: purge/by-clock was late", "was late, and is completed by now"),
    ],
)
def test_that_a_run_was_late_is_told_whatever_has_become_of_it(
    now: str, subject: str, said: str
) -> None:
    from prefect.client.schemas.objects import FlowRun

    from flows.tending import build_notice

    run = FlowRun(id=uuid4(), flow_id=uuid4(), name="green-fox", run_count=0)
    run.state_name = now
    notice = build_notice("purge/by-clock", run, late=True)

    assert (notice.topic, notice.subject) == ("purge/by-clock/late", subject)
    assert said in notice.paragraphs[0]
    assert "Look whether workers run" in notice.paragraphs[1]
